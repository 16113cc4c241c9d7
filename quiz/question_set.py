"""The questions of a quiz as plain data, and back: what a brief file holds and a paper freezes."""

from collections.abc import Iterable
from typing import Any

from quiz.kinds.base import QuestionDocument
from quiz.models import Option, Question, Quiz

QUESTION_FIELDS = ("key", "theme", "skill", "kind", "prompt", "explanation", "evidence")


def option_data(option: Option) -> dict[str, Any]:
    data: dict[str, Any] = {"text": option.text}
    if option.answer:
        data["answer"] = option.answer
    if option.right:
        data["right"] = True
    return data | {"feedback": option.feedback}


def question_data(question: Question) -> dict[str, Any]:
    """Return one question, its options included, as a question document is written."""
    in_order = {"in_order": True} if question.in_order else {}
    options = {"options": [option_data(option) for option in question.options.all()]}
    return {name: getattr(question, name) for name in QUESTION_FIELDS} | in_order | options


def quiz_data(quiz: Quiz) -> list[dict[str, Any]]:
    """Return all questions of a quiz in their order; two queries."""
    return [question_data(q) for q in quiz.questions.prefetch_related("options")]


def replace_questions(quiz: Quiz, questions: Iterable[QuestionDocument]) -> None:
    """Put these questions in the place of all that the quiz has. Call it in a transaction."""
    documents = list(questions)
    quiz.questions.all().delete()
    rows = Question.objects.bulk_create(
        Question(
            quiz=quiz, position=position, **document.model_dump(mode="json", exclude={"options"})
        )
        for position, document in enumerate(documents, 1)
    )
    Option.objects.bulk_create(
        Option(question=row, position=position, **option.model_dump())
        for row, document in zip(rows, documents, strict=True)
        for position, option in enumerate(document.options, 1)
    )
