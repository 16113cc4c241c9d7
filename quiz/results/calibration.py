"""How well sureness matched being right. Pure functions of (stated rng, mark) pairs."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from quiz.choices import Sureness
from quiz.documents.numbers import whole_percent

Pair = tuple[int, float]


def brier_score(pairs: Sequence[Pair]) -> float:
    """Return the mean squared distance of stated chance and outcome: 0 best, 1 worst.

    Each pair is (stated chance in percent, mark from 0 to 1). Brier, G. W. (1950): Verification of
    forecasts expressed in terms of probability. Monthly Weather Review 78, 1–3. Raises ValueError
    for no pairs.
    """
    if not pairs:
        raise ValueError("No answer says how sure the reader was.")
    return float(sum(pow(stated / 100 - mark, 2.0) for stated, mark in pairs) / len(pairs))


# Fewer rated answers say nothing of a reader.
FEWEST = 10


def sureness_words(pairs: Sequence[Pair]) -> str:
    """Return what sureness and outcome say of the reader. Raises ValueError for no pairs."""
    lean = sum(stated / 100 - mark for stated, mark in pairs) / len(pairs)
    if lean > 0.1:
        return _("Your confidence ran ahead of your score: check what you are certain of.")
    if lean < -0.1:
        return _("You know more than you think: you were correct more often than you expected.")
    if brier_score(pairs) <= 0.2:
        return _("You judged well what you know.")
    return _("On the whole your confidence matched your score, though not answer by answer.")


@dataclass(frozen=True)
class Level:
    """The answers given with one word of sureness."""

    word: str
    stated: int
    answers: int
    right: int

    @property
    def x(self) -> float:
        """Its place in the picture, from the left: 0 to 100."""
        return self.stated

    @property
    def y(self) -> float:
        """Its place in the picture, from the top: 0 to 100."""
        return 100 - self.right

    @property
    def label_y(self) -> float:
        """The place of its word, above it or, near the top, below it."""
        above = self.y - self.radius - 2
        return above if above > 4 else self.y + self.radius + 8

    @property
    def radius(self) -> float:
        """Its size: the area grows with the number of answers, from 3 to 9."""
        return min(9.0, 3 + math.sqrt(self.answers))


def levels(pairs: Iterable[Pair]) -> list[Level]:
    """Return the levels of sureness that were used, with the percentage of marks earned in each."""
    pairs = list(pairs)
    found = []
    for sure in Sureness:
        marks = [mark for stated, mark in pairs if stated == sure]
        if marks:
            right = whole_percent(sum(marks) / len(marks))
            found.append(Level(str(sure.label), sure.value, len(marks), right))
    return found
