"""Each check of a brief, by a draft that triggers it and one that does not."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.editing import checks
from briefing.editing.checks import errors, findings, warnings
from briefing.editing.drafts import keep_revision
from tests.support.briefing.strategies import briefs

# What a small brief is warned of for being small.
SMALL = {("method",), ("claims",), ("actors", 1, "key"), ("actors", 0, "claims")}
SMALL |= {("actors", 1, "claims"), ("article", "paragraphs")}


def places(data: Any) -> set[tuple[str | int, ...]]:
    """Return where a draft is warned of something, beyond what its smallness brings."""
    return {found.loc for found in warnings(data)} - SMALL


def test_the_bundled_brief_has_neither_errors_nor_warnings(bundled):
    assert list(findings(bundled.model_dump(mode="json", exclude_defaults=True))) == []


@pytest.mark.parametrize(
    ("damage", "place", "message"),
    [
        (
            {"paragraphs": []},
            ("claims", 0, "paragraphs"),
            "Give at least 1; there are 0.",
        ),
        (
            {"paragraphs": [3]},
            ("claims", 0, "paragraphs"),
            "The article has 2 paragraphs; there is no paragraph 3.",
        ),
        ({"text": ""}, ("claims", 0, "text"), "Write something here; it is empty."),
    ],
    ids=["uncited claim", "paragraph out of range", "no text"],
)
def test_what_is_wrong_with_a_claim_stops_publishing(small, damage, place, message):
    data = small()
    data["claims"][0] |= damage
    assert [(found.loc, found.message) for found in errors(data)] == [(place, message)]


@pytest.mark.parametrize(
    ("damage", "place"),
    [
        ({"evidence": ["c9"]}, ("questions", 0, "evidence")),
        ({"evidence": []}, ("questions", 0, "evidence")),
        ({"options": [{"text": t, "feedback": t} for t in "abc"]}, ("questions", 0, "options")),
    ],
    ids=["unknown evidence", "no evidence", "no right option"],
)
def test_what_is_wrong_with_a_question_stops_publishing(small, damage, place):
    data = small()
    data["questions"][0] |= damage
    assert [found.loc for found in errors(data)] == [place]


def test_a_small_brief_is_warned_of_for_being_small_alone(small):
    assert places(small()) == set()


def claim(**parts: Any) -> dict[str, Any]:
    return {
        "key": "c2",
        "section": "background",
        "standing": "established",
        "paragraphs": [2],
        "actors": ["sea"],
        "text": "The sea is wide.",
    } | parts


CLAIMS: dict[str, tuple[dict[str, Any], set[Any]]] = {
    "plain background": ({}, set()),
    "untested": ({"section": "motives"}, {("claims", 1)}),
    "reported": (
        {"standing": "reported"},
        {("claims", 1, "speaker"), ("claims", 1)},
    ),
    "alleged by somebody": ({"standing": "alleged", "speaker": "sea"}, {("claims", 1)}),
    "denied": (
        {"standing": "denied", "speaker": "sea"},
        {("claims", 1, "answers"), ("claims", 1)},
    ),
    "denied, answering": (
        {"standing": "denied", "speaker": "sea", "answers": "c1"},
        {("claims", 1)},
    ),
    "assessed": ({"standing": "assessed"}, {("claims", 1)}),
    "three sentences": ({"text": "So. It. Is."}, set()),
    "four sentences": ({"text": "So. It. Is. Here"}, {("claims", 1, "text")}),
}


@pytest.mark.parametrize("which", CLAIMS)
def test_a_claim_is_warned_of_at_its_field(small, which):
    parts, found = CLAIMS[which]
    data = small()
    assert places(data | {"claims": [*data["claims"], claim(**parts)]}) == found


def test_without_a_question_one_warning_says_so(small):
    data = small(questions=[])
    assert places(data | {"claims": [claim(section="motives", actors=["sky"])]}) == {("questions",)}


def test_every_paragraph_should_be_used(small):
    unused = [found.message for found in checks.paragraph_never_used(small())]
    assert unused == ["No claim rests on paragraph 2. Use it, or leave it out on purpose."]
    data = small()
    data["claims"].append(claim())
    assert list(checks.paragraph_never_used(data)) == []


def test_the_bottom_line_has_sixty_words_at_most(small):
    assert list(checks.bottom_line_too_long(small(bottom_line="word " * 60))) == []
    said = [found.message for found in checks.bottom_line_too_long(small(bottom_line="w " * 61))]
    assert said == ["Shorten the bottom line to 60 words; it has 61."]


HARD = "Institutional considerations necessitate organisational reconsideration. "
HARD_GERMAN = "Behördliche Zuständigkeiten erfordern organisatorische Umgestaltungen. "


@pytest.mark.parametrize(
    ("language", "text", "warned"),
    [
        ("en", "The sky is blue and the sea is wide. " * 20, 0),
        ("en", HARD * 30, 1),
        ("en", HARD, 0),
        ("de", "Der Himmel ist blau, und am 3. Mai war er es auch. " * 20, 0),
        ("de-AT", HARD_GERMAN * 30, 1),
        ("fr", HARD * 30, 0),
    ],
    ids=["easy", "hard", "too few words", "easy German", "hard German", "not measured"],
)
def test_claims_are_readable(small, language, text, warned):
    data = small(language=language, claims=[claim(text=text)])
    assert len(list(checks.hard_to_read(data))) == warned


def test_each_actor_is_in_a_claim(small):
    assert [found.loc for found in checks.actor_in_no_claim(small())] == [("actors", 1, "key")]
    spoken = small(claims=[claim(actors=["sky"], speaker="sea")])
    assert list(checks.actor_in_no_claim(spoken)) == []


@pytest.mark.parametrize(
    ("term", "warned"), [("Sky", 0), ("Blue (the colour)", 0), ("A hue (blue)", 0), ("Moon", 1)]
)
def test_each_term_is_used(small, term, warned):
    data = small(terms=[{"term": term, "text": "Explained."}])
    assert len(list(checks.term_never_used(data))) == warned


@pytest.mark.parametrize("part", ["events", "gaps", "indicators"])
def test_each_part_rests_on_claims(small, part):
    row = {"text": "How deep?", "date": "2017"}
    assert places(small(**{part: [row]})) == {(part, 0, "claims")}
    assert places(small(**{part: [row | {"claims": ["c1"]}]})) == set()


def test_the_method_is_told(small):
    assert [found.loc for found in checks.method_missing(small())] == [("method",)]
    assert list(checks.method_missing(small(method="On one article."))) == []


_anything = st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text())


@pytest.mark.thorough
@given(briefs(), st.data())
def test_a_draft_that_is_wrong_in_any_way_is_checked(document, choices):
    data = copy.deepcopy(document.model_dump(mode="json"))
    for _ in range(choices.draw(st.integers(0, 4))):
        here: Any = data
        while isinstance(here, dict | list) and here:
            names = list(here) if isinstance(here, dict) else range(len(here))
            name = choices.draw(st.sampled_from(names))
            if choices.draw(st.booleans()) or not isinstance(here[name], dict | list):
                here[name] = choices.draw(_anything)
                break
            here = here[name]
    assert {found.severity for found in findings(data)} <= {"error", "warning"}


@given(st.dictionaries(st.sampled_from(["claims", "article", "terms"]), _anything))
def test_what_is_no_draft_at_all_is_checked(data):
    assert "error" in {found.severity for found in findings(data)}


def test_each_revision_kept_counts_errors_and_warnings(sky):
    sky.refresh_from_db()
    assert [sky.errors, sky.warnings] == [0, 5]
    sky.claims.update(paragraphs=[9], standing="alleged")
    keep_revision(sky.pk, None, "Damaged")
    sky.refresh_from_db()
    assert [sky.errors, sky.warnings] == [1, 8]
