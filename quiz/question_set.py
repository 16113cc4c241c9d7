"""The questions of a quiz as plain data, and back: what a brief file holds and a paper freezes."""

from collections.abc import Iterable, Mapping
from typing import Any

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


def replace_questions(quiz: Quiz, questions: Iterable[Mapping[str, Any]]) -> None:
    """Put these questions in the place of all that the quiz has. Call it in a transaction."""
    data = list(questions)
    quiz.questions.all().delete()
    rows = Question.objects.bulk_create(
        Question(quiz=quiz, position=position, **{k: v for k, v in q.items() if k != "options"})
        for position, q in enumerate(data, 1)
    )
    Option.objects.bulk_create(
        Option(question=row, position=position, **option)
        for row, question in zip(rows, data, strict=True)
        for position, option in enumerate(question["options"], 1)
    )
