"""Where everything stands in the rows of a map, from left to right."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from briefing.reading.pictures.deadline import Deadline
from briefing.reading.pictures.layout_rows import PORT, SPACE, BoxPlace, Rows, Sizes, box_width

Ways = Sequence[Sequence[BoxPlace]]
# A tie as it leaves or reaches a place: the tie's number and the side, below (1) or above (-1).
End = tuple[BoxPlace, int, int]


class Columns:
    """The middle of every place, and where on an actor's box each tie ends; from 0 to `room`.

    Neighbours never overlap; where a row has more than it can hold, `room` is wider than asked.
    Raises OutOfTime at the deadline.
    """

    def __init__(self, rows: Rows, ways: Ways, sizes: Sizes, deadline: Deadline) -> None:
        self.rows, self.ways = rows, ways
        self.joined = _joined(ways)
        self.widths = {place: self._width(place, sizes) for row in rows for place in row}
        self.offsets = self._ports()
        self.room = max([sizes.room, *(self._least(row) for row in rows)])
        self.middles: dict[BoxPlace, float] = {}
        for row in rows:
            self._set(row, [self.room * (i + 1) / (len(row) + 1) for i in range(len(row))])
        for _ in range(SWEEPS):
            for row in (*rows, *reversed(rows)):
                deadline.check()
                self._set(row, [self._wished(place) for place in row])

    def end(self, place: BoxPlace, tie: int, side: int) -> float:
        """Return where a tie leaves or reaches a place, on the side below (1) or above (-1)."""
        return self.middles[place] + self.offsets.get((place, tie, side), 0)

    @property
    def unrest(self) -> float:
        """How far all ties together go to the side and down, a way down counting as 40."""
        steps = [
            abs(self.end(above, tie, 1) - self.end(below, tie, -1)) + 20
            for tie, way in enumerate(self.ways)
            for above, below in pairwise(way)
        ]
        return sum(steps)

    def _width(self, place: BoxPlace, sizes: Sizes) -> float:
        if place.kind == "pass":
            return 0
        if place.kind == "word":
            return sizes.words[place.number]
        sides = [side for _, _, side, _ in self.joined[place]]
        return box_width(sizes.actors[place.number], sides.count(-1), sides.count(1))

    def _least(self, row: Sequence[BoxPlace]) -> float:
        return sum(self.widths[place] for place in row) + SPACE * (len(row) - 1)

    def _ports(self) -> dict[End, float]:
        """Return how far from an actor's middle each of its ties ends."""
        order = {place: i for row in self.rows for i, place in enumerate(row)}
        offsets: dict[End, float] = {}
        for place, ends in self.joined.items():
            if place.kind != "actor":
                continue
            for side in (-1, 1):
                here = [(order[other], tie) for tie, other, at, _ in ends if at == side]
                step = min(26, (self.widths[place] - PORT) / max(1, len(here) - 1))
                for i, (_, tie) in enumerate(sorted(here)):
                    offsets[place, tie, side] = step * (i - (len(here) - 1) / 2)
        return offsets

    def _wished(self, place: BoxPlace) -> float:
        """Return the middle at which a place's ties would be straight, on average."""
        wished = weights = 0.0
        for tie, other, side, back in self.joined[place]:
            weight = WEIGHTS[other.kind]
            end = self.middles[other] + self.offsets.get((other, tie, back), 0)
            wished += weight * (end - self.offsets.get((place, tie, side), 0))
            weights += weight
        return wished / weights

    def _set(self, row: Sequence[BoxPlace], wishes: Sequence[float]) -> None:
        """Give the places of a row the middles nearest to what is wished that do not overlap."""
        widths = [self.widths[place] for place in row]
        starts = [0.0]
        for left, right in pairwise(widths):
            starts.append(starts[-1] + (left + right) / 2 + SPACE)
        least = widths[0] / 2
        most = max(least, self.room - widths[-1] / 2 - starts[-1])
        steps = [wish - start for wish, start in zip(wishes, starts, strict=True)]
        fitted = rising(steps, [WEIGHTS[place.kind] for place in row])
        for place, start, value in zip(row, starts, fitted, strict=True):
            self.middles[place] = start + min(max(value, least), most)


SWEEPS = 30
# A tie on its way is kept straight before an actor is put between its neighbours.
WEIGHTS = {"actor": 1, "word": 4, "pass": 8}


def rising(values: Iterable[float], weights: Iterable[float]) -> list[float]:
    """Return the nearest values, by least squares, of which none is less than the one before.

    Pooling adjacent violators: Barlow, Bartholomew, Bremner and Brunk (1972).
    """
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(values, weights, strict=True):
        mean, mass, size = value, weight, 1
        while pools and pools[-1][0] > mean:
            other, more, count = pools.pop()
            mean = (mean * mass + other * more) / (mass + more)
            mass, size = mass + more, size + count
        pools.append((mean, mass, size))
    return [mean for mean, _, size in pools for _ in range(size)]


def _joined(ways: Ways) -> dict[BoxPlace, list[tuple[int, BoxPlace, int, int]]]:
    """Return each place's ties: their number, the place they lead to, and both sides."""
    found: dict[BoxPlace, list[tuple[int, BoxPlace, int, int]]] = {}
    for tie, way in enumerate(ways):
        for above, below in pairwise(way):
            found.setdefault(above, []).append((tie, below, 1, -1))
            found.setdefault(below, []).append((tie, above, -1, 1))
    return found
