"""Questions that are exchanged with other programs, and what comes back of them."""

from typing import Any

from hypothesis import strategies as st

from quiz.exchange.imported import Carried, Defaults
from quiz.exchange.read import read_questions
from quiz.kinds import KINDS
from quiz.kinds.base import QuestionDocument
from quiz.kinds.judgement import TEXTS
from quiz.kinds.typed.letters import plain
from tests.support.quiz.questions import ONE_OF_EACH, question_data

WRITTEN = {kind: ONE_OF_EACH[kind] for kind in KINDS}


def data_of(question: QuestionDocument) -> dict[str, Any]:
    """Return all of a question but its key, which is new wherever it goes, and what names keys."""
    return question.model_dump(mode="json", exclude={"key", "excludes"})


def read(content: bytes | str, *claims: str) -> list[Carried]:
    text = content.encode() if isinstance(content, str) else content
    return read_questions(text, claims or ("c1",), Defaults())


def said(carried: Carried) -> list[tuple[int, str]]:
    return [(remark.line, remark.message) for remark in carried.remarks]


def only(content: bytes | str) -> Carried:
    """Return the question of a file that has one."""
    (carried,) = read(content)
    return carried


def options(carried: Carried) -> list[tuple[str, str, bool, str]]:
    """Return text, answer, rightness and feedback of each option."""
    assert carried.data, carried
    return [(o["text"], o["answer"], o["right"], o["feedback"]) for o in carried.data["options"]]


@st.composite
def questions_of_each_kind(
    draw: st.DrawFn, characters: st.SearchStrategy[str]
) -> list[QuestionDocument]:
    """Make one question of each kind that editors write, its texts of these characters."""
    words = st.lists(characters, min_size=1, max_size=30).map("".join)
    texts = words.map(lambda text: " ".join(text.split())).filter(bool)
    named = texts.filter(plain)

    def options(kind: str) -> list[dict[str, Any]]:
        if kind == "judgement":
            said_of = list(TEXTS)
        else:
            some = named if kind == "short" else texts
            said_of = draw(st.lists(some, min_size=4, max_size=5, unique=True))
        right = draw(st.integers(0, len(said_of) - 1)) if kind not in ("match", "order") else -1
        answers = ["one", "two", draw(texts), *[""] * len(said_of)]
        return [
            {"text": text, "right": place == right, "feedback": draw(texts)}
            | ({"answer": answers[place]} if kind == "match" else {})
            for place, text in enumerate(said_of)
        ]

    return [
        model.model_validate(
            question_data(kind, options(kind), in_order=draw(st.booleans()))
            | {"prompt": draw(texts), "explanation": draw(texts)}
        )
        for kind, model in KINDS.items()
    ]
