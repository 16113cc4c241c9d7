"""Moodle XML in."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext

from quiz.exchange.imported import ImportedOption, ImportedQuestion, Remark, UnreadableFile
from quiz.exchange.plain_text import LONGEST, lines_of, plain_lines, without_unseen
from quiz.exchange.xml.parser import Element, read_xml

# What Moodle itself writes into new questions, which says nothing.
_USUAL = frozenset(
    (
        "Your answer is correct.",
        "Your answer is partially correct.",
        "Your answer is incorrect.",
    )
)
_OVERALL = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


def read_moodle(content: bytes) -> list[ImportedQuestion]:
    """Return the questions of a Moodle XML file. Raises UnreadableFile."""
    root = read_xml(content).children[0]
    if root.name != "quiz":
        raise UnreadableFile(
            root.line,
            gettext("This is no Moodle XML: the first element must be <quiz>, not <%(name)s>.")
            % {"name": root.name[:40]},
        )
    return [_Question(element).found() for element in root.all("question")]


class _Question:
    """One question element, with the remarks made while it is read."""

    def __init__(self, element: Element) -> None:
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
            return ImportedQuestion(self.element.line, name, None, remarks=(self._unread(kind),))
        wording = self.element.first("questiontext")
        self.texts_format = wording.attributes.get("format", "html") if wording else "html"
        prompt, notes = self._line("questiontext"), self._lines("generalfeedback")
        ours, options = read(self)
        self._lost_besides()
        return ImportedQuestion(
            line=self.element.line,
            name=name,
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
        if how in ("plain_text", "markdown") or len(text) > LONGEST:
            return lines_of(text)
        broken = text.replace("\n", "<br>") if how == "moodle_auto_format" else text
        lines, lost = plain_lines(broken)
        if lost:
            self.remark(
                element.line, gettext("Lost from the text: %(lost)s.") % {"lost": ", ".join(lost)}
            )
        return lines

    def option(self, answer: Element, right: bool = False) -> ImportedOption:
        feedback = answer.first("feedback")
        said = " ".join(self.lines_in(feedback)) if feedback else ""
        text = " ".join(self.lines_in(answer))
        return ImportedOption(answer.line, text, right=right, feedback=said)


Read = tuple[str, list[ImportedOption]]


def _choice(question: _Question) -> Read:
    several = question.element.said("single") in ("false", "0")
    answers = list(question.element.all("answer"))
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
    answers = {answer.said("text").lower(): answer for answer in question.element.all("answer")}
    read = [
        ImportedOption(
            answer.line,
            text,
            right=_fraction(answer) >= 100,
            feedback=question.option(answer).feedback,
        )
        for text in ("True", "False")
        if (answer := answers.get(text.lower()))
    ]
    question.remark(question.element.line, gettext("“Not said” is added to true and false."))
    return "single", [*read, ImportedOption(question.element.line, "Not said")]


def _short(question: _Question) -> Read:
    answers = list(_given(question))
    if question.element.said("usecase") == "1":
        question.remark(question.element.line, gettext("Capitals do not count here."))
    for answer in answers:
        if 0 < _fraction(answer) < 100:
            question.remark(
                answer.line, gettext("Part marks are not kept: this answer counts as wrong.")
            )
    read = [question.option(a, right=_fraction(a) >= 100) for a in answers]
    return "short", [_literal(question, option) for option in read]


def _given(question: _Question) -> Iterator[Element]:
    for answer in question.element.all("answer"):
        if answer.said("text") == "*":
            question.remark(
                answer.line, gettext("What is said of any other answer (*) is not kept.")
            )
        else:
            yield answer


def _literal(question: _Question, option: ImportedOption) -> ImportedOption:
    """Return an answer with its escaped stars as they are meant; other stars stand for anything."""
    text = option.text.replace("\\*", "\x00")
    if "*" in text:
        question.remark(option.line, gettext("A star stands for itself here, not for any letters."))
    literal = text.replace("\x00", "*")
    return ImportedOption(option.line, literal, right=option.right, feedback=option.feedback)


def _matching(question: _Question) -> Read:
    read = []
    for line in question.element.all("subquestion"):
        text, answer = " ".join(question.lines_in(line)), line.first("answer")
        belongs = " ".join(lines_of(without_unseen(answer.said("text")))) if answer else ""
        read.append(ImportedOption(line.line, text or belongs, belongs if text else ""))
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
    return "order", [question.option(answer) for answer in question.element.all("answer")]


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
    """Return a number as Moodle writes it; 0 where it is none."""
    try:
        return float(text.strip()[:40])
    except ValueError:
        return 0.0
