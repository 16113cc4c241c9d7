"""The actors of a map in rows, and each tie between two of them led from row to row.

Layered drawing after Sugiyama, Tagawa and Toda (1981), with every tie's words as a place of their
own on its way, so that no tie runs through an actor or through words. Rows of actors (even) and of
words (odd) take turns. Chance is seeded: in time, the same ties are always laid out alike.
"""

import math
import random
from bisect import bisect, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import networkx as nx  # type: ignore[import-untyped]

from briefing.reading.pictures.deadline import Deadline, OutOfTime

# Room between neighbours of a row, and between two ties that end at one actor.
SPACE = 12.0
PORT = 14.0


class BoxPlace(NamedTuple):
    """What stands somewhere in a row: an actor, a tie's words, or a tie that passes."""

    kind: str
    number: int
    row: int


@dataclass(frozen=True)
class Sizes:
    """How wide each actor's box and each tie's words are, and the room there is for a row."""

    actors: Sequence[float]
    words: Sequence[float]
    room: float


Ties = Sequence[tuple[int, int]]
Rows = list[list[BoxPlace]]
Ways = list[list[BoxPlace]]


Layout = tuple[Rows, Ways]
Unrest = Callable[[Rows, Ways], float]
# A layout with how bad it is.
Rated = tuple[tuple[float, ...], Rows, Ways]


def rows_of(ties: Ties, sizes: Sizes, unrest: Unrest, deadline: Deadline) -> Layout | None:
    """Return the rows, each in order from left to right, and each tie's way, top to bottom.

    Of layouts that fit and cross alike, the one with the least `unrest` is taken. At the deadline
    that is the best found so far; None where there is none yet.
    """
    best: Rated | None = None
    with suppress(OutOfTime):
        for found in _better(ties, sizes, unrest, deadline):
            best = found
    return best[1:] if best else None


def _better(ties: Ties, sizes: Sizes, unrest: Unrest, deadline: Deadline) -> Iterator[Rated]:
    """Yield one layout after the other, each better than the one before."""
    planar, _ = nx.check_planarity(nx.Graph(ties))
    best: Rated | None = None
    for group in _groups(ties, sizes, deadline):
        for levels in group:
            overflow = _overflow(ties, levels, sizes)
            if best and overflow > best[0][0]:
                continue
            rows, ways = _places(ties, levels, sizes, deadline)
            crossed, rows = _ordered(rows, ways, deadline)
            if best and (overflow, crossed) > best[0][:2]:
                continue
            found = ((overflow, crossed, unrest(rows, ways)), rows, ways)
            if best is None or found[0] < best[0]:
                best = found
                yield best
        # Where there must be crossings, more rows would hardly make them fewer.
        if best and best[0][0] == 0 and (best[0][1] == 0 or not planar):
            break


def crossings(rows: Rows, ways: Iterable[Sequence[BoxPlace]]) -> int:
    """Return how many times ties cross, drawn straight from each row to the next."""
    place = {item: i for row in rows for i, item in enumerate(row)}
    gaps: dict[int, list[tuple[int, int]]] = {}
    for way in ways:
        for above, below in pairwise(way):
            gaps.setdefault(above.row, []).append((place[above], place[below]))
    return sum(map(_inversions, gaps.values()))


def _inversions(lines: list[tuple[int, int]]) -> int:
    seen: list[int] = []
    count = 0
    for _, below in sorted(lines):
        count += len(seen) - bisect(seen, below)
        insort(seen, below)
    return count


def _groups(ties: Ties, sizes: Sizes, deadline: Deadline) -> Iterator[Iterable[list[int]]]:
    """Return layerings worth trying, those on few rows first: the best that rng finds.

    The last resort, an actor a row, is never too wide for any but the densest maps.
    """
    count = len(sizes.actors)
    rows = max(2, math.ceil(sum(sizes.actors) / sizes.room))
    rounds = max(1, ROUNDS * 30 // max(30, len(ties)))
    rng = random.Random(len(ties))  # noqa: S311
    for most in range(rows, min(count, rows + 6) + 1):
        near = _near(ties, count, most)
        # One after the other, so that there is one to go by when the time runs out.
        settled = (_settled(ties, sizes, near, most, rng, deadline) for _ in range(rounds))
        yield (
            _closed(levels) for levels in settled if all(levels[a] != levels[b] for a, b in ties)
        )
    yield [list(range(count))]


def _near(ties: Ties, count: int, most: int) -> list[int]:
    """Return each actor's distance from the one with most ties, on as many rows as there are."""
    graph = nx.Graph(ties)
    levels = [0] * count
    for piece in nx.connected_components(graph):
        hub = max(sorted(piece), key=graph.degree)
        for distance, reached in enumerate(nx.bfs_layers(graph, hub)):
            for actor in reached:
                levels[actor] = distance % most
    return levels


def _closed(levels: list[int]) -> list[int]:
    """Return the layering without rows in which nobody stands."""
    kept = sorted(set(levels))
    return [kept.index(level) for level in levels]


def _settled(
    ties: Ties,
    sizes: Sizes,
    levels: list[int],
    most: int,
    rng: random.Random,
    deadline: Deadline,
) -> list[int]:
    """Return the layering after simulated annealing: one actor at a time takes another row."""
    cost = _strain(ties, levels) + _overflow(ties, levels, sizes)
    best, least = levels, cost
    for step in range(STEPS):
        deadline.check()
        moved = [*levels]
        moved[rng.randrange(len(levels))] = rng.randrange(most)
        heat = 40 * (1 - step / STEPS) + 0.1
        bearable = cost - heat * math.log(1 - rng.random())
        changed = _strain(ties, moved)
        # What is too much already need not be measured further, which takes most of the time.
        if changed <= bearable:
            changed += _overflow(ties, moved, sizes, bearable - changed)
        if changed <= bearable:
            levels, cost = moved, changed
        if cost < least:
            best, least = levels, cost
    return best


ROUNDS, STEPS = 8, 400


def _strain(ties: Ties, levels: Sequence[int]) -> float:
    """Return how bad a layering is for its ties: ends in one row, long ones, those that climb."""
    strain = 0.0
    for above, below in ties:
        length = levels[below] - levels[above]
        strain += 10 * length if length > 0 else 1000 if length == 0 else 3 - 10 * length
    return strain


def _overflow(ties: Ties, levels: Sequence[int], sizes: Sizes, bearable: float = math.inf) -> float:
    """Return how much wider than the room the rows are, all together; a point is five.

    Where the actors' rows alone are more than is bearable, that is all that is counted.
    """
    ups, downs = [0] * len(levels), [0] * len(levels)
    loads = [0.0] * (max(levels) + 1)
    for a, b in ties:
        above, below = (a, b) if levels[a] < levels[b] else (b, a)
        downs[above] += 1
        ups[below] += 1
        for level in range(levels[above] + 1, levels[below]):
            loads[level] += SPACE
    for actor, level in enumerate(levels):
        loads[level] += box_width(sizes.actors[actor], ups[actor], downs[actor]) + SPACE
    most = sizes.room + SPACE
    overflow = 5 * sum(load - most for load in loads if load > most)
    if overflow > bearable:
        return overflow
    words = _word_rows(ties, levels, sizes)[1]
    return overflow + 5 * sum(load - most for load in words if load > most)


def box_width(least: float, above: int, below: int) -> float:
    """Return how wide an actor's box is, so that its ties end well apart."""
    return max(least, PORT * max(above, below) + 4)


def _word_rows(ties: Ties, levels: Sequence[int], sizes: Sizes) -> tuple[list[int], list[float]]:
    """Return between which rows each tie's words stand, and how full each row of words is."""
    loads = [0.0] * max(levels)
    spans = [sorted((levels[a], levels[b])) for a, b in ties]
    for top, bottom in spans:
        for gap in range(top, bottom):
            loads[gap] += SPACE
    spots = [0] * len(ties)
    for tie in sorted(range(len(ties)), key=lambda tie: spans[tie][1] - spans[tie][0]):
        top, bottom = spans[tie]
        # Most ties lead to the next row, where there is nothing to choose.
        between = range(top, bottom)
        spots[tie] = top if len(between) == 1 else min(between, key=loads.__getitem__, default=0)
        if loads:
            loads[spots[tie]] += sizes.words[tie]
    return spots, loads


def _places(ties: Ties, levels: Sequence[int], sizes: Sizes, deadline: Deadline) -> Layout:
    """Return the rows, in no order yet, and each tie's way through them."""
    spots, _ = _word_rows(ties, levels, sizes)
    rows: Rows = [[] for _ in range(2 * max(levels) + 1)]
    for actor, level in enumerate(levels):
        rows[2 * level].append(BoxPlace("actor", actor, 2 * level))
    ways = []
    for tie, ends in enumerate(ties):
        deadline.check()
        above, below = sorted(ends, key=levels.__getitem__)
        first, last = 2 * levels[above], 2 * levels[below]
        between = [
            BoxPlace("word" if row == 2 * spots[tie] + 1 else "pass", tie, row)
            for row in range(first + 1, last)
        ]
        for place in between:
            rows[place.row].append(place)
        ways.append([BoxPlace("actor", above, first), *between, BoxPlace("actor", below, last)])
    return rows, ways


def _ordered(rows: Rows, ways: Ways, deadline: Deadline) -> tuple[int, Rows]:
    """Return the least number of crossings that was found, and the rows in that order."""
    rng = random.Random(len(ways))  # noqa: S311
    ups, downs = _neighbours(ways, -1), _neighbours(ways, 1)
    best = (crossings(rows, ways), rows)
    for _ in range(TRIES):
        tried = [rng.sample(row, len(row)) for row in rows]
        for _ in range(SWEEPS):
            _swept(tried, ups, range(1, len(tried)), deadline)
            _swept(tried, downs, range(len(tried) - 2, -1, -1), deadline)
            found = crossings(tried, ways)
            if found < best[0]:
                best = (found, [[*row] for row in tried])
        if best[0] == 0:
            break
    return best


TRIES, SWEEPS = 12, 6


def _neighbours(ways: Ways, step: int) -> dict[BoxPlace, list[BoxPlace]]:
    """Return what each place is joined to in the row above (-1) or below (1)."""
    found: dict[BoxPlace, list[BoxPlace]] = {}
    for way in ways:
        for above, below in pairwise(way):
            here, there = (above, below) if step == 1 else (below, above)
            found.setdefault(here, []).append(there)
    return found


def _swept(
    rows: Rows,
    joined: dict[BoxPlace, list[BoxPlace]],
    order: Iterable[int],
    deadline: Deadline,
) -> None:
    """Put each row's places where what they are joined to stands, on average."""
    index = {place: i for row in rows for i, place in enumerate(row)}
    for number in order:
        deadline.check()
        means = {}
        for place in rows[number]:
            beside = joined.get(place)
            means[place] = (
                sum(index[other] for other in beside) / len(beside) if beside else index[place]
            )
        rows[number] = sorted(rows[number], key=means.__getitem__)
        index.update((place, i) for i, place in enumerate(rows[number]))
