"""Moodle XML in."""

from collections.abc import Iterator

from django.utils.translation import gettext

from quiz.exchange.draft_question import MOST_OPTIONS
from quiz.exchange.imported import (
    ImportedQuestion,
    Remark,
    UnreadableFile,
)
from quiz.exchange.moodle.answers import READERS
from quiz.exchange.moodle.source import SourceQuestion, number
from quiz.exchange.plain_text import (
    LONGEST,
    lines_of,
    plain_lines,
    shortened,
)
from quiz.exchange.xml.parser import read_xml

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


class _Question(SourceQuestion):
    """One question element as what is found in a file."""

    def found(self) -> ImportedQuestion:
        kind = self.element.attributes.get("type", "").strip()
        name = " ".join(self.element.said("name", "text").split()) or (
            gettext("A category") if kind == "category" else gettext("A question without a name")
        )
        read = READERS.get(kind)
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
        prompt, notes = self.line("questiontext"), self.lines("generalfeedback")
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

    def _unread(self, kind: str) -> Remark:
        if kind == "category":
            named = self.element.said("category", "text")
            return Remark(
                self.element.line,
                gettext("The category “%(name)s” is not kept.") % {"name": named[:80]},
            )
        known = ", ".join(READERS)
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
        if grade and grade.text.strip() and number(grade.text) != 1:
            points = grade.text.strip()[:20]
            self.remark(
                grade.line,
                gettext("It counts %(points)s points there; here each counts alike.")
                % {"points": points},
            )
