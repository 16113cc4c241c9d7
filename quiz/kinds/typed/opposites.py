"""Words that are close in letters and opposed in meaning: one is never a slip of the other.

Only pairs that two slips can turn into each other are listed. Upper and lower, say, are further
apart, and so are told apart without a list.
"""

from collections.abc import Iterator
from itertools import permutations

from rapidfuzz.distance import OSA

# Wherever they stand in a word, so that northeast and Ostdeutschland are covered. English, German.
_WITHIN = """
north south|east west|ost west|major minor|maxim minim|micro macro|mikro makro|male female
men women|man woman|mater pater|matri patri|mother father|offens defens|offenc defenc
employer employee|trainer trainee|senior junior|immigra emigra|million billion trillion milliard
import export|accept except|konig konigin|freund feind|monday sunday|june july|juni juli
austria australia|ireland iceland|irland island|gambia zambia|gambia sambia|iran iraq irak
slovakia slovenia|niger nigeria|nigerian nigerien|mali malawi|uganda rwanda|dominica dominican
syria serbia|liberia siberia
""".replace("\n", "|")
# At the beginning of a word.
_PREFIXES = """
in ex|im ex|in de|in e|im e|on off|inter intra|hyper hypo|endo exo|uni bi tri|mis dis|uber unter
ab an|auf ab|er ver ent
""".replace("\n", "|")
# Put before a word, they turn it into another.
_TURNING = ("ab", "co", "de", "ex", "il", "im", "in", "ir", "no", "re", "un", "ur")


def _pairs(groups: str) -> list[tuple[str, str]]:
    return [pair for group in groups.split("|") for pair in permutations(group.split(), 2)]


_ANYWHERE, _AT_THE_BEGINNING = _pairs(_WITHIN), _pairs(_PREFIXES)


def opposed(said: str, name: str) -> bool:
    """Return whether what tells two words apart is an opposition and not a slip."""
    if said == name:
        return False
    if any(said == prefix + name or prefix + said == name for prefix in _TURNING):
        return True
    apart = OSA.distance(said, name)
    return any(OSA.distance(turned, name) < apart for turned in _turned(said))


def _turned(word: str) -> Iterator[str]:
    """Yield a word with each part of it that has an opposite replaced by that."""
    for part, opposite in _ANYWHERE:
        if part in word:
            yield word.replace(part, opposite)
    for prefix, opposite in _AT_THE_BEGINNING:
        if word.startswith(prefix):
            yield opposite + word.removeprefix(prefix)
