"""Drawing the questions of an attempt, and the order of their options, at random."""

import random
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from quiz.kinds.base import QuestionDocument

T = TypeVar("T")


@dataclass(frozen=True)
class Drawn:
    """One drawn question: its key, and the positions of its options in the order shown."""

    question: str
    options: tuple[int, ...]


def draw(
    questions: Iterable[QuestionDocument],
    themes: Collection[str],
    length: int,
    chance: random.Random,
) -> list[Drawn]:
    """Return up to `length` questions of the themes, each theme getting an equal share.

    Where a theme runs out, the others fill its place. The result is in random order, and so are
    the options, but for the kinds whose options have an order of their own.
    """
    questions = list(questions)
    piles = [
        _shuffled([q for q in questions if q.theme == theme], chance)
        for theme in _shuffled(sorted(set(themes)), chance)
    ]
    deepest = max(map(len, piles), default=0)
    rounds = [pile[i] for i in range(deepest) for pile in piles if i < len(pile)]
    return [
        Drawn(question.key, _option_order(question, chance))
        for question in _shuffled(rounds[:length], chance)
    ]


def _option_order(question: QuestionDocument, chance: random.Random) -> tuple[int, ...]:
    order = range(len(question.options))
    return tuple(_shuffled(order, chance) if question.shuffled else order)


def _shuffled(items: Sequence[T], chance: random.Random) -> list[T]:
    return chance.sample(items, len(items))
