"""What counts tell: shares, correlations and medians, each with its interval. Pure functions.

Every interval is of 95 per cent: of a hundred such intervals about five miss what they estimate.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from statistics import NormalDist

from django.utils.translation import gettext

from quiz.documents.numbers import whole_percent

# Below so many answers a share says more about chance than about readers, so nothing is said.
FEWEST = 10
Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class Interval:
    low: float
    high: float


def wilson(earned: float, answers: int) -> Interval:
    """Return the score interval of a share, within 0 and 1.

    `earned` is how many of the `answers` were right, or the sum of their marks from 0 to 1. With
    marks between the two the interval is rather too wide: no values from 0 to 1 of mean p vary
    more than p(1 − p), which is what it reckons with. Wilson, E. B. (1927): Probable inference,
    the law of succession, and statistical inference. Journal of the American Statistical
    Association 22, 209–212. Raises ValueError for no answers, or where more is earned than given.
    """
    # Marks such as thirds add up with a rounding.
    if answers < 1 or not -0.001 <= earned <= answers + 0.001:
        raise ValueError(f"{earned} of {answers} is no share.")
    share = min(max(earned / answers, 0.0), 1.0)
    spread = Z * math.sqrt(share * (1 - share) / answers + Z * Z / (4 * answers * answers))
    middle = share + Z * Z / (2 * answers)
    scale = 1 + Z * Z / answers
    # At the ends it touches 0 and 1, where the arithmetic strays by a rounding.
    low = 0.0 if share == 0 else max((middle - spread) / scale, 0.0)
    high = 1.0 if share == 1 else min((middle + spread) / scale, 1.0)
    return Interval(low, high)


@dataclass(frozen=True)
class Proportion:
    """Marks earned, or answers of some sort, out of a number of answers."""

    earned: float
    answers: int

    @property
    def known(self) -> bool:
        """Whether there are answers enough to say anything."""
        return self.answers >= FEWEST

    @property
    def value(self) -> float:
        """The share, 0 to 1. Raises ZeroDivisionError where there are no answers."""
        return self.earned / self.answers

    @property
    def interval(self) -> Interval:
        return wilson(self.earned, self.answers)

    @property
    def percent(self) -> int:
        return whole_percent(self.value)

    @property
    def low(self) -> int:
        return whole_percent(self.interval.low)

    @property
    def high(self) -> int:
        return whole_percent(self.interval.high)


@dataclass
class PairSums:
    """Sums over pairs (x, y), from which their correlation follows: they add up in any order."""

    n: float = 0
    x: float = 0
    y: float = 0
    xx: float = 0
    yy: float = 0
    xy: float = 0

    def add(self, x: float, y: float) -> None:
        self.n += 1
        self.x += x
        self.y += y
        self.xx += x * x
        self.yy += y * y
        self.xy += x * y

    def __add__(self, other: "PairSums") -> "PairSums":
        names = [field.name for field in fields(self)]
        return PairSums(*(getattr(self, name) + getattr(other, name) for name in names))


def item_rest_correlation(sums: PairSums) -> float | None:
    """Return how a question's marks go with the marks of the rest of the attempt, −1 to 1.

    The pairs are (mark of the question, mean mark of the other questions of the same attempt).
    The question’s own mark is no part of the rest, or it would go with itself. For marks of 0 and
    1 it is the point-biserial correlation, and Pearson’s for marks between. Lord, F. M. & Novick,
    M. R. (1968): Statistical theories of mental test scores, ch. 15; Henrysson, S. (1963):
    Correction of item-total correlations in item analysis. Psychometrika 28, 211–218. None where
    either does not vary, for then nothing can go with it.
    """
    of_x = sums.n * sums.xx - sums.x * sums.x
    of_y = sums.n * sums.yy - sums.y * sums.y
    least = 1e-9 * max(sums.n * sums.n, 1)
    if of_x <= least or of_y <= least:
        return None
    together = sums.n * sums.xy - sums.x * sums.y
    return min(max(together / math.sqrt(of_x * of_y), -1.0), 1.0)


def fisher(correlation: float, pairs: float) -> Interval:
    """Return the interval of a correlation from so many pairs, by Fisher’s transformation.

    Fisher, R. A. (1921): On the “probable error” of a coefficient of correlation deduced from a
    small sample. Metron 1, 3–32. Raises ValueError for fewer than four pairs.
    """
    if pairs < 4:
        raise ValueError("A correlation of fewer than four pairs has no interval.")
    if abs(correlation) >= 1:
        return Interval(correlation, correlation)
    middle, spread = math.atanh(correlation), Z / math.sqrt(pairs - 3)
    return Interval(math.tanh(middle - spread), math.tanh(middle + spread))


def discrimination_words(correlation: float, interval: Interval) -> str:
    """Return what a question’s discrimination means for its editor.

    The steps are those by which Ebel and Frisbie read discrimination, for attempts that each draw
    other questions: Ebel, R. L. & Frisbie, D. A. (1991): Essentials of educational measurement,
    5th ed., p. 232.
    """
    if interval.high < 0:
        return gettext(
            "Those who did well on the rest got this wrong more often than others. "
            "Look whether the key is right and the wording plain."
        )
    if interval.low <= 0:
        return gettext(
            "So far it does not tell those who did well on the rest from those who "
            "did not. More answers may show that it does."
        )
    if correlation < 0.2:
        return gettext("It tells those who did well on the rest from the others, but weakly.")
    if correlation < 0.4:
        return gettext("It tells those who did well on the rest from the others.")
    return gettext("It tells those who did well on the rest from the others very well.")


# Where one bin of times ends and the next begins, in seconds.
TIME_EDGES = (0, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600)


def time_bin(seconds: float) -> int:
    """Return the bin of `TIME_EDGES` that a time falls in.

    Ten minutes and more are in the last: longer than that nobody knows whether the reader was
    still there. Less than nothing, as a clock put back may give, is nothing.
    """
    within = (i for i, end in enumerate(TIME_EDGES[1:]) if seconds < end)
    return next(within, len(TIME_EDGES) - 2)


def quantile(counts: Sequence[int], edges: Sequence[float], share: float) -> float:
    """Return the value that a share (0 to 1) of what was counted in bins lies below.

    Within its bin it is set in proportion, as if the bin were filled evenly (Yule, G. U. &
    Kendall, M. G. (1950): An introduction to the theory of statistics, ch. 6). `edges` has one
    more than `counts`. Raises ValueError where nothing was counted.
    """
    total = sum(counts)
    if total == 0:
        raise ValueError("Nothing was counted.")
    below, wanted = 0, min(max(share, 0.0), 1.0) * total
    for count, low, high in zip(counts, edges, edges[1:], strict=False):
        if count and below + count >= wanted:
            return low + (high - low) * (wanted - below) / count
        below += count
    return edges[-1]


def median_interval(counts: Sequence[int], edges: Sequence[float]) -> Interval:
    """Return the interval of a median, whatever the distribution.

    Its ends are the quantiles 0.5 ± z/(2√n), since how many lie below the median is binomial:
    David, H. A. & Nagaraja, H. N. (2003): Order statistics, 3rd ed., section 7.1. Raises
    ValueError where nothing was counted.
    """
    aside = Z / (2 * math.sqrt(max(sum(counts), 1)))
    return Interval(quantile(counts, edges, 0.5 - aside), quantile(counts, edges, 0.5 + aside))


def added(rows: Iterable[Sequence[int]], length: int) -> list[int]:
    """Return the sums of rows of counts, place by place; a row that is empty counts nothing."""
    sums = [0] * length
    for row in rows:
        for place, count in enumerate(row):
            sums[place] += count
    return sums
