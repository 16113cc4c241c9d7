"""Numbers as people write them: in digits, or in English or German words."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

_UNITS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
"""
_ORDINALS = """
zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINAL_TENS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"
_GERMAN_UNITS = """
null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn
sechzehn siebzehn achtzehn neunzehn
"""
_GERMAN_TENS = "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig"
_GERMAN_ORDINALS = {"erst": 1, "zweit": 2, "dritt": 3, "siebt": 7, "acht": 8}


def _values(units: str, tens: str) -> dict[str, int]:
    found = {word: value for value, word in enumerate(units.split())}
    return found | {word: 10 * value for value, word in enumerate(tens.split(), 2)}


_SMALL = _values(_UNITS, _TENS) | _values(_ORDINALS, _ORDINAL_TENS)
_GERMAN = _values(_GERMAN_UNITS, _GERMAN_TENS) | {"ein": 1, "zwo": 2}
_SCALES = {
    "hundred": 100,
    "hundert": 100,
    "dozen": 12,
    "dutzend": 12,
    "thousand": 10**3,
    "tausend": 10**3,
    "tsd": 10**3,
    "million": 10**6,
    "millionen": 10**6,
    "mio": 10**6,
    "mln": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "milliarde": 10**9,
    "milliarden": 10**9,
    "mrd": 10**9,
    "trillion": 10**12,
    "billionen": 10**12,
}
_ARTICLES = {"a", "an", "ein", "eine"}
_ROMAN = re.compile("(?=.)(x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}

# Between the digits of a number: a comma, point or apostrophe, an Arabic separator, or a space.
_MARKS = r"[.,'’\u066c \u00a0\u2009\u202f]"
_GROUPED = re.compile(rf"(?<![\d.,])\d{{1,3}}(?:({_MARKS})\d{{3}})(?:\1\d{{3}})*(?!\d)")
_INDIAN = re.compile(r"(?<![\d.,])\d{1,2}(?:,\d{2})+,\d{3}(?![\d,])")
# What stands between whole and fraction once a number is tidied: nobody types this sign.
POINT = "⎖"
_DECIMAL = re.compile(r"(?<![\d.,])(\d+)[.,\u066b](\d+)(?![\d]|[.,]\d)")


def tidy_digits(text: str) -> str:
    """Return a folded text with each number in one form: no groups, one sign for decimals.

    10,000 and 10.000 and 10 000 become 10000; 7,62 and 7.62 become the same. The point of 1.500
    is taken to separate groups: one and a half is hardly ever written so.
    """
    text = re.sub(r"^\s*[-−](?=\d)|−(?=\d)", "minus ", text)
    for pattern in (_INDIAN, _GROUPED):
        text = pattern.sub(_ungrouped, text)
    text = _DECIMAL.sub(rf"\1{POINT}\2", text)
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th|te[nrs]?|er|º|ª)\b", "", text)
    return re.sub(r"(?<=\d)k\b", " thousand", text)


def _ungrouped(found: re.Match[str]) -> str:
    # 0.500 is a decimal number.
    return found[0] if found[0].startswith("0") else re.sub(r"\D", "", found[0])


class _Number(NamedTuple):
    value: Decimal
    end: int


def with_numbers(words: Sequence[str]) -> list[str]:
    """Return words with every number among them in digits: ten thousand as 10000, II as 2."""
    made: list[str] = []
    place = 0
    while place < len(words):
        number = _number_at(words, place)
        if number is None:
            made.append(_roman(words[place]) if place else words[place])
            place += 1
        else:
            alone = number.end == place + 1 and words[place].isdecimal()
            # Digits keep their exact value, however many they are.
            made.append(words[place].lstrip("0") or "0" if alone else _digits(number.value))
            place = number.end
    return made


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _number_at(words: Sequence[str], place: int) -> _Number | None:
    """Return the longest number whose words begin at a place, or None."""
    total, current, lowest, end = Decimal(0), None, Decimal("inf"), place
    while end < len(words):
        word = words[end]
        if _joins(words, end, place):
            end += 1
            continue
        value, scale = _value(word, words[end - 1] if end else ""), _SCALES.get(word)
        if value is not None and _adds(current, value, word):
            current = (current or Decimal(0)) + value
        elif scale and scale <= 100 and (current is None or current < 100):
            current = (1 if current is None else current) * Decimal(scale)
        elif scale and scale < lowest and not (current is None and total):
            total, current, lowest = total + (current or Decimal(1)) * scale, None, Decimal(scale)
        else:
            break
        end += 1
    return _Number(total + (current or Decimal(0)), end) if end > place else None


def _joins(words: Sequence[str], end: int, place: int) -> bool:
    """Return whether a word belongs to a number without a value: a hundred, hundred and two."""
    following = words[end + 1] if end + 1 < len(words) else ""
    if end == place:
        return words[end] in _ARTICLES and following in _SCALES
    after_scale = words[end - 1] in _SCALES
    return words[end] in ("and", "und") and after_scale and _worded(following) is not None


def _adds(current: Decimal | None, value: Decimal, word: str) -> bool:
    if current is None:
        return True
    if word[0].isdecimal():
        return False
    rest = current % 100
    after_ten = rest >= 20 and rest % 10 == 0 and value < 10
    return (rest == 0 and current > 0 and value < 100) or after_ten


def _value(word: str, before: str) -> Decimal | None:
    if word[0].isdecimal():
        return Decimal(word.replace(POINT, "."))
    # Of time, as in 30 seconds.
    if word == "second" and before[:1].isdecimal():
        return None
    found = _worded(word)
    return None if found is None else Decimal(found)


def _worded(word: str) -> int | None:
    if word in _SMALL:
        return _SMALL[word]
    if word in ("ein", *_SCALES):
        return None
    return _german(word) if (found := _german_ordinal(word)) is None else found


def _german_ordinal(word: str) -> int | None:
    """Return the value of zweite, zwanzigster or the like."""
    stem = re.fullmatch(r"(\w+?)(s?t)e[mnrs]?", word)
    if stem is None:
        return None
    known = _GERMAN_ORDINALS.get(stem[1] + stem[2]) or _GERMAN_ORDINALS.get(stem[1] + "t")
    return known or (_german(stem[1]) if len(stem[1]) > 3 else None)


def _german(word: str) -> int | None:
    """Return the value of a German number, which is one word up to a million."""
    word = word.replace("fuenf", "funf").replace("zwoelf", "zwolf")
    for name, size in (("tausend", 1000), ("hundert", 100)):
        before, found, after = word.partition(name)
        if found:
            times = _german(before) if before else 1
            rest = _german(after.removeprefix("und")) if after else 0
            return None if times is None or rest is None else times * size + rest
    if word in _GERMAN:
        return _GERMAN[word]
    unit, found, ten = word.partition("und")
    if found and unit in _GERMAN and ten in _GERMAN and _GERMAN[unit] < 10 <= _GERMAN[ten]:
        return _GERMAN[unit] + _GERMAN[ten]
    return None


def _roman(word: str) -> str:
    if not _ROMAN.fullmatch(word):
        return word
    values = [_ROMAN_VALUES[letter] for letter in word]
    signed = [-v if v < max(values[n:]) else v for n, v in enumerate(values)]
    return str(sum(signed))
