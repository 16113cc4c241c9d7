"""How hard a text is to read. Pure functions, for English."""

import re

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
# A full stop after a capital, as in “G. Smith”, ends no sentence.
_END = re.compile(r"(?<![A-Z])[.!?]+[’”)\]]*(?=\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
# An e that is not spoken: at the end (not that of table), in -es and -ed, and before a suffix.
_SILENT = re.compile(
    r"(?<=[^aeiouy])(?:(?<![^aeiouy]l)e|(?<![szxcg])(?<!ch)(?<!sh)(?<![^aeiouy]l)es|(?<![td])ed)$"
    r"|(?<=[^aeiouy])e(?=(?:ly|ment|ments|ful|ness|ty)$)"
)
# Two vowels that are spoken apart, as in area, period, science, situation and being.
_APART = re.compile(
    r"(?<![cstg])i[ao]|ie(?=nc|t)|ea(?=$|li|te)|eo(?!p)|(?<![gq])u(?=a|en)|[aeouy]ing|uous"
)


def words(text: str) -> list[str]:
    """Return the words of a text, without its numbers."""
    return _WORD.findall(text)


def sentences(text: str) -> int:
    """Return how many sentences a text has; the last one needs no full stop."""
    ends = len(_END.findall(text))
    return ends + bool(words(_END.split(text)[-1]))


def syllables(word: str) -> int:
    """Return about how many syllables an English word has, at least one.

    One for each group of vowels, less those of silent e, more where two vowels are spoken apart.
    It is off by one for some words, which evens out over a text.
    """
    plain = word.casefold()
    spoken, silent, apart = (len(p.findall(plain)) for p in (_VOWELS, _SILENT, _APART))
    return max(1, spoken - silent + apart)


def grade(text: str) -> float:
    """Return the Flesch–Kincaid grade of a text: the years at school that reading it asks for.

    0.39 words a sentence + 11.8 syllables a word − 15.59 (Kincaid, Fishburne, Rogers and Chissom
    1975). 0 for a text without words.
    """
    found = words(text)
    if not found:
        return 0.0
    spoken = sum(map(syllables, found))
    return 0.39 * len(found) / max(1, sentences(text)) + 11.8 * spoken / len(found) - 15.59
