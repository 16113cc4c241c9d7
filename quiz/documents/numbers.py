"""Shares and percentages, rounded and written in one way everywhere."""

from django.utils.formats import number_format
from django.utils.translation import gettext


def whole_percent(share: float) -> int:
    """Return a share, 0 to 1, in whole percent, 0 to 100, rounded half up."""
    # Binary fractions put 23 of 40, which is 57.5 percent, just below the half.
    return int(100 * share + 0.5 + 1e-9)


def score_percent(share: float) -> int:
    """Return a score, 0 to 1, in whole percent: 100 only for all of it, 0 only for nothing."""
    rounded = whole_percent(share)
    if 0 < share < 1:
        return min(max(rounded, 1), 99)
    return rounded


def points(earned: float, most: int) -> str:
    """Return points as the language writes them: with one decimal of twenty or fewer, else whole.

    All is never said where something is missing, nor nothing where something was earned.
    """
    places = 1 if most <= 20 else 0
    step = 10**-places
    rounded = round(earned, places)
    if 1e-9 < earned < most - 1e-9:
        rounded = min(max(rounded, step), most - step)
    return number_format(f"{rounded:.{places}f}".removesuffix(".0"))


_FRACTIONS = {
    (1, 2): "½",
    (1, 3): "⅓",
    (2, 3): "⅔",
    (1, 4): "¼",
    (3, 4): "¾",
    (1, 5): "⅕",
    (2, 5): "⅖",
    (3, 5): "⅗",
    (4, 5): "⅘",
    (1, 6): "⅙",
    (5, 6): "⅚",
    (1, 8): "⅛",
    (3, 8): "⅜",
    (5, 8): "⅝",
    (7, 8): "⅞",
}


def part_of_a_point(mark: float) -> str:
    """Return a mark between 0 and 1 as a fraction where there is a sign for it, else a decimal."""
    found = (sign for (n, d), sign in _FRACTIONS.items() if abs(mark - n / d) < 1e-9)
    return next(found, points(mark, 1))


def percent(number: int) -> str:
    """Return whole percent as the active language writes it: 80%, 80 %."""
    return gettext("%(number)s%%") % {"number": number}
