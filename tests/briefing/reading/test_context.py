"""How an edition is arranged for reading."""

from typing import Any

import pytest

from briefing.choices import Standing, Verb
from briefing.documents.schema import EditionDocument
from briefing.reading.context import page_context
from briefing.reading.pages import BriefPage
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
    (said,) = page_context(edition(actors=actors, relations=[relation]), BriefPage.PEOPLE)[
        "relations"
    ]
    assert [said.subject.name, said.verb, said.object.name] == ["Seas", verb, "Sky"]
    assert said.standings == [Standing.ESTABLISHED]


def test_a_claim_knows_the_claims_that_answer_it():
    claims = [claim("c1"), claim("c2", answers="c1"), claim("c3", answers="c1"), claim("c4")]
    answered_by = page_context(edition(claims=claims))["answered_by"]
    assert {key: [c.key for c in answers] for key, answers in answered_by.items()} == {
        "c1": ["c2", "c3"]
    }


def test_the_actors_of_one_side_stand_together():
    actors = [
        {"key": key, "name": key.title(), "kind": "state", "side": side}
        for key, side in [("sky", "Above"), ("sea", "Below"), ("sun", "Above")]
    ]
    sides = page_context(edition(actors=actors), BriefPage.PEOPLE)["sides"]
    assert [(side, [actor.key for actor in found]) for side, found in sides] == [
        ("Above", ["sky", "sun"]),
        ("Below", ["sea"]),
    ]


def test_an_actor_lists_what_is_about_it_and_what_it_says():
    claims = [claim("c1", actors=[]), claim("c2", actors=[], speaker="sky"), claim("c3")]
    relation = {"subject": "sea", "verb": "arms", "object": "sky", "claims": ["c1"]}
    about = page_context(edition(claims=claims, relations=[relation]))["about"]
    assert {actor.key: [c.key for c in found] for actor, found in about} == {
        "sky": ["c2", "c3"],
        "sea": [],
    }


def test_persons_in_no_relation_are_named_beneath_the_map():
    sun = {"key": "sun", "name": "Sun", "kind": "person"}
    assert page_context(edition(actors=[*small_brief()["actors"], sun]))["left_out"] == ["Sun"]
