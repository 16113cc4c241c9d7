"""The letters of a text as they count when typed answers are compared."""

import re
import unicodedata
from functools import lru_cache

from quiz.kinds.typed.numerals import POINT

# Scripts whose marks are accents: a reader who leaves them out still names the same thing.
_ACCENTED = ("LATIN", "GREEK", "CYRILLIC")
# Scripts in which one letter is a small part of a word, so that a slip can be forgiven.
_ALPHABETS = (*_ACCENTED, "ARMENIAN", "GEORGIAN", "HEBREW", "ARABIC")
# Letters that Unicode does not take apart into a base and a mark.
_BASES = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ı": "i",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "ng",
        "ə": "e",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ƒ": "f",
        "ɓ": "b",
        "ɗ": "d",
        "ƙ": "k",
        "ⱥ": "a",
        "ƶ": "z",
    }
)
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
# Drawn as nothing, though not of the category of format characters.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
# Letters by category that are written as apostrophes in transliterations.
_APOSTROPHES = frozenset("\u02b9\u02ba\u02bb\u02bc\u02bd\u02be\u02bf")


def visible(text: str) -> str:
    """Return a text without characters that nobody sees, such as a zero-width space."""
    return "".join(c for c in text if not _is_invisible(c))


def _is_invisible(c: str) -> bool:
    if c in _INVISIBLE or c in _APOSTROPHES or unicodedata.category(c) == "Cf":
        return True
    return "\ufe00" <= c <= "\ufe0f" or "\U000e0100" <= c <= "\U000e01ef"


def folded(text: str, written_out: bool = False) -> str:
    """Return a text in small letters without accents, its digits as 0 to 9.

    Marks are dropped only where they are accents: in Thai or Hindi they are vowels. With
    `written_out` ä, ö and ü become ae, oe and ue, as Germans write them without an umlaut.
    """
    composed = unicodedata.normalize("NFKC", visible(text)).casefold()
    composed = unicodedata.normalize("NFC", composed)
    if written_out:
        composed = composed.translate(_WRITTEN_OUT)
    kept, accented = [], False
    for c in unicodedata.normalize("NFKD", composed.translate(_BASES)):
        if unicodedata.category(c)[0] != "M":
            accented = _script(c) in _ACCENTED
            kept.append(str(unicodedata.decimal(c, c)))
        elif not accented:
            kept.append(c)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_BASES)


def plain(text: str) -> str:
    """Return a text folded, without punctuation, with single spaces."""
    return " ".join(words_of(folded(text)))


def words_of(text: str) -> list[str]:
    """Return the runs of letters, with their marks, and the numbers of a folded text."""
    spaced = "".join(c if c == POINT or unicodedata.category(c)[0] in "LMN" else " " for c in text)
    return re.findall(rf"\d+(?:{POINT}\d+)?|[^\s\d{POINT}]+", spaced)


@lru_cache(maxsize=4096)
def forgives_slips(word: str) -> bool:
    """Return whether a slip in this word leaves it the same word.

    Not where signs stand for syllables or whole words, or where marks are vowels.
    """
    return all(c.isalpha() and _script(c) in _ALPHABETS for c in word)


@lru_cache(maxsize=4096)
def _script(c: str) -> str:
    return unicodedata.name(c, "").partition(" ")[0]
