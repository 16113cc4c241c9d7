"""The answers of each type of question in Moodle XML."""

from collections.abc import Callable

from django.utils.translation import gettext

from quiz.exchange.imported import ImportedOption
from quiz.exchange.moodle.source import SourceQuestion, fraction, plain_text
from quiz.exchange.plain_text import shown_as_html
from quiz.exchange.wildcards import without_wildcards
from quiz.exchange.xml.parser import Element

Read = tuple[str, list[ImportedOption]]


def _choice(question: SourceQuestion) -> Read:
    several = question.element.said("single") in ("false", "0")
    answers = question.answers()
    fractions = [fraction(answer) for answer in answers]
    right = [f > 0 if several else f >= 100 for f in fractions]
    if several:
        share = 100 / max(1, sum(right))
        alike = all(abs(abs(f) - share) < 0.01 for f in fractions)
        message = gettext(
            "The weights are not kept: each right option counts alike, a wrong one cancels it."
        )
    else:
        alike = all(f in (0, 100) for f in fractions)
        message = gettext("Part marks are not kept: the right option earns all, any other nothing.")
    if not alike:
        question.remark(answers[0].line, message)
    options = [question.option(a, right=r) for a, r in zip(answers, right, strict=True)]
    return ("multiple" if several else "single"), options


def _true_or_false(question: SourceQuestion) -> Read:
    answers: dict[str, Element] = {}
    for place, answer in enumerate(question.element.all("answer")):
        word = answer.said("text")
        known = word.lower() in ("true", "false")
        # Moodle exports these words in the language of its site, true first.
        meant = word.lower() if known else "false" if place else "true"
        answers[meant] = answer
        if not known:
            message = gettext("“%(word)s” is read as %(meant)s.")
            question.remark(answer.line, message % {"word": word[:40], "meant": meant.title()})
    truth = (
        fraction(answers["true"]) >= 100
        if "true" in answers
        else "false" in answers and (fraction(answers["false"]) < 100)
    )
    line = question.element.line
    question.remark(line, gettext("“Not said” is added to true and false."))
    options = [
        ImportedOption(
            answers[word].line if word in answers else line,
            word.title(),
            right=truth == (word == "true"),
            feedback=question.feedback_of(answers[word]) if word in answers else "",
        )
        for word in ("true", "false")
    ]
    return "single", [*options, ImportedOption(line, "Not said")]


def _short(question: SourceQuestion) -> Read:
    answers = question.answers(typed=True)
    if question.element.said("usecase") == "1":
        question.remark(question.element.line, gettext("Capitals do not count here."))
    for answer in answers:
        if 0 < fraction(answer) < 100:
            question.remark(
                answer.line, gettext("Part marks are not kept: this answer counts as wrong.")
            )
    # Typed answers are plain text, whatever format they name.
    options, remarks = without_wildcards(
        [
            ImportedOption(
                answer.line,
                plain_text(answer),
                right=fraction(answer) >= 100,
                feedback=question.feedback_of(answer),
            )
            for answer in answers
        ]
    )
    question.remarks += remarks
    return "short", options


def _matching(question: SourceQuestion) -> Read:
    read = []
    for line in question.element.all("subquestion"):
        text, answer = " ".join(question.lines_in(line)), line.first("answer")
        belongs = shown_as_html(plain_text(answer)) if answer else ""
        if belongs:
            read.append(ImportedOption(line.line, text or belongs, belongs if text else ""))
        else:
            question.remark(line.line, gettext("An empty answer is left out."))
    return "match", read


def _ordering(question: SourceQuestion) -> Read:
    how = question.element.said("gradingtype").upper()
    if how not in ("", "RELATIVE", "RELATIVE_NEXT_EXCLUDE_LAST"):
        question.remark(
            question.element.line,
            gettext("It is marked otherwise here: by which step follows which."),
        )
    if question.element.said("selecttype").upper() not in ("", "ALL", "EXACT"):
        question.remark(
            question.element.line, gettext("All its steps are asked here, not some of them.")
        )
    return "order", [question.option(answer) for answer in question.answers()]


READERS: dict[str, Callable[[SourceQuestion], Read]] = {
    "multichoice": _choice,
    "truefalse": _true_or_false,
    "shortanswer": _short,
    "matching": _matching,
    "ordering": _ordering,
}
