"""Each check of questions, by data that triggers it and data that does not."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.documents.checks import question_warnings, quiz_warnings


def question(**parts: Any) -> dict[str, Any]:
    """Make a question of which nothing could be better."""
    texts = parts.pop("texts", ["Grey", "Blue", "Green"])
    right = parts.pop("right", 0)
    return {
        "key": "q1",
        "theme": "actors",
        "skill": "connect",
        "kind": "single",
        "prompt": "Which colour has the sky?",
        "explanation": "So it is.",
        "evidence": ["c1"],
        "options": [
            {"text": text, "right": number == right, "feedback": f"{text}, you say."}
            for number, text in enumerate(texts)
        ],
    } | parts


def places(question: dict[str, Any]) -> list[tuple[str | int, ...]]:
    return [found.loc for found in question_warnings(question)]


def test_a_good_question_is_not_warned_of():
    assert question_warnings(question()) == []


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"prompt": "Which colour does the sky not have?"}, ("prompt",)),
        ({"prompt": "All of these are blue except one; name it?"}, ("prompt",)),
        ({"prompt": "The sky is"}, ("prompt",)),
        ({"texts": ["Grey", "Blue", "All of the above"]}, ("options", 2, "text")),
        ({"texts": ["Grey", "Blue", "None of these"]}, ("options", 2, "text")),
        (
            {"texts": ["Grey as rain", "Blue as the sea that lies under it", "Green"]},
            ("options", 1, "text"),
        ),
        (
            {"texts": ["The sky’s own colour", "Blue as it is seen", "Green"]},
            ("options", 0, "text"),
        ),
    ],
    ids=["not", "except", "no question", "all", "none", "unlike length", "words repeated"],
)
def test_a_weak_question_is_warned_of_at_its_field(changes, place):
    assert places(question(**changes)) == [place]


@pytest.mark.parametrize(
    "changes",
    [
        {"prompt": "Which colour does the sky NOT have?"},
        {"prompt": "Why has the sky not been painted?"},
        {"kind": "judgement", "prompt": "The sky is not blue."},
        {"texts": ["Grey as rain", "Blue as the sea", "Green"]},
        {"texts": ["The sky’s own colour", "The colour of grass", "Green as it is"]},
        {"kind": "order", "prompt": "Put them in order.", "texts": ["x", "y" * 90, "z"]},
    ],
    ids=[
        *("capitals", "no negative stem", "a statement", "alike in length", "words in a wrong one"),
        "no choice",
    ],
)
def test_what_is_no_weakness_is_not_warned_of(changes):
    assert places(question(**changes)) == []


def test_options_told_the_same_are_warned_of_but_not_the_spellings_of_one_name():
    told = [{"text": text, "right": True, "feedback": "So."} for text in ("Blue", "Blu")]
    assert places(question(options=told)) == [("options",)]
    assert places(question(kind="short", options=told)) == []


def quiz(*questions: dict[str, Any]) -> dict[str, Any]:
    numbered = [
        q | {"key": f"q{n}", "prompt": f"Which colour has sky {n}?"}
        for n, q in enumerate(questions, 1)
    ]
    return {"questions": numbered}


def messages(data: Any) -> list[str]:
    return [found.message for found in quiz_warnings(data)]


def balanced(make: Any) -> list[dict[str, Any]]:
    """Make nine questions, three on each theme: `make` says what is special about the n-th."""
    themes = ("actors", "motives", "consequences") * 3
    return [question(theme=theme, **make(n)) for n, theme in enumerate(themes)]


def test_a_balanced_set_is_not_warned_of():
    assert messages(quiz(*balanced(lambda n: {"right": n % 3}))) == []


def test_the_longest_option_must_not_be_right_too_often():
    def longest(n: int) -> dict[str, Any]:
        texts = ["Red", "Blue", "Pink"]
        texts[n % 3] = "Orange"
        return {"texts": texts, "right": n % 3}

    [said] = messages(quiz(*balanced(longest)))
    assert said.startswith("In 9 of 9 single choices the longest option is the right one.")


def test_no_place_must_be_right_too_often():
    warned = "In 9 of 9 single choices option 2 is the right one. Vary it, so that no place is a "
    assert messages(quiz(*balanced(lambda n: {"right": 1}))) == [f"{warned}safe guess."]


def test_options_that_make_a_scale_have_no_place_to_choose():
    assert messages(quiz(*balanced(lambda n: {"right": 1, "in_order": True}))) == []


def test_true_must_not_be_the_answer_to_every_judgement():
    judged = balanced(
        lambda n: {"kind": "judgement", "texts": ["True", "False", "Not said"], "right": 0}
    )
    assert messages(quiz(*judged)) == [
        "In 9 of 9 judgements option 1 is the right one. Vary it, so that no place is a safe guess."
    ]


def test_themes_must_be_in_balance():
    data = quiz(*(question(theme="actors", right=n % 3) for n in range(9)))
    assert [said.split(".")[0] for said in messages(data)] == [
        "Only 0 of 9 questions are on “Motives”",
        "Only 0 of 9 questions are on “Consequences”",
    ]


def test_a_third_of_the_questions_ask_to_connect():
    recalling = balanced(lambda n: {"right": n % 3, "skill": "connect" if n < 2 else "recall"})
    assert messages(quiz(*recalling))[0].startswith("Only 2 of 9 questions ask to connect.")


def test_few_questions_say_nothing_of_a_set():
    assert messages(quiz(*(question(skill="recall") for _ in range(5)))) == []


def test_a_question_is_asked_once():
    twice = {"questions": [question(), question(key="q2", prompt="which  colour has the sky?")]}
    found = [(f.loc, f.message) for f in quiz_warnings(twice)]
    assert found == [(("questions", 1, "prompt"), "q1 asks the same. Change one.")]


_anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*question(), "x"]), inner),
    max_leaves=20,
)


@pytest.mark.thorough
@given(st.dictionaries(st.sampled_from([*question(), "questions", "text", "right"]), _anything))
def test_data_that_is_wrong_in_any_way_is_passed_over(data):
    assert {found.severity for found in quiz_warnings(data) + question_warnings(data)} <= {
        "warning"
    }


@pytest.mark.parametrize("words", ["which ", "not ", "which not.", "except "])
def test_no_prompt_takes_long(words):
    began = time.process_time()
    question_warnings({"kind": "single", "prompt": words * 20_000})
    assert time.process_time() - began < 1


def test_no_number_of_questions_takes_long():
    options = [{"text": "aa", "right": True}, {"text": "b"}, {"text": "c"}]
    questions = [{"kind": "single", "prompt": f"{n}?", "options": options} for n in range(5_000)]
    began = time.process_time()
    found = quiz_warnings({"questions": questions})
    assert time.process_time() - began < 2
    assert "In 5000 of 5000 single choices the longest option" in " ".join(f.message for f in found)
