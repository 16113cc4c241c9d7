import pytest
from pydantic import ValidationError

from quiz.documents import problems_of
from quiz.kinds import KINDS
from quiz.kinds.base import QuestionDocument, UnreadableResponse


def question(kind: str, right: str, texts: list[str] | None = None) -> QuestionDocument:
    """Make a question whose options are right where `right` has a letter R."""
    texts = texts or [f"Option {number}" for number in range(len(right))]
    return KINDS[kind].model_validate(
        {
            "key": "q1",
            "theme": "actors",
            "skill": "recall",
            "kind": kind,
            "prompt": "Which?",
            "explanation": "So it is.",
            "evidence": ["c1"],
            "options": [
                {"text": text, "right": mark == "R", "feedback": "Because."}
                for text, mark in zip(texts, right, strict=True)
            ],
        }
    )


JUDGEMENT = ["True", "False", "Not said"]


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
    ],
)
def test_options_that_make_no_question_are_refused_in_words(kind, right, texts, message):
    with pytest.raises(ValidationError) as refused:
        question(kind, right, texts)
    assert [problem.message for problem in problems_of(refused.value)] == [message]


@pytest.mark.parametrize(
    ("kind", "right", "texts"),
    [("single", ".R.", None), ("multiple", "RR..", None), ("judgement", "..R", JUDGEMENT)],
)
def test_the_key_of_each_kind_earns_everything(kind, right, texts):
    asked = question(kind, right, texts)
    assert asked.mark(sorted(asked.right)) == 1.0


def test_a_wrong_single_choice_earns_nothing():
    assert question("single", ".R.").mark([0]) == 0.0


def test_a_multiple_choice_earns_a_part():
    assert question("multiple", "RR..").mark([0]) == 0.5


@pytest.mark.parametrize(
    ("kind", "right", "chosen"),
    [("single", "R..", []), ("single", "R..", [0, 1]), ("multiple", "R...", [])],
)
def test_a_choice_that_is_no_answer_is_refused(kind, right, chosen):
    with pytest.raises(UnreadableResponse):
        question(kind, right).read(chosen)


def test_the_order_in_which_options_are_ticked_does_not_matter():
    asked = question("multiple", "R.R.")
    assert asked.read([2, 0, 2]) == asked.read([0, 2]) == [0, 2]


def test_a_judgement_keeps_the_order_of_its_options():
    assert not question("judgement", "R..", JUDGEMENT).shuffled
