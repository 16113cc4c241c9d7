"""Where the words that a brief explains are met first. Pure functions."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.documents.schema import TermDocument


@dataclass(frozen=True)
class GlossaryPiece:
    """A run of a text; `term` is the place of the term that it is, counted from 1, or 0."""

    text: str
    term: int = 0


class Glossary:
    """Marks the first mention of each term in the texts of one section after another."""

    def __init__(self, terms: Sequence[TermDocument]) -> None:
        self._terms: dict[str, int] = {}
        for number, term in enumerate(terms, 1):
            for form in forms_of(term.term):
                self._terms.setdefault(form, number)
                # A first letter may be a capital or not, but what is all capitals is short for
                # something.
                if not form.isupper():
                    self._terms.setdefault(form[0].upper() + form[1:], number)
                    self._terms.setdefault(form[0].lower() + form[1:], number)
        # The longest goes first, so that no word within a term hides it. No text is looked at more
        # often than there are lengths, however many terms there are.
        self._lengths = sorted({len(form) for form in self._terms}, reverse=True)

    def section(self, texts: Iterable[str]) -> list[list[GlossaryPiece]]:
        """Return each text in pieces that add up to it; a term is marked once in all of them."""
        seen: set[int] = set()
        return [list(self._pieces(text, seen)) for text in texts]

    def _pieces(self, text: str, seen: set[int]) -> Iterable[GlossaryPiece]:
        end = here = 0
        while self._terms and (start := _START.search(text, here)):
            here = start.start()
            term, after = self._term_at(text, here)
            if term and term not in seen:
                seen.add(term)
                if here > end:
                    yield GlossaryPiece(text[end:here])
                yield GlossaryPiece(text[here:after], term)
                end = after
            here = after
        if end < len(text):
            yield GlossaryPiece(text[end:])

    def _term_at(self, text: str, start: int) -> tuple[int, int]:
        """Return the term that begins here, alone or with a plural s, and where it ends.

        Without one return 0 and the next place.
        """
        for length in self._lengths:
            end = start + length
            term = self._terms.get(text[start:end], 0) if end <= len(text) else 0
            if term:
                for after in (end + text.startswith("s", end), end):
                    if not _WITHIN.match(text, after):
                        return term, after
        return 0, start + 1


# Where a word or another sign begins, and what goes on within a word.
_START = re.compile(r"(?<![\w-])\S")
_WITHIN = re.compile(r"[\w-]")


def forms_of(term: str) -> list[str]:
    """Return the ways in which a term is written: “Name (N)” stands for itself, Name and N."""
    parts = _WITH_SHORT.fullmatch(term)
    return [term, *parts.groups()] if parts else [term]


_WITH_SHORT = re.compile(r"(.+\S) \((\S+)\)")
