"""Marks and scores: pure arithmetic on what was right and what was chosen."""

from collections.abc import Iterable
from dataclasses import dataclass


def partial_mark(right: frozenset[int], chosen: frozenset[int]) -> float:
    """Return the mark, 0 to 1, of a choice among options of which several may be right.

    The number of right options chosen, less the number of wrong ones chosen, over the number of
    right options, and never below 0 (H5P's rule for multiple choice). Choosing everything earns
    nothing where half or more of the options are wrong.
    """
    return max(0.0, (len(chosen & right) - len(chosen - right)) / len(right))


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
    def words(self) -> str:
        """The score in a sentence."""
        return next(words for least, words in _WORDS if self.percent >= least)


_WORDS = (
    (90, "You took in nearly all of it."),
    (70, "You took in most of it. What you missed is open below."),
    (40, "You took in some of it. The claims below are worth a second look."),
    (0, "Much of it went past. Read the claims below, then the brief once more."),
)


def score(marks: Iterable[float]) -> Score:
    """Return the score of some marks, each 0 to 1."""
    marks = list(marks)
    return Score(earned=sum(marks), questions=len(marks))
