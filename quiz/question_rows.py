"""The questions of a quiz as plain data, and back: what a brief file holds and a paper freezes."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from quiz.models import Option, Question, Quiz, replace_rows

QUESTION_FIELDS = ("key", "theme", "skill", "kind", "prompt", "explanation", "evidence")
OPTIONAL_FIELDS = ("in_order", "excludes")


def option_data(option: Option) -> dict[str, Any]:
    data: dict[str, Any] = {"text": option.text}
    if option.answer:
        data["answer"] = option.answer
    if option.right:
        data["right"] = True
    return data | {"feedback": option.feedback}


def question_head(question: Question) -> dict[str, Any]:
    """Return one question without its options, as a question document is written."""
    filled = {name: value for name in OPTIONAL_FIELDS if (value := getattr(question, name))}
    return {name: getattr(question, name) for name in QUESTION_FIELDS} | filled


def question_data(question: Question) -> dict[str, Any]:
    """Return one question, its options included, as a question document is written."""
    options = [option_data(option) for option in question.options.all()]
    return question_head(question) | {"options": options}


def quiz_data(quiz: Quiz) -> list[dict[str, Any]]:
    """Return all questions of a quiz in their order; two queries."""
    return [question_data(q) for q in quiz.questions.prefetch_related("options")]


def replace_questions(quiz: Quiz, questions: Iterable[Mapping[str, Any]]) -> None:
    """Put these questions in the place of all that the quiz has. Call it in a transaction.

    A question that has its key already keeps its row, so that a form open on it can be saved.
    """
    data = list(questions)
    there = {row.key: row.pk for row in quiz.questions.all()}
    rows = [
        Question(
            pk=there.get(question["key"]),
            quiz=quiz,
            position=position,
            **{name: value for name, value in question.items() if name != "options"},
        )
        for position, question in enumerate(data, 1)
    ]
    quiz.questions.exclude(pk__in=[row.pk for row in rows if row.pk]).delete()
    kept = [row for row in rows if row.pk]
    Question.objects.bulk_update(kept, ["position", *OPTIONAL_FIELDS, *QUESTION_FIELDS[1:]])
    Question.objects.bulk_create(row for row in rows if not row.pk)
    replace_rows(
        Option.objects.filter(question__quiz=quiz),
        (
            Option(question=row, position=position, **option)
            for row, question in zip(rows, data, strict=True)
            for position, option in enumerate(question["options"], 1)
        ),
    )


def append_questions(
    quiz: Quiz, questions: Sequence[Mapping[str, Any]], taken: Collection[str] = ()
) -> list[str]:
    """Add questions at the end of a quiz and return their keys, which are new to it.

    The data need not be whole, only such as the database holds. The keys are q and a number above
    those of the quiz and those `taken`. Call it in a transaction.
    """
    rows = list(quiz.questions.values_list("key", "position"))
    numbered = (re.fullmatch("q([0-9]{1,9})", key) for key in (*(k for k, _ in rows), *taken))
    highest = max((int(found[1]) for found in numbered if found), default=0)
    last = max((position for _, position in rows), default=0)
    fields = [{k: v for k, v in data.items() if k != "options"} for data in questions]
    made = Question.objects.bulk_create(
        Question(quiz=quiz, key=f"q{highest + place}", position=last + place, **row)
        for place, row in enumerate(fields, 1)
    )
    Option.objects.bulk_create(
        Option(question=question, position=position, **option)
        for question, data in zip(made, questions, strict=True)
        for position, option in enumerate(data["options"], 1)
    )
    return [question.key for question in made]
