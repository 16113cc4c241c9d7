"""How much of a brief a reader has asked for."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from briefing.documents.schema import ClaimDocument, EditionDocument

WORDS_A_MINUTE = 220


class Depth(StrEnum):
    """The bottom line alone, with the claims that lead, or everything."""

    BOTTOM_LINE = "bottom-line"
    TWO_MINUTES = "two-minutes"
    FULL = "full"


@dataclass(frozen=True)
class Offer:
    """A depth that a reader can choose; `minutes` is 0 for less than one."""

    depth: Depth
    minutes: int


def offers(document: EditionDocument) -> list[Offer]:
    """Return the depths there are, the least first; without leading claims there are two."""
    depths = [depth for depth in Depth if depth != Depth.TWO_MINUTES or _leads(document)]
    return [Offer(depth, minutes(_words(texts(document, depth)))) for depth in depths]


def shown(document: EditionDocument, depth: Depth) -> list[ClaimDocument]:
    """Return the claims that are read at a depth."""
    if depth == Depth.BOTTOM_LINE:
        return []
    return list(document.claims) if depth == Depth.FULL else _leads(document)


def texts(document: EditionDocument, depth: Depth) -> list[str]:
    """Return what is read at a depth: what one only looks up is left out."""
    read = [document.standfirst, document.bottom_line]
    read += [claim.text for claim in shown(document, depth)]
    if depth == Depth.FULL:
        read += [point.text for point in (*document.gaps, *document.indicators)]
    return read


def minutes(words: int) -> int:
    """Return how many minutes so many words take, rounded up; 0 where they take less than one."""
    return math.ceil(words / WORDS_A_MINUTE) if words >= WORDS_A_MINUTE else 0


def _leads(document: EditionDocument) -> list[ClaimDocument]:
    return [claim for claim in document.claims if claim.lead]


def _words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


def asked_depth(asked: str | None) -> Depth | None:
    """Return the depth of an address’s query; None for one that has no address of its own."""
    if asked is None:
        return Depth.FULL
    return Depth(asked) if asked in (Depth.BOTTOM_LINE, Depth.TWO_MINUTES) else None
