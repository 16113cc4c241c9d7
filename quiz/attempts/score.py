"""Marks and scores: pure arithmetic on what was right and what was chosen."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from quiz.documents.numbers import points, score_percent


@dataclass(frozen=True)
class Score:
    """Marks earned out of the number of questions."""

    earned: float
    questions: int

    @property
    def percent(self) -> int:
        """The share earned, 0 to 100, rounded half up; 0 where there was no question."""
        return score_percent(self.earned / self.questions) if self.questions else 0

    @property
    def shown(self) -> str:
        """The points earned, as the language writes them: 7, 7.5; of many questions, whole ones."""
        return points(self.earned, self.questions)

    @property
    def words(self) -> str:
        """The score in a sentence."""
        return next(str(words) for least, words in _WORDS if self.percent >= least)


_WORDS = (
    (90, _("Excellent: you know this brief well.")),
    (70, _("Well done: you remember most of it.")),
    (40, _("A good start: the questions you missed are worth a second try.")),
    (0, _("Worth another read: start with the questions you missed.")),
)


def score(marks: Iterable[float]) -> Score:
    """Return the score of some marks, each 0 to 1."""
    marks = list(marks)
    return Score(earned=sum(marks), questions=len(marks))
