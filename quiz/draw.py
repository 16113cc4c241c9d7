"""Drawing the questions of an attempt, and the order in which each shows what it has, at random."""

import random
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from quiz.kinds.base import QuestionDocument

T = TypeVar("T")


@dataclass(frozen=True)
class Drawn:
    """One drawn question: its key, and the order of what it shows."""

    question: str
    order: tuple[int, ...]


def draw(
    questions: Iterable[QuestionDocument],
    themes: Collection[str],
    length: int,
    chance: random.Random,
) -> list[Drawn]:
    """Return up to `length` questions of the themes, in random order.

    Each theme gets an equal share; where one runs out, the others fill its place.
    """
    questions = list(questions)
    piles = [
        _shuffled([q for q in questions if q.theme == theme], chance)
        for theme in _shuffled(sorted(set(themes)), chance)
    ]
    deepest = max(map(len, piles), default=0)
    rounds = [pile[i] for i in range(deepest) for pile in piles if i < len(pile)]
    return [
        Drawn(question.key, tuple(question.drawn(chance)))
        for question in _shuffled(rounds[:length], chance)
    ]


def _shuffled(items: Sequence[T], chance: random.Random) -> list[T]:
    return chance.sample(items, len(items))
