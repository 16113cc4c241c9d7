"""GIFT in: a file is cut into blocks, and each block is read by itself."""

import re
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext

from quiz.documents.time_limit import check_time
from quiz.exchange.draft_question import MOST_OPTIONS
from quiz.exchange.gift.syntax import (
    ASIDE,
    CATEGORY,
    GAP,
    Block,
    SourceSpan,
    as_meant,
    blocks,
    notes_and_text,
    unescaped,
)
from quiz.exchange.imported import ImportedOption, ImportedQuestion, Remark
from quiz.exchange.markdown import plain_markdown
from quiz.exchange.plain_text import (
    LONGEST,
    has_formula,
    lines_of,
    looks_like_html,
    plain_lines,
    shortened,
    shown_as_html,
)
from quiz.exchange.text_files import decoded
from quiz.exchange.wildcards import without_wildcards

_WEIGHT = re.compile(r"\s*%(-?[0-9]*+(?:[.,][0-9]*+)?)%")
_FORMAT = re.compile(r"\s*\[(html|plain|markdown|moodle)\]")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}


def read_gift(content: bytes) -> Iterator[ImportedQuestion]:
    """Yield the questions of a GIFT file. Raises UnreadableFile."""
    return (_Reader(block).found() for block in blocks(decoded(content)))


class _Reader:
    """One question, with the remarks made while it is read."""

    def __init__(self, block: Block) -> None:
        check_time()
        self.block = block
        self.remarks = [Remark(block.line, block.advice)] if block.advice else []
        notes, text = notes_and_text(block.lines)
        self.tags = tuple(tag.strip() for tag in re.findall(r"\[tag:([^\[\]]+)\]", notes))
        aside = re.sub(r"\\([~=#{}:\\n])", lambda found: ASIDE[found[1]], text)
        self.whole = SourceSpan(block.line, aside).stripped()
        self.name = ""
        self.format = "moodle"

    def found(self) -> ImportedQuestion:
        if self.whole.text.startswith(CATEGORY):
            return self._category()
        rest = self._after_name()
        before, opened = rest.split("{")
        inside, after = opened.split("}") if opened else (rest, None)
        if how := _FORMAT.match(before.text):
            self.format = how[1]
        fault = self._fault(rest, opened, after)
        if not fault and after and after.text.strip():
            self._remark(after.line, gettext("The gap in the text is written as _____."))
            before = SourceSpan(before.line, before.text + GAP + after.text)
        prompt = self._line(before)
        self.name = self.name or shortened(prompt, 60)
        return self._left(fault) if fault else self._answered(prompt, inside)

    def _category(self) -> ImportedQuestion:
        self.name = gettext("A category")
        named = " ".join(as_meant(self.whole.text.partition(":")[2][:LONGEST]).split())
        left = self._left(gettext("The category “%(name)s” is not kept.") % {"name": named[:80]})
        return replace(left, is_category=True)

    def _fault(
        self, rest: SourceSpan, opened: SourceSpan | None, after: SourceSpan | None
    ) -> str | None:
        """Return why the braces of a block make no question, or None."""
        if self.block.gap_at:
            return gettext(
                "Left out: line %(line)s, within the braces, is blank. A blank line ends a "
                "question. Remove it."
            ) % {"line": self.block.gap_at}
        if opened is None and "}" not in rest.text:
            return gettext("Left out: a text without answers is no question here.")
        if opened is None or after is None:
            return gettext(
                "Left out: a brace has no partner. A blank line ends a question; inside "
                "it write \\{ and \\} for braces that are part of a text."
            )
        if set("{}") & set(after.text):
            return gettext(
                "Left out: more than one gap in a question is not read here. If these are several "
                "questions, put a blank line between them."
            )
        return None

    def _after_name(self) -> SourceSpan:
        if not self.whole.text.startswith("::"):
            return self.whole
        name, rest = self.whole.cut(2).split("::")
        if rest is None:
            return name.stripped()
        self.name = shortened(" ".join(as_meant(name.text[:LONGEST]).split()), 100)
        return rest.stripped()

    def _answered(self, prompt: str, inside: SourceSpan) -> ImportedQuestion:
        answers, general = inside, None
        if (place := inside.text.rfind("####")) >= 0:
            answers, general = inside.cut(0, place), inside.cut(place + 4)
        answers = answers.stripped()
        notes = self._lines(general) if general else []
        read = self._read(answers)
        if isinstance(read, str):
            return self._left(read)
        kind, options = read
        return ImportedQuestion(
            line=self.whole.line,
            name=self.name,
            kind=kind,
            prompt=prompt,
            notes=tuple(notes),
            options=tuple(options),
            tags=self.tags,
            remarks=tuple(self.remarks),
        )

    def _left(self, message: str) -> ImportedQuestion:
        told = (*self.remarks, Remark(self.whole.line, message))
        return ImportedQuestion(
            self.whole.line, self.name or gettext("A question without a name"), None, remarks=told
        )

    def _remark(self, line: int, message: str) -> None:
        self.remarks.append(Remark(line, message))

    def _lines(self, piece: SourceSpan) -> list[str]:
        """Return the lines of a text as they are meant. The wording’s format holds for all."""
        how, text = self._format_of(piece)
        plain = as_meant(text)
        if has_formula(plain):
            self._remark(piece.line, gettext("Formulas are shown as they are written."))
        if how == "markdown":
            lines, lost = plain_markdown(unescaped(text))
            lines = [as_meant(line) for line in lines]
        elif len(plain) > LONGEST:
            return lines_of(plain)
        elif how == "html" or (how == "moodle" and looks_like_html(plain)):
            lines, lost = plain_lines(plain)
        else:
            # A line break that is written as such is one; where the file wraps, the text goes on.
            return lines_of(as_meant(text.replace("\n", " ")))
        if lost:
            said = gettext("Lost from the text: %(lost)s.") % {"lost": ", ".join(lost)}
            self._remark(piece.line, said)
        return lines

    def _format_of(self, piece: SourceSpan) -> tuple[str, str]:
        """Return the format that a text names, or else that of the wording, and the text."""
        named = _FORMAT.match(piece.text)
        return (named[1], piece.text[named.end() :]) if named else (self.format, piece.text)

    def _line(self, piece: SourceSpan | None) -> str:
        return " ".join(self._lines(piece)) if piece else ""

    def _read(self, answers: SourceSpan) -> tuple[str, list[ImportedOption]] | str:
        """Return the kind of ours with its options, or why there is none."""
        text = answers.text
        if text.count("~") + text.count("=") > MOST_OPTIONS:
            return gettext("Left out: more than %(most)s options are no question here.") % {
                "most": MOST_OPTIONS
            }
        if not text:
            return gettext("Left out: an essay is no kind of question here.")
        if text.startswith("#"):
            return gettext("Left out: a question for a number is no kind of question here.")
        if re.match(r">\s*[0-9]", text):
            return gettext(
                "Left out: this way to write an order is not read here. Use Moodle XML for it."
            )
        if "~" in text:
            return self._choice(answers)
        if "=" in text and "->" in text:
            return self._match(answers)
        if (truth := _TRUTH.get(text.partition("#")[0].strip())) is not None:
            return self._true_or_false(answers, truth)
        return self._short(answers)

    def _options(
        self, answers: SourceSpan, signs: str
    ) -> list[tuple[ImportedOption, float | None]]:
        """Return the options that say something, each with its weight if it has one."""
        read = []
        for part in answers.parts(signs):
            sign, body = part.text[0], part.cut(1)
            weight = None
            if (weighed := _WEIGHT.match(body.text)) and weighed[1].strip("-.,"):
                weight, body = float(weighed[1].replace(",", ".")), body.cut(weighed.end())
            text, feedback = body.split("#")
            if not self._format_of(text)[1].strip():
                self._remark(part.line, gettext("An empty answer is left out."))
                continue
            said = self._typed(text) if signs == "=" else self._line(text)
            told = self._line(feedback)
            read.append((ImportedOption(part.line, said, right=sign == "=", feedback=told), weight))
        return read

    def _typed(self, piece: SourceSpan) -> str:
        """Return the text of a typed answer, which is plain whatever format it names."""
        return " ".join(as_meant(self._format_of(piece)[1]).split())

    def _choice(self, answers: SourceSpan) -> tuple[str, list[ImportedOption]]:
        read = self._options(answers, "~=")
        if any(option.right for option, _ in read):
            if any(weight not in (None, 0, 100) for _, weight in read):
                self._remark(
                    answers.line,
                    gettext(
                        "Part marks are not kept: the right option earns all, any other nothing."
                    ),
                )
            return "single", [option for option, _ in read]
        weights = [weight or 0 for _, weight in read]
        if not any(weight > 0 for weight in weights):
            return "single", [option for option, _ in read]
        share = 100 / sum(weight > 0 for weight in weights)
        if any(abs(abs(weight) - share) > 0.01 for weight in weights):
            self._remark(
                answers.line,
                gettext(
                    "The weights are not kept: each right option counts alike, a wrong one "
                    "cancels it."
                ),
            )
        marked = [
            ImportedOption(o.line, o.text, right=weight > 0, feedback=o.feedback)
            for (o, _), weight in zip(read, weights, strict=True)
        ]
        return "multiple", marked

    def _match(self, answers: SourceSpan) -> tuple[str, list[ImportedOption]] | str:
        options = []
        for part in answers.parts("="):
            left, right = part.cut(1).split("->")
            if right is None:
                return gettext(
                    "Left out: line %(line)s has no “->” between what belongs together."
                ) % {"line": part.line}
            # No format is named on this side. Moodle shows it as HTML.
            belongs = shown_as_html(as_meant(right.text.replace("\n", " ")))
            text = self._line(left)
            if not belongs:
                self._remark(part.line, gettext("An empty answer is left out."))
                continue
            options.append(ImportedOption(part.line, text or belongs, belongs if text else ""))
        return "match", options

    def _true_or_false(self, answers: SourceSpan, truth: bool) -> tuple[str, list[ImportedOption]]:
        _, said = answers.split("#")
        wrong, right = said.split("#") if said else (None, None)
        told = {truth: self._line(right), not truth: self._line(wrong)}
        self._remark(answers.line, gettext("“Not said” is added to true and false."))
        options = [
            ImportedOption(answers.line, str(value), right=value == truth, feedback=told[value])
            for value in (True, False)
        ]
        return "single", [*options, ImportedOption(answers.line, "Not said")]

    def _short(self, answers: SourceSpan) -> tuple[str, list[ImportedOption]]:
        read = []
        for option, weight in self._options(answers, "="):
            if weight is not None and 0 < weight < 100:
                self._remark(
                    option.line, gettext("Part marks are not kept: this answer counts as wrong.")
                )
            read.append(replace(option, right=weight is None or weight >= 100))
        literal, remarks = without_wildcards(read)
        self.remarks += remarks
        return "short", literal
