"""GIFT in: a file is cut into blocks, and each block is read by itself."""

import re

from django.utils.translation import gettext

from quiz.exchange.gift.syntax import ASIDE, BACK, SourceSpan, blocks, decoded
from quiz.exchange.imported import MOST_OPTIONS, ImportedOption, ImportedQuestion, Remark
from quiz.exchange.plain_text import (
    LONGEST,
    lines_of,
    looks_like_html,
    plain_lines,
    shortened,
)

_WEIGHT = re.compile(r"\s*%(-?[0-9]{1,3}(?:\.[0-9]{0,10})?)%")
_FORMAT = re.compile(r"\s*\[(html|plain|markdown|moodle)\]")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}


def read_gift(content: bytes) -> list[ImportedQuestion]:
    """Return the questions of a GIFT file. Raises UnreadableFile."""
    return [_Block(line, text).found() for line, text in blocks(decoded(content))]


class _Block:
    """One question, with the remarks made while it is read."""

    def __init__(self, line: int, text: str) -> None:
        self.remarks: list[Remark] = []
        lines = text.split("\n")
        notes = [one.lstrip().startswith("//") for one in lines]
        said = " ".join(one for one, is_note in zip(lines, notes, strict=True) if is_note)
        self.tags = tuple(tag.strip() for tag in re.findall(r"\[tag:([^\[\]]+)\]", said))
        kept = ["" if is_note else one for one, is_note in zip(lines, notes, strict=True)]
        aside = re.sub(r"\\([~=#{}:\\n])", lambda found: ASIDE[found[1]], "\n".join(kept))
        self.whole = SourceSpan(line, aside).stripped()
        self.name = ""
        self.format = "moodle"

    def found(self) -> ImportedQuestion:
        rest = self._after_name()
        if rest.text.startswith("$CATEGORY:"):
            named = " ".join(rest.text.partition(":")[2].split())
            self.name = gettext("A category")
            return self._left(
                gettext("The category “%(name)s” is not kept.") % {"name": named[:80]}
            )
        before, opened = rest.split("{")
        inside, after = opened.split("}") if opened else (rest, None)
        if how := _FORMAT.match(before.text):
            self.format = how[1]
        prompt = self._line(before)
        self.name = self.name or shortened(prompt, 60) or gettext("A question without a name")
        if opened is None and "}" not in rest.text:
            return self._left(gettext("Left out: a text without answers is no question here."))
        if opened is None or after is None:
            return self._left(
                gettext(
                    "Left out: a brace has no partner. A blank line ends a question; inside "
                    "it write \\{ and \\} for braces that are part of a text."
                )
            )
        if set("{}") & set(after.text):
            return self._left(
                gettext("Left out: more than one gap in a question is not read here.")
            )
        if after.text.strip():
            self._remark(after.line, gettext("The gap in the text is written as _____."))
            prompt = " ".join((prompt, "_____", *self._lines(after)))
        return self._answered(prompt, inside)

    def _after_name(self) -> SourceSpan:
        if self.whole.text.startswith("::"):
            name, rest = self.whole.cut(2).split("::")
            if rest:
                self.name = " ".join(_plain(name.text).split())
                return rest.stripped()
        return self.whole

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
        named = _FORMAT.match(piece.text)
        text = piece.text[named.end() :] if named else piece.text
        how = named[1] if named else self.format
        plain = _plain(text)
        if how == "html" or (how == "moodle" and looks_like_html(plain[:LONGEST])):
            lines, lost = plain_lines(plain) if len(plain) <= LONGEST else (lines_of(plain), [])
            if lost:
                self._remark(
                    piece.line,
                    gettext("Lost from the text: %(lost)s.") % {"lost": ", ".join(lost)},
                )
            return lines
        # A line break that is written as such is one; where the file wraps, the text goes on.
        return lines_of(_plain(text.replace("\n", " ")))

    def _line(self, piece: SourceSpan | None) -> str:
        return " ".join(self._lines(piece)) if piece else ""

    def _read(self, answers: SourceSpan) -> tuple[str, list[ImportedOption]] | str:
        """Return the kind of ours with its options, or why there is none."""
        text = answers.text
        if len(re.findall("[~=]", text)) > MOST_OPTIONS:
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

    def _option(self, part: SourceSpan) -> tuple[ImportedOption, float | None]:
        """Return an option and its weight, if it has one."""
        sign, body = part.text[0], part.cut(1)
        weight = None
        if weighed := _WEIGHT.match(body.text):
            weight, body = float(weighed[1]), body.cut(weighed.end())
        text, feedback = body.split("#")
        option = ImportedOption(
            part.line, self._line(text), right=sign == "=", feedback=self._line(feedback)
        )
        return option, weight

    def _choice(self, answers: SourceSpan) -> tuple[str, list[ImportedOption]]:
        read = [self._option(part) for part in answers.parts("~=")]
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
            # No format is named on this side, and none is meant.
            belongs = " ".join(_plain(right.text.replace("\n", " ")).split())
            text = self._line(left)
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
        for option, weight in map(self._option, answers.parts("=")):
            if weight is not None and 0 < weight < 100:
                self._remark(
                    option.line, gettext("Part marks are not kept: this answer counts as wrong.")
                )
            right = weight is None or weight >= 100
            if option.text == "*":
                self._remark(
                    option.line, gettext("What is said of any other answer (*) is not kept.")
                )
            else:
                read.append(
                    ImportedOption(option.line, option.text, right=right, feedback=option.feedback)
                )
        return "short", read


def _plain(text: str) -> str:
    return "".join(BACK.get(sign, sign) for sign in text)
