import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.documents.diff import WordRun, changed_places, differences, merged, pieces, words
from tests.support.briefing.brief_data import small_brief
from tests.support.briefing.every_part import EVERY_PART

Data = dict[str, Any]


def brief(**parts: Any) -> Data:
    return copy.deepcopy(small_brief(**parts))


def claim(key: str, text: str = "The sky is blue.", **fields: Any) -> Data:
    return {"key": key, "section": "background", "text": text, **fields}


def places(before: Data, after: Data) -> list[str]:
    return [str(difference.place) for difference in differences(before, after)]


def test_a_state_does_not_differ_from_itself():
    assert differences(brief(**EVERY_PART), brief(**EVERY_PART)) == []


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({"title": "The sea"}, ["brief//title"]),
        ({"article": {"paragraphs": ["It is wide."]}}, ["article//paragraphs"]),
        ({"claims": [claim("c1", "The sky is grey.")]}, ["claims/c1/text"]),
        ({"claims": [claim("c1"), claim("c2")]}, ["claims/c2/"]),
        ({"claims": []}, ["claims/c1/"]),
        ({"claims": [claim("c1", lead=True)]}, ["claims/c1/lead"]),
    ],
)
def test_each_difference_is_found_at_its_place(parts, found):
    assert places(brief(claims=[claim("c1")]), brief(claims=[claim("c1")]) | parts) == found


def test_another_order_is_a_difference_of_its_own():
    rows = [claim("c1"), claim("c2"), claim("c3")]
    found = differences(brief(claims=rows), brief(claims=[rows[2], rows[0]]))
    assert [(str(d.place), d.before, d.after) for d in found] == [
        ("claims/c2/", rows[1], None),
        ("claims//order", ["c1", "c3"], ["c3", "c1"]),
    ]


def test_rows_without_a_key_are_known_by_their_words():
    before = brief(gaps=[{"text": "Who pays?"}, {"text": "Who pays?"}])
    after = brief(gaps=[{"text": "Who pays?", "claims": ["c1"]}])
    assert places(before, after) == ["gaps/Who pays?/claims", "gaps/Who pays? again/"]


def test_what_one_changed_and_what_the_other_changed_are_put_together():
    base = brief(claims=[claim("c1"), claim("c2"), claim("c3")])
    theirs = brief(title="Their title", claims=[claim("c1", "Theirs."), claim("c3"), claim("c4")])
    mine = brief(claims=[claim("c0"), claim("c1", "Mine."), claim("c2"), claim("c3", "Mine.")])
    by_them = changed_places(base, theirs)
    taken = [str(d.place) for d in differences(theirs, mine) if d.place not in by_them]
    both = merged(theirs, mine, taken)
    assert [both["title"], [(c["key"], c["text"]) for c in both["claims"]]] == [
        "Their title",
        [
            ("c0", "The sky is blue."),
            ("c1", "Theirs."),
            ("c3", "Mine."),
            ("c4", "The sky is blue."),
        ],
    ]


def test_an_order_can_be_taken_from_mine():
    theirs = brief(claims=[claim("c1"), claim("c2"), claim("c4"), claim("c3")])
    mine = brief(claims=[claim("c3"), claim("c2"), claim("c1")])
    both = merged(theirs, mine, {"claims//order"})
    assert [c["key"] for c in both["claims"]] == ["c3", "c2", "c4", "c1"]


rows = st.dictionaries(st.sampled_from("abcde"), st.text("xyz", max_size=3), max_size=5)
states = st.builds(
    lambda found, title: brief(title=title, claims=[claim(k, v) for k, v in found.items()]),
    rows,
    st.text("xyz ", min_size=1, max_size=9),
)


@given(states, states)
def test_all_differences_taken_make_mine_and_none_make_theirs(theirs, mine):
    every = places(theirs, mine)
    assert differences(merged(theirs, mine, []), theirs) == []
    assert differences(merged(theirs, mine, every), mine) == []


def test_texts_are_compared_word_by_word():
    assert pieces("The sky is blue.", "The wide sky is grey.") == (
        [WordRun("same", "The "), WordRun("same", "sky is "), WordRun("removed", "blue.")],
        [
            WordRun("same", "The "),
            WordRun("added", "wide "),
            WordRun("same", "sky is "),
            WordRun("added", "grey."),
        ],
    )


@given(st.text(), st.text())
def test_no_word_is_lost_in_comparing(before, after):
    left, right = pieces(before, after)
    assert ["".join(p.text for p in left), "".join(p.text for p in right)] == [before, after]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        (True, "yes"),
        (1, "1"),
        ([1, 2], "1, 2"),
        (["c1", "c2"], "c1, c2"),
        (["x" * 50, "y" * 50], f"{'x' * 50}\n{'y' * 50}"),
        ([{"text": "Yes", "right": True, "feedback": "So."}], "✓ Yes (So.)"),
        ([{"text": "A", "answer": "B", "feedback": "So."}], "– A → B (So.)"),
        ({"key": "c1", "bottom_line": "It."}, "key: c1\nbottom line: It."),
    ],
)
def test_values_are_said_in_words(value, said):
    assert words(value) == said
