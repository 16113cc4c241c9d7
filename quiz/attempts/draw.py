"""Drawing the questions of an attempt, and the order in which each shows what it has, at random."""

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from quiz.choices import Theme
from quiz.kinds.base import QuestionDocument

T = TypeVar("T")
# Of the questions on how things are known, beside others: two in a quiz of ten, and each of them
# for a quarter of readers at most.
STANDING_SHARE = 5
MOST_READERS = 4
# A group of more questions that exclude each other is not searched for the largest choice.
MOST_SEARCHED = 40


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

    Each theme gets an equal share; where one runs out, the others fill its place. Of questions that
    exclude each other one is drawn. A draw of all of them is the largest there is.
    """
    chosen = [question for question in questions if question.theme in themes]
    largest = most_together(_shuffled(chosen, rng))
    if length < len(largest):
        piles = [
            _pile([q for q in chosen if q.theme == theme], theme, len(set(themes)), length, rng)
            for theme in _shuffled(sorted(set(themes)), rng)
        ]
        drawn = _dealt(piles, length)
    else:
        drawn = largest
    return [Drawn(question.key, tuple(question.drawn(rng))) for question in _shuffled(drawn, rng)]


def _pile(
    questions: Sequence[QuestionDocument],
    theme: str,
    themes: int,
    length: int,
    rng: random.Random,
) -> list[QuestionDocument]:
    """Return questions of a theme in random order, as many as a draw may have of it."""
    pile = _shuffled(questions, rng)
    if theme != Theme.STANDING or themes == 1:
        return pile
    expected = min(length / STANDING_SHARE, len(pile) / MOST_READERS)
    # One more or less, so that it comes to what is expected over many draws.
    return pile[: int(expected) + (rng.random() < expected % 1)]


def _dealt(piles: Sequence[Sequence[QuestionDocument]], length: int) -> list[QuestionDocument]:
    """Return up to `length` questions from the piles in turn, none that excludes another."""
    found: list[QuestionDocument] = []
    turns = [iter(pile) for pile in piles]
    while turns and len(found) < length:
        turn = turns.pop(0)
        question = next((q for q in turn if not _is_excluded(q, found)), None)
        if question:
            found.append(question)
            turns.append(turn)
    return found


def _is_excluded(question: QuestionDocument, others: Iterable[QuestionDocument]) -> bool:
    return any(_exclude_each_other(question, other) for other in others)


def _exclude_each_other(one: QuestionDocument, other: QuestionDocument) -> bool:
    return one.key in other.excludes or other.key in one.excludes


def most_together(questions: Sequence[QuestionDocument]) -> list[QuestionDocument]:
    """Return the most of these questions that can be asked together."""
    conflicts = _conflicts(questions)
    kept: set[str] = set()
    for group in _groups(conflicts):
        kept |= (
            _most_of(group, conflicts)
            if len(group) <= MOST_SEARCHED
            else _many_of(group, conflicts)
        )
    return [question for question in questions if question.key in kept]


def _conflicts(questions: Sequence[QuestionDocument]) -> dict[str, set[str]]:
    """Return for each key the keys of the questions that cannot be asked beside it."""
    conflicts: dict[str, set[str]] = {question.key: set() for question in questions}
    for question in questions:
        for other in conflicts.keys() & (set(question.excludes) - {question.key}):
            conflicts[question.key].add(other)
            conflicts[other].add(question.key)
    return conflicts


def _groups(conflicts: Mapping[str, set[str]]) -> list[set[str]]:
    """Return the keys in groups between which there is no conflict."""
    groups: list[set[str]] = []
    left = set(conflicts)
    while left:
        group, reached = set[str](), {min(left)}
        while reached:
            group |= reached
            reached = {other for key in reached for other in conflicts[key]} - group
        groups.append(group)
        left -= group
    return groups


def _many_of(keys: set[str], conflicts: Mapping[str, set[str]]) -> set[str]:
    """Return keys without a conflict, those with the fewest conflicts first."""
    kept: set[str] = set()
    for key in sorted(keys, key=lambda key: (len(conflicts[key]), key)):
        if not conflicts[key] & kept:
            kept.add(key)
    return kept


def _most_of(keys: set[str], conflicts: Mapping[str, set[str]]) -> set[str]:
    """Return a largest set of keys without a conflict: the busiest is left out, or is in it."""
    busiest = max(keys, key=lambda key: (len(conflicts[key] & keys), key), default=None)
    if busiest is None or not conflicts[busiest] & keys:
        return keys
    without = _most_of(keys - {busiest}, conflicts)
    having = {busiest} | _most_of(keys - conflicts[busiest] - {busiest}, conflicts)
    return max(without, having, key=len)


def _shuffled(items: Sequence[T], rng: random.Random) -> list[T]:
    return rng.sample(items, len(items))
