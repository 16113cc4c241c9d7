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
        forms = [(form, n) for n, term in enumerate(terms, 1) for form in forms_of(term.term)]
        # The longest goes first, so that no word within a term hides it.
        forms.sort(key=lambda form: -len(form[0]))
        self._terms = [n for _, n in forms]
        self._pattern = re.compile("|".join(_pattern(form) for form, _ in forms)) if forms else None

    def section(self, texts: Iterable[str]) -> list[list[GlossaryPiece]]:
        """Return each text in pieces that add up to it; a term is marked once in all of them."""
        seen: set[int] = set()
        return [list(self._pieces(text, seen)) for text in texts]

    def _pieces(self, text: str, seen: set[int]) -> Iterable[GlossaryPiece]:
        end = 0
        for found in self._pattern.finditer(text) if self._pattern else ():
            term = self._terms[(found.lastindex or 1) - 1]
            if term in seen:
                continue
            seen.add(term)
            if found.start() > end:
                yield GlossaryPiece(text[end : found.start()])
            yield GlossaryPiece(found[0], term)
            end = found.end()
        if end < len(text):
            yield GlossaryPiece(text[end:])


def forms_of(term: str) -> list[str]:
    """Return the ways in which a term is written: “Name (N)” stands for itself, Name and N."""
    parts = _WITH_SHORT.fullmatch(term)
    return [term, *parts.groups()] if parts else [term]


_WITH_SHORT = re.compile(r"(.+\S) \((\S+)\)")


def _pattern(form: str) -> str:
    """Return a group that finds whole words alone, and their plural in s.

    A first letter may be a capital or not, but what is all capitals is an abbreviation.
    """
    first, rest = re.escape(form[0]), re.escape(form[1:])
    if not form.isupper() and form[0].lower() != form[0].upper():
        first = f"[{form[0].lower()}{form[0].upper()}]"
    return rf"((?<![\w-]){first}{rest}s?(?![\w-]))"
