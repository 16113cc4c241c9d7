"""How an edition is arranged for reading."""

from typing import Any

import pytest

from briefing.choices import Standing, Verb
from briefing.documents.schema import EditionDocument
from briefing.reading.context import reading
from tests.support.briefing.brief_data import small_brief


def edition(**parts: Any) -> EditionDocument:
    data = small_brief(**parts)
    return EditionDocument.model_validate(
        {name: value for name, value in data.items() if name not in ("format", "questions")}
    )


def claim(key: str, **fields: Any) -> dict[str, Any]:
    first: dict[str, Any] = small_brief()["claims"][0]
    return first | {"key": key, "text": f"Claim {key}."} | fields


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        (Verb.ARMS, "arm"),
        (Verb.SUPPLIES, "supply"),
        (Verb.BACKS, "back"),
        (Verb.ALLIED, "are allied with"),
        (Verb.ASKS, "ask help of"),
        (Verb.PRESSURES, "pressure"),
        (Verb.ACCUSES, "accuse"),
        (Verb.DENIES, "contradict"),
    ],
)
def test_a_verb_agrees_with_its_subject(verb, words):
    assert [verb.said_of(plural=False), verb.said_of(plural=True)] == [verb.label, words]


@pytest.mark.parametrize("verb", Verb)
def test_no_verb_of_many_ends_like_that_of_one(verb):
    first = verb.said_of(plural=True).split()[0]
    assert first == "are" or (not first.endswith("s") and verb.label.startswith(first[:-1]))


@pytest.mark.parametrize(("plural", "verb"), [(False, "arms"), (True, "arm")])
def test_a_relation_is_said_as_its_subject_takes_it(plural, verb):
    sea = {"key": "sea", "name": "Seas", "kind": "bloc", "plural": plural}
    relation = {"subject": "sea", "verb": "arms", "object": "sky", "claims": ["c1"]}
    actors = [small_brief()["actors"][0], sea]
    (said,) = reading(edition(actors=actors, relations=[relation]))["relations"]
    assert [said.subject.name, said.verb, said.object.name] == ["Seas", verb, "Sky"]
    assert said.standings == [Standing.ESTABLISHED]


def test_a_claim_knows_the_claims_that_answer_it():
    claims = [claim("c1"), claim("c2", answers="c1"), claim("c3", answers="c1"), claim("c4")]
    answered_by = reading(edition(claims=claims))["answered_by"]
    assert {key: [c.key for c in answers] for key, answers in answered_by.items()} == {
        "c1": ["c2", "c3"]
    }


def test_the_claims_are_listed_by_how_they_are_known():
    standings = ["alleged", "established", "denied", "alleged"]
    claims = [claim(f"c{n}", standing=standing) for n, standing in enumerate(standings)]
    glance = reading(edition(claims=claims))["glance"]
    assert [(standing.value, [c.key for c in found]) for standing, found in glance] == [
        ("established", ["c1"]),
        ("alleged", ["c0", "c3"]),
        ("denied", ["c2"]),
    ]
