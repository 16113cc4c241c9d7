"""Prose whose sentences name the claims they rest on: `Russia denies this. [c2, c5]`.

Pure functions of a text. A reference stands before or after the full stop of its sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

REFERENCE = re.compile(r"\[\s*([cC][0-9]{1,5}(?:[\s,;]+[cC][0-9]{1,5})*)\s*\]")
_KEY = re.compile("[cC][0-9]{1,5}")
# What may end a sentence: its last sign with what closes quotations and brackets, then references.
_END = re.compile(rf"[.!?…][\"”’»)]*(?:\s*{REFERENCE.pattern})*(?=\s|$)")
_OPENING = '"“„‘«( '
# A point after these ends no sentence.
_ABBREVIATION = re.compile(
    r"(?:\b[A-Za-z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Sen|Rep|Gov|St|Jr|Sr|No|vs|cf|ca"
    r"|etc|Nr|bzw|vgl|Abs|Hr|Fr))\.$"
)


@dataclass(frozen=True)
class Part:
    """A run of a sentence and the claims named right after it, by their keys."""

    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Sentence:
    """One sentence in parts that add up to it."""

    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The sentence as it is read, without references."""
        return "".join(part.text for part in self.parts)

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that it rests on, each once, in order."""
        return tuple(dict.fromkeys(key for part in self.parts for key in part.claims))


def cited_claims(text: str) -> tuple[str, ...]:
    """Return the keys of all claims that a text names, each once, in order."""
    return tuple(dict.fromkeys(key for found in REFERENCE.finditer(text) for key in _keys(found)))


def without_references(text: str) -> str:
    """Return a text as it is read: its references, and the space before each, left out."""
    return " ".join(re.sub(rf"\s*{REFERENCE.pattern}", "", text).split())


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text, each with its references."""
    return [Sentence(tuple(_parts(run))) for run in _runs(text)]


def _runs(text: str) -> Iterator[str]:
    begin = 0
    for end in _END.finditer(text):
        following = text[end.end() :].lstrip(_OPENING)[:1]
        if following and (following.islower() or _is_abbreviated(text, end)):
            continue
        yield text[begin : end.end()].strip()
        begin = end.end()
    if rest := text[begin:].strip():
        yield rest


def _is_abbreviated(text: str, end: re.Match[str]) -> bool:
    """Return whether a point belongs to a word such as Gen., and not to a sentence."""
    before = text[max(0, end.start() - 6) : end.start() + 1]
    return end[0][1:2] not in tuple('"”’»)') and bool(_ABBREVIATION.search(before))


def _parts(run: str) -> Iterator[Part]:
    """Yield the parts of a sentence; a point that follows its last reference goes before it."""
    begin, pending = 0, None
    for found in REFERENCE.finditer(run):
        text = run[begin : found.start()]
        if pending is not None and not text.strip():
            pending = Part(pending.text, pending.claims + _keys(found))
        else:
            if pending is not None:
                yield pending
            pending = Part(text.rstrip(), _keys(found))
        begin = found.end()
    rest = run[begin:]
    if pending is not None and re.fullmatch(r"\s*[.!?…,;:][\"”’»)]*\s*", rest):
        yield Part(pending.text + rest.strip(), pending.claims)
        return
    if pending is not None:
        yield pending
    if rest.strip():
        yield Part(rest.rstrip(), ())


def _keys(found: re.Match[str]) -> tuple[str, ...]:
    return tuple(key.lower() for key in _KEY.findall(found[1]))
