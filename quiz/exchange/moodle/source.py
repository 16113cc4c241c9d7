"""One question element of Moodle XML: its texts, its answers, and what is lost of them."""

import math

from django.utils.translation import gettext

from quiz.documents.time_limit import check_time
from quiz.exchange.imported import ImportedOption, Remark
from quiz.exchange.markdown import plain_markdown
from quiz.exchange.plain_text import (
    LONGEST,
    has_formula,
    lines_of,
    plain_lines,
    without_unseen,
)
from quiz.exchange.xml.parser import Element


class SourceQuestion:
    """A question element, with the remarks made while it is read."""

    def __init__(self, element: Element) -> None:
        check_time()
        self.element = element
        self.remarks: list[Remark] = []
        self.texts_format = "html"

    def remark(self, line: int, message: str) -> None:
        self.remarks.append(Remark(line, message))

    def line(self, *path: str) -> str:
        return " ".join(self.lines(*path))

    def lines(self, *path: str) -> list[str]:
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
            plain = typed or answer.attributes.get("format", self.texts_format) == "plain_text"
            if answer.first("file") or (text if plain else says_something(text)):
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


def plain_text(element: Element) -> str:
    return " ".join(lines_of(without_unseen(element.said("text"))))


def fraction(answer: Element) -> float:
    return number(answer.attributes.get("fraction", "0"))


def number(text: str) -> float:
    """Return a number as Moodle writes it, or with a decimal comma; 0 where it is none."""
    try:
        value = float(text.strip()[:40].replace(",", "."))
    except ValueError:
        return 0.0
    return value if math.isfinite(value) else 0.0


def says_something(html: str) -> bool:
    """Return whether a text has words, or a picture or the like, which is named when it is lost."""
    if len(html) > LONGEST:
        return True
    lines, _lost = plain_lines(html)
    return bool(lines) or any(tag in html for tag in ("<img", "<audio", "<video"))
