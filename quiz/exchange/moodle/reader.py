"""Moodle XML in."""

import math
from collections.abc import Callable, Iterator

from django.utils.translation import gettext

from quiz.documents.time_limit import check_time
from quiz.exchange.imported import (
    MOST_OPTIONS,
    ImportedOption,
    ImportedQuestion,
    Remark,
    UnreadableFile,
)
from quiz.exchange.markdown import plain_markdown
from quiz.exchange.plain_text import (
    LONGEST,
    has_formula,
    lines_of,
    plain_lines,
    shortened,
    shown_as_html,
    without_unseen,
)
from quiz.exchange.wildcards import without_wildcards
from quiz.exchange.xml.parser import Element, read_xml

# What Moodle itself writes into new questions, which says nothing.
_USUAL = frozenset(
    (
        "Your answer is correct.",
        "Your answer is partially correct.",
        "Your answer is incorrect.",
    )
)
# A question has about 20 elements beside its options.
MOST_PARTS = MOST_OPTIONS + 60
_OVERALL = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


def read_moodle(content: bytes) -> Iterator[ImportedQuestion]:
    """Return the questions of a Moodle XML file. Raises UnreadableFile."""
    root = read_xml(content).children[0]
    if root.name != "quiz":
        raise UnreadableFile(
            root.line,
            gettext("This is no Moodle XML: the first element must be <quiz>, not <%(name)s>.")
            % {"name": root.name[:40]},
        )
    return (_Question(element).found() for element in root.all("question"))


class _Question:
    """One question element, with the remarks made while it is read."""

    def __init__(self, element: Element) -> None:
        check_time()
        self.element = element
        self.remarks: list[Remark] = []
        self.texts_format = "html"

    def found(self) -> ImportedQuestion:
        kind = self.element.attributes.get("type", "").strip()
        name = " ".join(self.element.said("name", "text").split()) or (
            gettext("A category") if kind == "category" else gettext("A question without a name")
        )
        read = _READERS.get(kind)
        if read is None:
            return ImportedQuestion(
                self.element.line,
                shortened(name, 100),
                None,
                is_category=kind == "category",
                remarks=(self._unread(kind),),
            )
        if sum(1 for _ in self.element.children) > MOST_PARTS:
            message = gettext("Left out: more than %(most)s options are no question here.") % {
                "most": MOST_OPTIONS
            }
            return ImportedQuestion(
                self.element.line,
                shortened(name, 100),
                None,
                remarks=(Remark(self.element.line, message),),
            )
        wording = self.element.first("questiontext")
        self.texts_format = wording.attributes.get("format", "html") if wording else "html"
        prompt, notes = self._line("questiontext"), self._lines("generalfeedback")
        ours, options = read(self)
        self._lost_besides()
        return ImportedQuestion(
            line=self.element.line,
            name=shortened(name, 100),
            kind=ours,
            prompt=prompt,
            notes=tuple(notes),
            options=tuple(options),
            tags=tuple(
                tag.said("text") for tags in self.element.all("tags") for tag in tags.all("tag")
            ),
            in_order=ours in ("single", "multiple")
            and self.element.said("shuffleanswers") in ("false", "0"),
            remarks=tuple(self.remarks),
        )

    def remark(self, line: int, message: str) -> None:
        self.remarks.append(Remark(line, message))

    def _unread(self, kind: str) -> Remark:
        if kind == "category":
            named = self.element.said("category", "text")
            return Remark(
                self.element.line,
                gettext("The category “%(name)s” is not kept.") % {"name": named[:80]},
            )
        known = ", ".join(_READERS)
        return Remark(
            self.element.line,
            gettext(
                "Left out: there is no kind of question here for “%(kind)s”. Read are: %(known)s."
            )
            % {"kind": kind[:40], "known": known},
        )

    def _lost_besides(self) -> None:
        for name in _OVERALL:
            said = " ".join(lines_of(self.element.said(name, "text")))
            element = self.element.first(name)
            if element and said and " ".join(plain_lines(said[:LONGEST])[0]) not in _USUAL:
                self.remark(
                    element.line,
                    gettext("What is said of any answer (<%(name)s>) is not kept.")
                    % {"name": name},
                )
        if hint := self.element.first("hint"):
            self.remark(hint.line, gettext("Hints are not kept."))
        grade = self.element.first("defaultgrade")
        if grade and grade.text.strip() and _number(grade.text) != 1:
            points = grade.text.strip()[:20]
            self.remark(
                grade.line,
                gettext("It counts %(points)s points there; here each counts alike.")
                % {"points": points},
            )

    def _line(self, *path: str) -> str:
        return " ".join(self._lines(*path))

    def _lines(self, *path: str) -> list[str]:
        element = self.element.first(*path)
        return self.lines_in(element) if element else []

    def lines_in(self, element: Element) -> list[str]:
        """Return the lines of an element’s text; a remark says what is lost of its formatting."""
        text = without_unseen(element.said("text"))
        if element.first("file"):
            self.remark(element.line, gettext("Pictures and other files are not carried over."))
        how = element.attributes.get("format", self.texts_format)
        if has_formula(text):
            self.remark(element.line, gettext("Formulas are shown as they are written."))
        if how == "plain_text" or len(text) > LONGEST:
            return lines_of(text)
        if how == "markdown":
            lines, lost = plain_markdown(text)
        else:
            broken = text.replace("\n", "<br>") if how == "moodle_auto_format" else text
            lines, lost = plain_lines(broken)
        if lost:
            self.remark(
                element.line, gettext("Lost from the text: %(lost)s.") % {"lost": ", ".join(lost)}
            )
        return lines

    def answers(self, typed: bool = False) -> list[Element]:
        """Return the answers that say something; a remark names each that does not."""
        said = []
        for answer in self.element.all("answer"):
            text = answer.said("text")
            if answer.first("file") or (text if typed else _says_something(text)):
                said.append(answer)
            else:
                self.remark(answer.line, gettext("An empty answer is left out."))
        return said

    def option(self, answer: Element, right: bool = False) -> ImportedOption:
        text = " ".join(self.lines_in(answer))
        return ImportedOption(answer.line, text, right=right, feedback=self.feedback_of(answer))

    def feedback_of(self, answer: Element) -> str:
        feedback = answer.first("feedback")
        return " ".join(self.lines_in(feedback)) if feedback else ""


Read = tuple[str, list[ImportedOption]]


def _choice(question: _Question) -> Read:
    several = question.element.said("single") in ("false", "0")
    answers = question.answers()
    fractions = [_fraction(answer) for answer in answers]
    right = [fraction > 0 if several else fraction >= 100 for fraction in fractions]
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


def _true_or_false(question: _Question) -> Read:
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
        _fraction(answers["true"]) >= 100
        if "true" in answers
        else "false" in answers and (_fraction(answers["false"]) < 100)
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


def _short(question: _Question) -> Read:
    answers = question.answers(typed=True)
    if question.element.said("usecase") == "1":
        question.remark(question.element.line, gettext("Capitals do not count here."))
    for answer in answers:
        if 0 < _fraction(answer) < 100:
            question.remark(
                answer.line, gettext("Part marks are not kept: this answer counts as wrong.")
            )
    # Typed answers are plain text, whatever format they name.
    options, remarks = without_wildcards(
        [
            ImportedOption(
                answer.line,
                _plain(answer),
                right=_fraction(answer) >= 100,
                feedback=question.feedback_of(answer),
            )
            for answer in answers
        ]
    )
    question.remarks += remarks
    return "short", options


def _plain(element: Element) -> str:
    return " ".join(lines_of(without_unseen(element.said("text"))))


def _matching(question: _Question) -> Read:
    read = []
    for line in question.element.all("subquestion"):
        text, answer = " ".join(question.lines_in(line)), line.first("answer")
        belongs = shown_as_html(_plain(answer)) if answer else ""
        if belongs:
            read.append(ImportedOption(line.line, text or belongs, belongs if text else ""))
        else:
            question.remark(line.line, gettext("An empty answer is left out."))
    return "match", read


def _ordering(question: _Question) -> Read:
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


_READERS: dict[str, Callable[[_Question], Read]] = {
    "multichoice": _choice,
    "truefalse": _true_or_false,
    "shortanswer": _short,
    "matching": _matching,
    "ordering": _ordering,
}


def _fraction(answer: Element) -> float:
    return _number(answer.attributes.get("fraction", "0"))


def _number(text: str) -> float:
    """Return a number as Moodle writes it, or with a decimal comma; 0 where it is none."""
    try:
        number = float(text.strip()[:40].replace(",", "."))
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0


def _says_something(html: str) -> bool:
    """Return whether a text has words, or a picture or the like, which is named when it is lost."""
    if len(html) > LONGEST:
        return True
    lines, _lost = plain_lines(html)
    return bool(lines) or any(tag in html for tag in ("<img", "<audio", "<video"))
