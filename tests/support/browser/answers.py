"""What a reader gives to each kind of question, and what the verdict makes of it."""

from typing import Literal

from quiz.kinds.base import QuestionDocument
from quiz.kinds.choice import ChoiceQuestion
from quiz.kinds.match import MatchQuestion
from quiz.kinds.order import OrderQuestion
from quiz.kinds.short import ShortQuestion
from quiz.kinds.standing import StandingQuestion


def given(question: QuestionDocument, right: bool) -> list[str]:
    """Return the right answer, or one that is wholly wrong, in the words that the reader sees.

    Of a choice these are the options to choose, of a match what belongs to each line, of an order
    the steps from the first on, of a short answer what is typed.
    """
    texts = [option.text for option in question.options]
    if isinstance(question, MatchQuestion):
        fitting = [option.answer for option in question.asked_for]
        return fitting if right else [_other(question.answers, answer) for answer in fitting]
    if isinstance(question, OrderQuestion):
        return texts if right else texts[::-1]
    if isinstance(question, ShortQuestion):
        return [question.key_said()] if right else ["Nobody of the kind"]
    fitting = [option.text for option in question.options if option.right == right]
    return fitting if right else fitting[:1]


def _other(texts: list[str], text: str) -> str:
    return next(other for other in texts if other != text)


def lines(question: QuestionDocument) -> list[str]:
    """Return what is to be matched, line by line."""
    return [option.text for option in question.options if option.answer]


def judged(question: QuestionDocument, right: bool) -> list[tuple[str, str]]:
    """Return the lines of the verdict on that answer, each with what stands beside it."""
    own, key = given(question, right), given(question, right=True)
    if isinstance(question, MatchQuestion):
        marks = ["Your answer · correct" if right else f"Correct answer: {text}" for text in key]
        lines = zip(question.asked_for, own, strict=True)
        return list(zip((f"{option.text}: {said}" for option, said in lines), marks, strict=True))
    if isinstance(question, OrderQuestion):
        if right:
            marks = ["Rightly followed by the next"] * (len(own) - 1) + ["Rightly the last"]
        else:
            # Turned round, the last step stands first.
            marks = ["Nothing follows this one"] + ["Another step follows this one"] * (
                len(own) - 1
            )
        return list(zip(own, marks, strict=True))
    if right:
        return [(text, "Your answer · correct") for text in own]
    return [(text, "Your answer · incorrect") for text in own] + [
        (text, "Correct answer") for text in key
    ]


Role = Literal["button", "checkbox", "combobox", "radio", "textbox"]


def controls(question: QuestionDocument) -> list[tuple[Role, str]]:
    """Return what the reader works to answer: the role and the name of each control."""
    texts = [option.text for option in question.options]
    if isinstance(question, MatchQuestion):
        return [("combobox", option.text) for option in question.asked_for]
    if isinstance(question, OrderQuestion):
        return [("button", f"{way}: {text}") for text in texts for way in ("Up", "Down")]
    if isinstance(question, ShortQuestion):
        return [("textbox", "Your answer")]
    assert isinstance(question, ChoiceQuestion)
    return [("checkbox" if question.several else "radio", text) for text in texts]


def statement_of(question: QuestionDocument) -> str:
    return question.statement if isinstance(question, StandingQuestion) else ""
