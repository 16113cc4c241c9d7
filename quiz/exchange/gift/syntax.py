"""GIFT as text: blocks at blank lines, stretches between signs, and what is escaped."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from quiz.exchange.imported import UnreadableFile
from quiz.exchange.plain_text import (
    without_unseen,
)

# What is escaped is put out of the way of the signs that mean something. No file holds these
# characters once it is read.
_SIGNS = "~=#{}:\\n"
ASIDE = {sign: chr(place) for place, sign in enumerate(_SIGNS, 1)}
BACK = {code: "\n" if sign == "n" else sign for sign, code in ASIDE.items()}


def decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(line, gettext("This is not UTF-8. Save the file as UTF-8.")) from None
    return without_unseen(text.replace("\r\n", "\n").replace("\r", "\n"))


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield each block with the number of its first line; those of nothing but notes are none."""
    first, lines = 1, list[str]()
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            first = first if lines else number
            lines.append(line)
        elif lines:
            if any(not kept.lstrip().startswith("//") for kept in lines):
                yield first, "\n".join(lines)
            lines = []


@dataclass
class SourceSpan:
    """A stretch of a block with the number of its first line."""

    line: int
    text: str

    def cut(self, start: int, end: int | None = None) -> "SourceSpan":
        return SourceSpan(self.line + self.text.count("\n", 0, start), self.text[start:end])

    def stripped(self) -> "SourceSpan":
        return self.cut(len(self.text) - len(self.text.lstrip()), len(self.text.rstrip()))

    def split(self, sign: str) -> tuple["SourceSpan", "SourceSpan | None"]:
        """Return what stands before a sign and, if it is there, what stands after."""
        place = self.text.find(sign)
        if place < 0:
            return self, None
        return self.cut(0, place), self.cut(place + len(sign))

    def parts(self, signs: str) -> list["SourceSpan"]:
        """Return the stretches that begin with one of these signs, the sign with them.

        One that has lost its sign, at the front, is given the first of them.
        """
        if self.text[:1] not in signs:
            return SourceSpan(self.line, signs[0] + self.text).parts(signs)
        starts = [match.start() for match in re.finditer(f"[{signs}]", self.text)]
        ends = [*starts[1:], len(self.text)]
        return [self.cut(start, end) for start, end in zip(starts, ends, strict=True)]
