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
    rng: random.Random,
) -> list[Drawn]:
    """Return up to `length` questions of the themes, in random order.

    Each theme gets an equal share, and within a theme each sort of question; where one runs out,
    the others fill its place.
    """
    questions = list(questions)
    piles = [
        _evenly([q for q in questions if q.theme == theme], rng)
        for theme in _shuffled(sorted(set(themes)), rng)
    ]
    rounds = _in_turn(piles)
    return [
        Drawn(question.key, tuple(question.drawn(rng)))
        for question in _shuffled(rounds[:length], rng)
    ]


def _evenly(questions: Sequence[QuestionDocument], rng: random.Random) -> list[QuestionDocument]:
    """Return questions in random order, but those of each sort in turn."""
    sorts = _shuffled(sorted({q.sort for q in questions}), rng)
    return _in_turn([_shuffled([q for q in questions if q.sort == sort], rng) for sort in sorts])


def _in_turn(piles: Sequence[Sequence[T]]) -> list[T]:
    deepest = max(map(len, piles), default=0)
    return [pile[i] for i in range(deepest) for pile in piles if i < len(pile)]


def _shuffled(items: Sequence[T], rng: random.Random) -> list[T]:
    return rng.sample(items, len(items))
