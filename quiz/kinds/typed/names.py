"""Whether a typed answer is a name, and how far from it: digits exact, small slips forgiven."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA

from quiz.kinds.typed.letters import folded, forgives_slips, plain, visible, words_of
from quiz.kinds.typed.numerals import tidy_digits, with_numbers
from quiz.kinds.typed.opposites import opposed

Words = tuple[str, ...]


class Distance(NamedTuple):
    """How far what was typed is from a name; the least is the nearest."""

    slips: int
    # Whether something that explains it was typed after the name.
    explained: bool = False


EXACT = Distance(0)
MOST_SLIPS = 2
_LEADING = {"the", "a", "an", "via", "through", "by"}
_LEADING |= {"der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einer", "durch"}
# Before a number alone: in 2001.
_BEFORE_NUMBERS = {"in", "on", "at", "im", "am", "um"}
_SYMBOLS = {
    "%": " percent ",
    "‰": " permille ",
    "$": " dollar ",
    "€": " euro ",
    "£": " pound ",
    "¥": " yen ",
    "&": " and ",
    "°": " degrees ",
}
_UNITS = {
    "percent": ("prozent", "pct"),
    "dollar": ("dollars", "usd"),
    "euro": ("euros", "eur"),
    "pound": ("pounds", "gbp"),
    "km": ("kilometre", "kilometres", "kilometer", "kilometers", "kilometern"),
    "kg": ("kilogram", "kilograms", "kilogramm", "kilo", "kilos"),
    "m": ("metre", "metres", "meter", "meters", "metern"),
    "mm": ("millimetre", "millimetres", "millimeter", "millimeters", "millimetern"),
    "cm": ("centimetre", "centimetres", "centimeter", "centimeters", "zentimeter", "zentimetern"),
}
_UNIT = {written: unit for unit, ways in _UNITS.items() for written in ways}
_CURRENCIES = ("dollar", "euro", "pound", "yen")
_MONTHS = re.compile(
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "januar|februar|marz|maerz|mai|juni|juli|oktober|dezember"
)
# After it, something explains the name that stands before.
_CLAUSE = re.compile(r"\s*(?:[,;:(]\s*|\s[-–—]+\s|[–—]|\b(?:which|who|because|weil)\b)")
_PARTS = re.compile(r"[,;/()]|\b(?:and|or|und|oder)\b")


def distance(said: str, name: str) -> Distance | None:
    """Return how far a typed answer is from a name, or None where it is not that name.

    A slip is a letter too many, too few, wrong, or swapped with its neighbour (optimal string
    alignment distance; Damerau 1964, restricted). Words below 5 letters allow none, from 9 letters
    on 2, a whole name 2.
    """
    whole = _nearest(readings(said), name)
    if whole is not None:
        return Distance(whole)
    before = _before_clause(said)
    explained = _nearest(readings(before), name) if before else None
    return None if explained is None else Distance(explained, explained=True)


def listed_after(said: str) -> list[str]:
    """Return what is named after the first name of an answer: of “Iran, Iraq or Peru” the others.

    An answer without such a list gives nothing.
    """
    before = _before_clause(said)
    return [part for part in _PARTS.split(said[len(before) :]) if plain(part)] if before else []


def _before_clause(said: str) -> str:
    """Return what stands before the first clause that is set off, or nothing."""
    tidied = visible(said)
    clauses = _CLAUSE.finditer(tidied)
    # The comma of a number sets nothing off.
    starts = (c.start() for c in clauses if not re.match(r",\d", tidied[c.start() :]))
    return tidied[: next(starts, 0)]


def _nearest(said: frozenset[Words], name: str) -> int | None:
    slips = (_slips(a, b) for a in said for b in readings(name))
    return min((s for s in slips if s is not None), default=None)


@lru_cache(maxsize=4096)
def readings(text: str) -> frozenset[Words]:
    """Return a name as words, in each of the ways in which the same thing is called.

    “Gulf Cooperation Council (GCC)” is also each of its two parts, since one is the other’s
    abbreviation; “Korea, North” and “Korea (North)” are North Korea.
    """
    found = (_words(form, out) for form in _forms(visible(text)) for out in (False, True))
    return frozenset(words for words in found if words)


def _forms(text: str) -> Iterator[str]:
    yield text
    bracketed = re.fullmatch(r"\s*([^()]+?)\s*\(([^()]+)\)\s*", text)
    if bracketed:
        outer, inner = bracketed.groups()
        if _abbreviates(inner, outer) or _abbreviates(outer, inner):
            yield from (outer, inner)
        else:
            yield f"{inner} {outer}"
    first, comma, last = text.partition(", ")
    if comma and "," not in last and not re.search(r"\d", text):
        yield f"{last} {first}"


def _abbreviates(short: str, long: str) -> bool:
    """Return whether a word of capitals stands for a name, as GCC or MoD."""
    capitals = sum(c.isupper() for c in short)
    letters = re.sub(r"[\W_]", "", short)
    one_word = len(short.split()) == 1 or len(letters) == capitals
    return one_word and capitals >= 2 and 2 * capitals > len(letters) and len(letters) < len(long)


def _words(text: str, written_out: bool) -> Words:
    """Return a text as the words that count: folded, numbers in digits, no leading article."""
    letters = re.sub(r"(?<=[^\W\d_])['’]s\b", "", folded(text, written_out))
    letters = re.sub(r"\b([^\W\d_])\.(?=[^\W\d_]\b)", r"\1", letters)
    for symbol, word in _SYMBOLS.items():
        letters = letters.replace(symbol, word)
    words = [_UNIT.get(word, word) for word in words_of(tidy_digits(letters))]
    words = _without_leading(with_numbers(words))
    return tuple(_day_first(_amount_first(words)))


def _without_leading(words: list[str]) -> list[str]:
    while len(words) > 1 and (
        words[0] in _LEADING or (words[0] in _BEFORE_NUMBERS and _is_number(words[1]))
    ):
        words = words[1:]
    return words


def _amount_first(words: list[str]) -> list[str]:
    """Return $10 and US$10 as 10 dollar."""
    if words[:2] == ["us", "dollar"]:
        words = words[1:]
    if len(words) > 1 and words[0] in _CURRENCIES and _is_number(words[1]):
        return [words[1], words[0], *words[2:]]
    return words


def _day_first(words: list[str]) -> list[str]:
    """Return September 11, 2001 as 11 September 2001."""
    if (
        len(words) > 1
        and _MONTHS.fullmatch(words[0])
        and _is_number(words[1])
        and len(words[1]) < 3
    ):
        return [words[1], words[0], *words[2:]]
    return words


def _is_number(word: str) -> bool:
    return word[0].isdecimal()


def _slips(said: Words, name: Words) -> int | None:
    """Return how many slips lead from one to the other, or None where they differ by more."""
    if said == name:
        return 0
    if [w for w in said if _is_number(w)] != [w for w in name if _is_number(w)]:
        return None
    aligned = ((_total(a, b)) for a, b in _aligned(said, name))
    return min((s for s in aligned if s is not None), default=None)


def _aligned(said: Words, name: Words) -> Iterator[tuple[Words, Words]]:
    """Yield both with as many words: spaces and hyphens within a name do not count."""
    fewest, most = sorted((said, name), key=len)
    # A long list of words is no name, and trying all its joints would take long.
    if len(most) > 12 or len(most) - len(fewest) > 3:
        return
    for joints in combinations(range(1, len(most)), len(fewest) - 1):
        joined = _joined(most, joints)
        same = [long for long, parts in joined if len(parts) > 1 and long not in fewest]
        if not same:
            words = tuple(long for long, _ in joined)
            yield (said, words) if said is fewest else (words, name)


def _joined(words: Words, joints: Sequence[int]) -> list[tuple[str, Words]]:
    ends = (0, *joints, len(words))
    parts = [words[a:b] for a, b in pairwise(ends)]
    return [("".join(part), part) for part in parts]


def _total(said: Words, name: Words) -> int | None:
    slips = [_word_slips(a, b) for a, b in zip(said, name, strict=True)]
    total = sum(s for s in slips if s is not None)
    return None if None in slips or total > MOST_SLIPS else total


def _word_slips(said: str, name: str) -> int | None:
    if said == name:
        return 0
    if _is_number(said) or _is_number(name):
        return None
    allowed = 0 if len(name) < 5 else 1 if len(name) < 9 else 2
    apart = OSA.distance(said, name)
    if apart > allowed or not (forgives_slips(said) and forgives_slips(name)):
        return None
    return None if opposed(said, name) else apart
