"""One version of a question with what was counted of it, as figures for those who edit."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.formats import number_format
from django.utils.translation import gettext

from quiz.choices import Sureness
from quiz.kinds.base import QuestionDocument
from quiz.models import Tally
from quiz.reporting.statistics import (
    FEWEST,
    TIME_EDGES,
    Interval,
    PairSums,
    Proportion,
    added,
    discrimination_words,
    fisher,
    item_rest_correlation,
    median_interval,
    quantile,
)


@dataclass(frozen=True)
class Figure:
    """A number with its interval and the number of answers it rests on."""

    value: float
    interval: Interval
    answers: int

    @property
    def shown(self) -> str:
        """The number with two decimals and a minus sign as print has it."""
        return _shown(self.value)

    @property
    def shown_interval(self) -> str:
        ends = {"low": _shown(self.interval.low), "high": _shown(self.interval.high)}
        return gettext("%(low)s to %(high)s") % ends


def _shown(value: float) -> str:
    return number_format(round(value, 2), 2).replace("-", "−")


@dataclass(frozen=True)
class Row:
    """A share of answers under its name; `mark` is where a picture sets a mark, in percent."""

    name: str
    share: Proportion
    right: bool = False
    mark: int | None = None


@dataclass(frozen=True)
class Counts:
    """What was counted of one wording of a question."""

    answers: int
    right: int
    marks: float
    left: int
    picks: Counter[int]
    times: list[int]
    sure: dict[int, Proportion]
    rests: PairSums


def add_up(tallies: Iterable[Tally]) -> Counts:
    """Return the sums of some tallies of one version."""
    tallies = list(tallies)
    picks: Counter[int] = Counter()
    for tally in tallies:
        picks.update({int(place): count for place, count in tally.picks.items()})
    return Counts(
        answers=sum(tally.answers for tally in tallies),
        right=sum(tally.right for tally in tallies),
        marks=sum(tally.marks for tally in tallies),
        left=sum(tally.left for tally in tallies),
        picks=picks,
        times=added((tally.times for tally in tallies), len(TIME_EDGES) - 1),
        sure={sure.value: _said(tallies, sure) for sure in Sureness},
        rests=sum((PairSums(*tally.rests) for tally in tallies), PairSums()),
    )


def _said(tallies: Iterable[Tally], sure: Sureness) -> Proportion:
    said = [tally.sure.get(str(sure.value), (0, 0)) for tally in tallies]
    return Proportion(sum(marks for _, marks in said), sum(answers for answers, _ in said))


@dataclass(frozen=True)
class QuestionVersion:
    """One version of a question, with what was counted of it, since and until when it was asked."""

    question: QuestionDocument
    counts: Counts
    current: bool
    since: datetime
    until: datetime | None = None

    @property
    def right(self) -> Proportion:
        """The share of answers that were wholly right."""
        return Proportion(self.counts.right, self.counts.answers)

    @property
    def earned(self) -> Proportion:
        """The share of the marks that was earned."""
        return Proportion(self.counts.marks, self.counts.answers)

    @property
    def partial(self) -> bool:
        """Whether some answers were partly right."""
        return abs(self.counts.marks - self.counts.right) > 0.001

    @cached_property
    def discrimination(self) -> Figure | None:
        """How its marks go with the rest’s; None where too few say, or nothing varies."""
        pairs = int(self.counts.rests.n)
        value = item_rest_correlation(self.counts.rests) if pairs >= FEWEST else None
        return None if value is None else Figure(value, fisher(value, pairs), pairs)

    @property
    def discrimination_words(self) -> str:
        found = self.discrimination
        return discrimination_words(found.value, found.interval) if found else ""

    @property
    def timed(self) -> int:
        """How many answers have a time: those of tests have none."""
        return sum(self.counts.times)

    @cached_property
    def median_time(self) -> Figure | None:
        """The median time in seconds; None where too few have a time."""
        if self.timed < FEWEST:
            return None
        median = quantile(self.counts.times, TIME_EDGES, 0.5)
        return Figure(median, median_interval(self.counts.times, TIME_EDGES), self.timed)

    @property
    def picks(self) -> list[Row]:
        """What was chosen: all that is right, and of many pairs only those that anyone chose."""
        rows = [
            Row(pick.text, Proportion(self.counts.picks[place], self.counts.answers), pick.right)
            for place, pick in enumerate(self.question.picks())
        ]
        few = len(rows) <= MANY
        return [row for row in rows if few or row.right or row.share.earned]

    @property
    def times(self) -> list[Row]:
        return [
            Row(_bin_name(place), Proportion(count, self.timed))
            for place, count in enumerate(self.counts.times)
        ]

    @property
    def said_sure(self) -> int:
        """How many answers say how sure the reader was."""
        return sum(share.answers for share in self.counts.sure.values())

    @property
    def sureness(self) -> list[Row]:
        """The share of marks earned by how sure the reader was, marked where it should lie."""
        return [Row(str(s.label), self.counts.sure[s.value], mark=s.value) for s in Sureness]


# No question has more options than this; of pairs there may be many more.
MANY = 11


def _bin_name(place: int) -> str:
    low, high = TIME_EDGES[place], TIME_EDGES[place + 1]
    if place == len(TIME_EDGES) - 2:
        return gettext("%(low)s minutes and more") % {"low": low // 60}
    if high <= 60:
        return gettext("%(low)s to %(high)s seconds") % {"low": low, "high": high}
    return gettext("%(low)s to %(high)s minutes") % {"low": _minutes(low), "high": _minutes(high)}


def _minutes(seconds: int) -> str:
    """Return a number of minutes with as many decimals as it needs."""
    return number_format(seconds / 60 if seconds % 60 else seconds // 60)
