"""What does not fit together in a brief's data, which may be wrong in any other way as well."""

import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.documents.references import CITING, IDENTITY, reference_problems
from tests.support.briefing.brief_data import small_brief
from tests.support.briefing.every_part import EVERY_PART

MORE = {"key": "c2", "text": "It stays blue."}


def brief(**rows: dict[str, Any]) -> dict[str, Any]:
    """Return a small brief with something changed in the first row of a part."""
    data = small_brief(**EVERY_PART)
    data["claims"] = [*data["claims"], MORE]
    for part, changes in rows.items():
        data[part] = [data[part][0] | changes, *data[part][1:]]
    return data


def said(data: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(*problem.loc, problem.message) for problem in reference_problems(data)]


def test_nothing_is_said_of_a_brief_that_fits_together():
    assert said(brief(claims={"answers": "c2", "speaker": "sea"})) == []


@pytest.mark.parametrize(("part", "field"), CITING.items())
def test_a_claim_that_is_not_there_is_said_where_it_is_cited(part, field):
    unknown = "There is no claim “c9” in this brief. Add it, or name another."
    assert said(brief(**{part: {field: ["c1", "c9"]}})) == [(part, 0, field, unknown)]


def test_a_claim_answers_another_claim_of_the_brief():
    unknown = "There is no claim “c9” in this brief. Add it, or name another."
    assert said(brief(claims={"answers": "c9"})) == [("claims", 0, "answers", unknown)]
    itself = "A claim cannot answer itself."
    assert said(brief(claims={"answers": "c1"})) == [("claims", 0, "answers", itself)]


def test_a_claim_leads_to_claims_of_the_brief_and_never_back():
    unknown = "There is no claim “c9” in this brief. Add it, or name another."
    assert said(brief(claims={"leads_to": ["c2"]})) == []
    assert said(brief(claims={"leads_to": ["c9"]})) == [("claims", 0, "leads_to", unknown)]
    itself = "From “c1” this leads back to it. Remove a step."
    assert said(brief(claims={"leads_to": ["c1"]})) == [("claims", 0, "leads_to", itself)]
    circle = brief(claims={"leads_to": ["c2"]})
    circle["claims"][1] = MORE | {"leads_to": ["c1"]}
    assert [place for *place, _ in said(circle)] == [
        ["claims", 0, "leads_to"],
        ["claims", 1, "leads_to"],
    ]


def chain(steps: int) -> dict[str, Any]:
    """Return a brief whose claims are one chain of consequences."""
    keys = [f"c{n}" for n in range(1, steps + 2)]
    each = {"section": "consequences"}
    claims = [MORE | each | {"key": key, "leads_to": [to]} for key, to in pairwise(keys)]
    return brief() | {"claims": [*claims, MORE | each | {"key": keys[-1]}]}


def test_a_chain_ends_before_no_page_could_show_it():
    assert said(chain(30)) == []
    long = "The chain from “c1” on has more than 30 steps. Remove some."
    assert said(chain(31)) == [("claims", 0, "leads_to", long)]
    assert said(chain(2_000)) == [("claims", 0, "leads_to", long)]


@pytest.mark.thorough
def test_chains_with_very_many_steps_are_looked_through_at_once():
    claims = [
        MORE | {"key": f"c{n}", "leads_to": [f"c{to}" for to in range(1, 400)]}
        for n in range(1, 400)
    ]
    begun = time.thread_time()
    assert len(said(brief() | {"claims": claims})) == 399
    assert time.thread_time() - begun < 3


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("claims", "actors", ["sky", "moon"]),
        ("claims", "speaker", "moon"),
        ("relations", "subject", "moon"),
        ("relations", "object", "moon"),
    ],
)
def test_an_actor_that_is_not_there_is_said_where_it_is_named(part, field, value):
    unknown = (
        "There is no actor “moon” in this brief. "
        "Add it (at the desk, under Roles), or name another."
    )
    assert said(brief(**{part: {field: value}})) == [(part, 0, field, unknown)]


def test_a_relation_with_oneself_is_said_at_its_object():
    message = "One actor stands on both sides. Name two."
    assert said(brief(relations={"object": "sky"})) == [("relations", 0, "object", message)]


@pytest.mark.parametrize(
    ("date", "until", "said_of_it"),
    [
        ("2017", "2016", ["It ends (2016) before it begins (2017)."]),
        ("2017-07", "2017-06-30", ["It ends (2017-06-30) before it begins (2017-07)."]),
        ("2017", "2017", []),
        ("2017", "2017-03", []),
        ("2017", None, []),
        ("2017", "", []),
    ],
)
def test_an_event_that_ends_before_it_begins_is_said_at_its_end(date, until, said_of_it):
    found = said(brief(events={"date": date, "until": until}))
    assert found == [("events", 0, "until", message) for message in said_of_it]


@pytest.mark.parametrize(("part", "fields"), IDENTITY.items())
def test_what_is_given_twice_is_said_at_the_second(part, fields):
    data = brief()
    row = data[part][0]
    data[part] = [*data[part], row]
    message = f"“{' '.join(row[name] for name in fields)}” is given twice. Change one."
    assert said(data) == [(part, len(data[part]) - 1, fields[0], message)]


def test_a_topic_given_twice_is_said():
    found = said(brief() | {"topics": ["Sky", "Sea", "Sky"]})
    assert [place[0] for place in found] == ["topics"]


_leaves = st.none() | st.booleans() | st.integers() | st.sampled_from(["", "c1", "sky", "2017"])
_odd = st.recursive(
    _leaves,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(["key", "claims", "answers", "actors", "date", "until", "paragraphs"]),
            inner,
        )
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*CITING, "claims", "topics", "article"]), _odd))
def test_data_that_is_wrong_in_any_other_way_is_passed_over(odd):
    assert isinstance(said(brief() | odd), list)
