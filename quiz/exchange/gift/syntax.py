"""GIFT as text: blocks at blank lines, stretches between signs, and what is escaped."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext

# What is escaped is put out of the way of the signs that mean something. No file holds these
# characters once it is read.
_SIGNS = "~=#{}:\\n"
ASIDE = {sign: chr(place) for place, sign in enumerate(_SIGNS, 1)}
GAP = "\x0e"
_BACK = {ord(code): "\n" if sign == "n" else sign for sign, code in ASIDE.items()}
_GAP_SHOWN = {ord(GAP): "_____"}
CATEGORY = "$CATEGORY:"


def unescaped(text: str) -> str:
    """Return a text with its escaped signs as they are meant, its gap still marked by `GAP`."""
    return text.translate(_BACK)


def as_meant(text: str) -> str:
    """Return a text with its escaped signs, and its gap, as readers see them."""
    return text.translate(_BACK | _GAP_SHOWN)


@dataclass(frozen=True)
class Block:
    """The lines of one question with the number of the first.

    `advice` says how it should be set apart from what is around it; `gap_at` is the number of a
    blank line within its braces.
    """

    line: int
    lines: tuple[str, ...]
    advice: str = ""
    gap_at: int = 0

    @property
    def braces(self) -> str:
        """The braces that have no partner within the block, in their order."""
        said = "\n".join(line for line in self.lines if not _is_note(line))
        kept = ""
        for brace in _BRACES.findall(said):
            if brace == "}" and kept.endswith("{"):
                kept = kept[:-1]
            elif brace in "{}" and len(kept) < 2:
                kept += brace
        return kept


# An escaped sign is matched whole, so that its brace is not.
_BRACES = re.compile(r"\\.|[{}]")


def _is_note(line: str) -> bool:
    return line.lstrip().startswith("//")


def blocks(text: str) -> Iterator[Block]:
    """Yield each block; those of nothing but notes are none.

    A question with a blank line within its braces is one block, which says so.
    """
    waiting: list[Block] = []
    for block in _parted(text):
        braces = block.braces
        if waiting and braces.startswith("}"):
            yield replace(waiting[0], gap_at=waiting[1].line - 1 if waiting[1:] else block.line - 1)
            waiting = []
        elif waiting and not _begins_anew(block.lines[0]) and "{" not in "".join(block.lines):
            waiting.append(block)
        else:
            yield from waiting
            waiting = [block] if braces == "{" else []
            yield from [] if waiting else [block]
    yield from waiting


def _begins_anew(line: str) -> bool:
    return line.lstrip().startswith((CATEGORY, "::", "//"))


def _parted(text: str) -> Iterator[Block]:
    """Yield the blocks between blank lines, and part those that lack one."""
    first, lines = 1, list[str]()
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            first = first if lines else number
            lines.append(line)
        elif lines:
            yield from (block for block in _by_question(first, lines) if not _notes_only(block))
            lines = []


def _notes_only(block: Block) -> bool:
    return all(map(_is_note, block.lines))


def _by_question(first: int, lines: list[str]) -> Iterator[Block]:
    """Part lines where a question plainly begins although no blank line is before it."""
    last_brace = max((n for n, line in enumerate(lines) if "{" in line), default=-1)
    begin, notes, before, advice = 0, 0, "", ""
    for place, line in enumerate(lines):
        if _is_note(line):
            notes += 1
            continue
        if missing := _missing(before, line, place <= last_brace):
            yield Block(first + begin, tuple(lines[begin : place - notes]), advice)
            begin, advice = place - notes, missing
        before, notes = line.strip(), 0
    yield Block(first + begin, tuple(lines[begin:]), advice)


def _missing(before: str, line: str, has_answers: bool) -> str:
    """Return what is said where a blank line is missing between two lines."""
    begins = line.lstrip()
    if before.startswith(CATEGORY) and (begins.startswith("::") or has_answers):
        return gettext("A blank line belongs after a category.")
    if begins.startswith(CATEGORY) and before:
        return gettext("A blank line belongs before a category.")
    if begins.startswith("::") and before.endswith("}") and not before.endswith("\\}"):
        return gettext("A blank line belongs between two questions.")
    return ""


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


def notes_and_text(lines: Iterable[str]) -> tuple[str, str]:
    """Return the notes of a block, and its text with an empty line for each."""
    said = list(lines)
    notes = " ".join(line for line in said if _is_note(line))
    return notes, "\n".join("" if _is_note(line) else line for line in said)
