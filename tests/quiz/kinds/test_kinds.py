import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from quiz.documents.schema import problems_of
from quiz.kinds import KINDS
from quiz.kinds.base import InvalidResponse
from quiz.kinds.short import same_name
from tests.support.quiz.questions import (
    KEYS,
    ONE_OF_EACH,
    PAIRS,
    WRONG,
    choice,
    match,
    order,
    question_data,
    short,
)

WORDS_OF_KEYS = {
    "match": "Moscow: Russia; Kabul: Afghanistan; Doha: Qatar",
    "standing": "Denied: a denial",
}
kinds = pytest.mark.parametrize("kind", ONE_OF_EACH)


@kinds
def test_the_key_earns_everything_and_the_wrong_answer_nothing(kind):
    asked = ONE_OF_EACH[kind]
    assert asked.mark(KEYS[kind]) == 1
    assert asked.mark(WRONG[kind]) == 0


@kinds
def test_what_the_key_chooses_is_right_and_what_is_wholly_wrong_is_not(kind):
    asked = ONE_OF_EACH[kind]
    picks = asked.picks()
    assert {picks[place].right for place in asked.picked(KEYS[kind])} == {True}
    assert {picks[place].right for place in asked.picked(WRONG[kind])} == {False}


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("single", ["Option 0"]),
        ("multiple", ["Option 2", "Option 3"]),
        ("match", ["Moscow: Afghanistan", "Kabul: Qatar", "Doha: Russia"]),
        ("order", ["Third → Second", "Second → First"]),
        ("short", ["Iraq"]),
    ],
)
def test_what_was_chosen_is_named(kind, words):
    asked = ONE_OF_EACH[kind]
    assert [asked.picks()[place].text for place in asked.picked(WRONG[kind])] == words


def test_what_else_was_typed_is_not_told_apart():
    asked = ONE_OF_EACH["short"]
    assert {asked.picks()[asked.picked(typed)[0]].text for typed in ("Peru", "Jo Smith")} == {
        "Anything else"
    }


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"key": "q9", "explanation": "Because.", "evidence": ["c2"], "theme": "motives"}, True),
        ({"prompt": "Which one?"}, False),
        ({"in_order": True}, False),
    ],
)
def test_a_wording_is_what_was_asked_and_no_more(changes, same):
    data = question_data("short", [{"text": "Iran", "right": True}])
    before, after = (KINDS["short"].model_validate(d) for d in (data, data | changes))
    assert (before.wording == after.wording) is same


def test_feedback_is_no_part_of_the_wording_and_what_is_right_is():
    asked = choice("single", ".R.")
    options = asked.model_dump()["options"]
    fed = [option | {"feedback": "New."} for option in options]
    turned = [option | {"right": not n} for n, option in enumerate(options)]
    wordings = [
        KINDS["single"].model_validate(asked.model_dump() | {"options": o}).wording
        for o in (fed, turned)
    ]
    assert [wording == asked.wording for wording in wordings] == [True, False]


@kinds
def test_an_empty_answer_earns_nothing(kind):
    assert ONE_OF_EACH[kind].mark("" if kind == "short" else []) == 0


@kinds
@given(seed=st.integers(0, 50))
def test_an_answer_reads_the_same_in_whatever_order_it_is_shown(kind, seed):
    asked = ONE_OF_EACH[kind]
    drawn = asked.drawn(random.Random(seed))
    for response in (KEYS[kind], WRONG[kind]):
        assert asked.read(asked.fill(response, drawn), drawn) == response


@kinds
@given(seed=st.integers(0, 50), data=st.data())
def test_whatever_is_sent_is_a_mark_or_a_word_for_the_reader(kind, seed, data):
    asked = ONE_OF_EACH[kind]
    drawn = asked.drawn(random.Random(seed))
    names = st.sampled_from(["choice", "order", "text", "match-0", "match-1", "match-2", "move"])
    values = st.lists(st.one_of(st.text(max_size=6), st.sampled_from("0123")), max_size=4)
    sent = data.draw(st.dictionaries(names, values))
    asked.asked(drawn, sent)
    asked.moved(sent, drawn)
    try:
        response = asked.read(sent, drawn)
    except InvalidResponse:
        return
    assert 0 <= asked.mark(response) <= 1
    assert asked.said(response)


@kinds
def test_an_empty_form_is_refused_in_words(kind):
    asked = ONE_OF_EACH[kind]
    with pytest.raises(InvalidResponse, match=r"Choose|Type|missing"):
        asked.read({}, asked.drawn(random.Random(1)))


@kinds
def test_the_right_answer_can_be_said_in_words(kind):
    asked = ONE_OF_EACH[kind]
    assert asked.key_said() == (WORDS_OF_KEYS.get(kind) or asked.said(KEYS[kind]))


@pytest.mark.parametrize(
    ("kind", "right", "texts", "message"),
    [
        ("single", "...", None, "No option is right. Mark the one that is."),
        ("single", "R.R", None, "Options 1 and 3 are marked right. Keep one."),
        ("single", "R.", None, "Give at least 3; there are 2."),
        ("single", "R..", ["A", "B", "A"], "Two options say the same: “A”. Change one."),
        ("multiple", "....", None, "No option is right. Mark those that are."),
        ("multiple", "RRRR", None, "Every option is right. At least one must be wrong."),
        (
            "judgement",
            "R..",
            ["Yes", "No", "Not said"],
            "The options of a judgement are True, False, Not said, in this order.",
        ),
        (
            "match",
            "R..",
            None,
            "In a match no option is right by itself. Write what belongs to it instead.",
        ),
        ("match", "...", None, "At least two options need an answer that belongs to them."),
        (
            "order",
            "R..",
            None,
            "In an order no option is right by itself: the order they stand in is right.",
        ),
        ("short", "..", None, "No spelling is accepted. Mark those that are right."),
        ("short", "R", ["…"], "A spelling needs at least one letter or digit."),
    ],
)
def test_options_that_make_no_question_are_refused_in_words(kind, right, texts, message):
    with pytest.raises(ValidationError) as refused:
        choice(kind, right, texts)
    assert [problem.message for problem in problems_of(refused.value)] == [message]


@pytest.mark.parametrize("kind", KINDS)
def test_a_written_question_cannot_have_the_theme_that_the_engine_draws(kind):
    with pytest.raises(ValidationError, match="drawn from the claims"):
        KINDS[kind].model_validate(question_data(kind, [], theme="standing"))


def test_only_a_match_has_answers():
    options: list[dict[str, Any]] = [{"text": text} for text in "ABC"]
    options[0] |= {"answer": "x", "right": True}
    with pytest.raises(ValidationError, match="Only the options of a match have an answer"):
        KINDS["single"].model_validate(question_data("single", options))


def test_a_multiple_choice_earns_a_part():
    assert choice("multiple", "RR..").mark([0]) == 0.5


def test_a_match_earns_a_share_for_each_pair():
    assert match(PAIRS).mark([0, 2, 2]) == 2 / 3


def test_a_match_offers_answers_that_belong_to_nothing():
    asked = KINDS["match"].model_validate(
        question_data(
            "match",
            [
                {"text": "Moscow", "answer": "Russia"},
                {"text": "Kabul", "answer": "Afghanistan"},
                {"text": "Qatar"},
            ],
        )
    )
    lines = asked.asked([2, 0, 1], {})
    assert [line.option.text for line in lines] == ["Moscow", "Kabul"]
    assert [answer for _, answer in lines[0].choices] == ["Qatar", "Russia", "Afghanistan"]


@given(seed=st.integers())
def test_a_chain_is_never_shown_in_its_right_order(seed):
    assert order("First", "Second", "Third").drawn(random.Random(seed)) != [0, 1, 2]


@pytest.mark.parametrize(
    ("move", "then"),
    [("up-2", "021"), ("down-0", "102"), ("up-0", "012"), ("down-2", "012")],
)
def test_a_step_moves_up_and_down_and_stops_at_the_ends(move, then):
    moved = order("First", "Second", "Third").moved(
        {"order": ["0", "1", "2"], "move": [move]}, [2, 0, 1]
    )
    assert "".join(moved["order"]) == then


@pytest.mark.parametrize("move", ["", "up-9", "sideways-1", "up-", "up-1-2"])
def test_a_move_that_is_none_is_none(move):
    assert order("First", "Second", "Third").moved({"move": [move]}, [2, 0, 1]) is None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("iran", "Iran"),
        ("  IRAN ", "Iran"),
        ("Zakharowa", "Zakharova"),
        ("Maria Sakharova", "Maria Zakharova"),
        ("Pakistann", "Pakistan"),
        ("Pakitsan", "Pakistan"),
        ("Erdogan", "Erdoğan"),
        ("Gulf Co-operation Council", "Gulf Cooperation Council"),
        ("Gulf Cooperation Council (GCC)", "GCC"),
        ("the G.C.C.", "GCC"),
        ("Pakistan’s", "Pakistan"),
        ("via Iran", "Iran"),
    ],
)
def test_case_accents_and_small_slips_do_not_count(said, name):
    assert same_name(said, name)


@pytest.mark.parametrize(
    ("said", "name"),
    [("Iraq", "Iran"), ("", "Iran"), ("!", "Iran"), ("Ira", "Iran"), ("Russia", "Prussians")],
)
def test_another_name_is_another_name(said, name):
    assert not same_name(said, name)


def test_a_known_mistake_gets_its_own_word():
    asked = short(["Pakistan"], ["Afghanistan"])
    assert asked.answered([], "afganistan")["right"] is False
    assert asked.answered([], "afganistan")["feedback"] == "Because."


@pytest.mark.parametrize("mistake_first", [True, False])
def test_what_is_as_close_to_an_accepted_name_as_to_a_mistake_is_accepted(mistake_first):
    options: list[dict[str, Any]] = [{"text": "Irani"}, {"text": "Iraqi", "right": True}]
    data = question_data("short", options if mistake_first else options[::-1])
    asked = KINDS["short"].model_validate(data)
    assert [asked.mark(typed) for typed in ("Iraxi", "Iraqi", "Irani")] == [1, 1, 0]


@pytest.mark.parametrize("typed", ["", "   ", "…", "x" * 101, "a\x00b"])
def test_what_cannot_be_a_short_answer_is_refused(typed):
    with pytest.raises(InvalidResponse):
        short(["Iran"]).read({"text": [typed]}, [])


def test_a_huge_short_answer_is_refused_before_it_is_looked_into(monkeypatch):
    asked = short(["Iran"])
    monkeypatch.setattr("quiz.kinds.short.plain", lambda text: 1 / 0)
    with pytest.raises(InvalidResponse, match="Shorten"):
        asked.read({"text": ["é" * 1_000_000]}, [])
