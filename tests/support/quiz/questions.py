"""Small questions of each kind for the tests."""

from typing import Any

from quiz.kinds import KINDS
from quiz.kinds.base import QuestionDocument
from quiz.kinds.standing import StandingWord, standing_question
from quiz.paper import Passage


def question_data(kind: str, options: list[dict[str, Any]], **fields: Any) -> dict[str, Any]:
    return {
        "key": "q1",
        "theme": "actors",
        "skill": "recall",
        "kind": kind,
        "prompt": "Which?",
        "explanation": "So it is.",
        "evidence": ["c1"],
        "options": [{"feedback": "Because."} | option for option in options],
    } | fields


def choice(kind: str, right: str, texts: list[str] | None = None) -> Any:
    """Make a question whose options are right where `right` has a letter R."""
    texts = texts or [f"Option {number}" for number in range(len(right))]
    options = [{"text": t, "right": r == "R"} for t, r in zip(texts, right, strict=True)]
    return KINDS[kind].model_validate(question_data(kind, options))


def match(pairs: dict[str, str]) -> Any:
    options = [{"text": text, "answer": answer} for text, answer in pairs.items()]
    return KINDS["match"].model_validate(question_data("match", options))


def order(*texts: str) -> Any:
    return KINDS["order"].model_validate(question_data("order", [{"text": t} for t in texts]))


def short(right: list[str], mistakes: list[str] | None = None) -> Any:
    options: list[dict[str, Any]] = [{"text": text, "right": True} for text in right]
    options += [{"text": text} for text in mistakes or []]
    return KINDS["short"].model_validate(question_data("short", options))


WORDS = [
    StandingWord(label="Reported", meaning="someone is on record as saying it"),
    StandingWord(label="Denied", meaning="a denial"),
]

DENIAL = Passage(
    text="He denied it.", standing="Denied", sign="⊘", paragraphs=(1,), bare="He denied it."
)

PAIRS = {"Moscow": "Russia", "Kabul": "Afghanistan", "Doha": "Qatar"}

ONE_OF_EACH: dict[str, QuestionDocument] = {
    "single": choice("single", ".R."),
    "multiple": choice("multiple", "RR.."),
    "judgement": choice("judgement", "..R", ["True", "False", "Not said"]),
    "match": match(PAIRS),
    "order": order("First", "Second", "Third"),
    "short": short(["Iran"], ["Iraq"]),
    "standing": standing_question("c1", DENIAL, WORDS),
}

# The key of each as a response, and one that is wholly wrong.
KEYS: dict[str, Any] = {
    "single": [1],
    "multiple": [0, 1],
    "judgement": [2],
    "match": [0, 1, 2],
    "order": [0, 1, 2],
    "short": "Iran",
    "standing": [1],
}
WRONG: dict[str, Any] = {
    "single": [0],
    "multiple": [2, 3],
    "judgement": [0],
    "match": [1, 2, 0],
    "order": [2, 1, 0],
    "short": "Iraq",
    "standing": [0],
}
