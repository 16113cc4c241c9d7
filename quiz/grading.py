"""Marks and scores: pure arithmetic on what was right and what was chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _


def partial_mark(right: frozenset[int], chosen: frozenset[int]) -> float:
    """Return the mark, 0 to 1, of a choice among options of which several may be right.

    The number of right options chosen, less the number of wrong ones chosen, over the number of
    right options, and never below 0 (H5P's rule for multiple choice). Choosing everything earns
    nothing where half or more of the options are wrong.
    """
    return max(0.0, (len(chosen & right) - len(chosen - right)) / len(right))


def links_kept(order: Sequence[int]) -> float:
    """Return the mark, 0 to 1, of a chain put in order: the share of its links that are kept.

    A link is kept where a step is followed at once by the one that follows it in the right order
    0, 1, 2 … (Moodle’s “relative to the next item”). The whole chain reversed earns nothing.
    """
    followed = sum(after == before + 1 for before, after in pairwise(order))
    return followed / (len(order) - 1) if len(order) > 1 else 0.0


@dataclass(frozen=True)
class Score:
    """Marks earned out of the number of questions."""

    earned: float
    questions: int

    @property
    def percent(self) -> int:
        """The share earned, 0 to 100, rounded half up; 0 where there was no question."""
        return int(100 * self.earned / self.questions + 0.5) if self.questions else 0

    @property
    def shown(self) -> str:
        """What was earned, with two decimals at most, as the language writes it: 7, 7.5, 7.33."""
        return number_format(f"{self.earned:.2f}".rstrip("0").rstrip("."))

    @property
    def words(self) -> str:
        """The score in a sentence."""
        return next(str(words) for least, words in _WORDS if self.percent >= least)


_WORDS = (
    (90, _("You took in nearly all of it.")),
    (70, _("You took in most of it. What you missed stands open under “Every question”.")),
    (40, _("You took in some of it. The claims under “Every question” are worth a second look.")),
    (0, _("Little of it has stayed so far. Read “Every question”, then the brief once more.")),
)


def score(marks: Iterable[float]) -> Score:
    """Return the score of some marks, each 0 to 1."""
    marks = list(marks)
    return Score(earned=sum(marks), questions=len(marks))
