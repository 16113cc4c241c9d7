"""The map of who does what to whom, as shapes for a template to draw. Pure functions.

Two drawings of the same map, for narrow and for wide screens: actors in boxes, an arrow for each
relation with its words and the signs of how it is known, no two of them over each other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from briefing.choices import Stance, Verb
from briefing.documents.schema import RelationDocument
from briefing.reading.pictures.deadline import Deadline, OutOfTime
from briefing.reading.pictures.layout_columns import Columns, Ways
from briefing.reading.pictures.layout_rows import BoxPlace, Rows, Sizes, rows_of
from briefing.reading.pictures.map_content import MapContent
from briefing.reading.pictures.text_width import width, wrap

NAME_SIZE, WORD_SIZE = 14, 13
NAME_LINE, WORD_LINE = 17, 15
PADDING = 8
HEAD = 7
# A drawing is shown at most this much smaller than it is.
MOST = 1.15
# More are not laid out at all.
MOST_RELATIONS = 400
# How much processor time all drawings of a map may take.
SECONDS = 1.9


class MapFormat(NamedTuple):
    """A drawing: the room it has, and how wide a name and a tie's words may be.

    After so many seconds no better layout is looked for, in it and those before it.
    """

    name: str
    room: int
    name_room: int
    word_room: int
    seconds: float


FORMATS = (MapFormat("narrow", 328, 104, 80, 1.2), MapFormat("wide", 620, 132, 120, 1.7))


@dataclass(frozen=True)
class Rectangle:
    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.left + self.width / 2


@dataclass(frozen=True)
class Lettering:
    """Lines of text, centred: each with the height of its baseline."""

    frame: Rectangle
    lines: Sequence[tuple[str, float]]


@dataclass(frozen=True)
class Box:
    """An actor: its key, what it is called, and its name as it is set."""

    key: str
    label: str
    name: Lettering


# A curve from one point to another that leaves the one and reaches the other upright.
Curve = tuple[float, float, float, float]


@dataclass(frozen=True)
class Arrow:
    stance: Stance
    words: Lettering
    curves: Sequence[Curve]
    line: str
    head: str


@dataclass(frozen=True)
class ActorMap:
    name: str
    width: int
    height: int
    boxes: Sequence[Box]
    arrows: Sequence[Arrow]


@dataclass(frozen=True)
class LegendEntry:
    """What an arrow of one look means: its head, pointing right in 44 by 12, and the verbs."""

    stance: Stance
    head: str
    verbs: Sequence[str]


def legend(relations: Iterable[RelationDocument]) -> list[LegendEntry]:
    """Return the looks of arrows that there are, with the verbs that have them."""
    verbs = sorted({relation.verb for relation in relations}, key=list(Verb).index)
    found = [
        LegendEntry(stance, head, [str(verb.label) for verb in verbs if verb.stance == stance])
        for stance, head in _HEADS.items()
    ]
    return [key for key in found if key.verbs]


_HEADS = {
    Stance.SUPPORT: "M36 1l8 5-8 5Z",
    Stance.APPROACH: "M36 1l6 5-6 5",
    Stance.OPPOSE: "M41 0v12",
}


@lru_cache(maxsize=64)
def draw_maps(content: MapContent) -> tuple[ActorMap, ...]:
    """Return the drawings of a map's content, within two seconds of processor time.

    There are none where there are no relations, more than can be drawn to be read, or more than
    can be laid out in that time.
    """
    if not 0 < len(content.ties) <= MOST_RELATIONS:
        return ()
    end = Deadline(SECONDS)
    searches = [Deadline(form.seconds) for form in FORMATS]
    drawings = []
    for form, search in zip(FORMATS, searches, strict=True):
        drawing = _drawn(content, form, search, end)
        if drawing is None:
            return ()
        drawings.append(drawing)
    return tuple(drawings)


def _drawn(
    content: MapContent, form: MapFormat, search: Deadline, end: Deadline
) -> ActorMap | None:
    """Return one drawing; None where it is too wide to be read, or not laid out at the end."""
    names = [wrap(name, NAME_SIZE, form.name_room) for _, name in content.actors]
    words = [wrap(text, WORD_SIZE, form.word_room) for text in content.words]
    sizes = Sizes(
        [_widest(lines, NAME_SIZE) + 2 * PADDING for lines in names],
        [_widest(lines, WORD_SIZE) for lines in words],
        form.room - 2,
    )
    ties = content.ties
    found = rows_of(
        ties, sizes, lambda rows, ways: Columns(rows, ways, sizes, search).unrest, search
    )
    if found is None:
        return None
    rows, ways = found
    try:
        columns = Columns(rows, ways, sizes, end)
    except OutOfTime:
        return None
    width = round(columns.room) + 2
    if width > form.room * MOST:
        return None
    plan = MapLayout(rows, ways, columns, names, words)
    return ActorMap(
        name=form.name,
        width=width,
        height=round(plan.bottom) + 1,
        boxes=[Box(*actor, plan.name(i)) for i, actor in enumerate(content.actors)],
        arrows=[
            plan.arrow(i, stance, down=ways[i][0].number == ties[i][0])
            for i, stance in enumerate(content.stances)
        ],
    )


def _widest(lines: Sequence[str], size: float) -> float:
    return max(width(line, size) for line in lines)


class MapLayout:
    """The rows and columns of a map turned into shapes, from `top` of the first row downwards."""

    def __init__(
        self,
        rows: Rows,
        ways: Ways,
        columns: Columns,
        names: Sequence[list[str]],
        words: Sequence[list[str]],
    ) -> None:
        self.ways, self.columns, self.names, self.words = ways, columns, names, words
        self.place = {(place.kind, place.number): place for row in rows for place in row}
        self.tops: list[float] = []
        self.bottoms: list[float] = []
        self.bottom = 1.0
        gaps = self._gaps(len(rows))
        for row, gap in zip(rows, gaps, strict=True):
            self.tops.append(self.bottom + gap)
            self.bottom = self.tops[-1] + max(map(self._height, row))
            self.bottoms.append(self.bottom)

    def name(self, actor: int) -> Lettering:
        place = self.place["actor", actor]
        return self._lettering(place, self.names[actor], NAME_LINE, PADDING)

    def arrow(self, tie: int, stance: Stance, *, down: bool) -> Arrow:
        """Return the arrow of a tie, whose words stand in the middle of it."""
        way = self.ways[tie]
        curves = [
            (
                self.columns.end(above, tie, 1) + 1,
                self.bottoms[above.row],
                self.columns.end(below, tie, -1) + 1,
                self.tops[below.row],
            )
            for above, below in pairwise(way)
        ]
        first, last = self._frame(way[0]), self._frame(way[-1])
        tip = (curves[-1][2], last.top) if down else (curves[0][0], first.top + first.height)
        words = self._lettering(self.place["word", tie], self.words[tie], WORD_LINE, 0)
        pen = (first.top + first.height + (0 if down else HEAD), last.top - (HEAD if down else 0))
        line = _line(way, curves, pen, words.frame)
        return Arrow(stance, words, curves, line, _head(stance, *tip, -1 if down else 1))

    def _gaps(self, count: int) -> list[float]:
        """Return how far each row is from the one above: the further ties lean, the further."""
        leans = [0.0] * count
        for tie, way in enumerate(self.ways):
            for above, below in pairwise(way):
                lean = abs(self.columns.end(above, tie, 1) - self.columns.end(below, tie, -1))
                leans[below.row] = max(leans[below.row], lean)
        return [0, *(16 + min(30, 0.2 * lean) for lean in leans[1:])]

    def _height(self, place: BoxPlace) -> float:
        if place.kind == "actor":
            return len(self.names[place.number]) * NAME_LINE + 2 * PADDING
        return len(self.words[place.number]) * WORD_LINE + 2 if place.kind == "word" else 0

    def _frame(self, place: BoxPlace) -> Rectangle:
        """Return what a place covers, in the middle of its row's height."""
        wide, high = self.columns.widths[place], self._height(place)
        slack = self.bottoms[place.row] - self.tops[place.row] - high
        left = self.columns.middles[place] - wide / 2 + 1
        return Rectangle(left, self.tops[place.row] + slack / 2, wide, high)

    def _lettering(
        self, place: BoxPlace, lines: Sequence[str], line: float, padding: float
    ) -> Lettering:
        frame = self._frame(place)
        base = frame.top + padding + 0.76 * line
        return Lettering(frame, [(text, base + i * line) for i, text in enumerate(lines)])


def _line(
    way: Sequence[BoxPlace], curves: Sequence[Curve], ends: tuple[float, float], words: Rectangle
) -> str:
    """Return the path of an arrow without its head, left open where its words stand."""
    path = f"M{curves[0][0]:.0f} {ends[0]:.0f}"
    for (above, below), (x, y, to_x, to_y) in zip(pairwise(way), curves, strict=True):
        if above.kind == "word":
            path += f"M{x:.0f} {words.top + words.height:.0f}"
        path += f"V{y:.0f}C{x:.0f} {(y + to_y) / 2:.0f} {to_x:.0f} {(y + to_y) / 2:.0f} "
        path += f"{to_x:.0f} {to_y:.0f}"
        if below.kind == "word":
            path += f"V{words.top:.0f}"
    return path + f"V{ends[1]:.0f}"


def _head(stance: Stance, x: float, y: float, back: int) -> str:
    """Return the path of an arrow's head with its tip at a point; `back` is -1 for upwards."""
    if stance == Stance.OPPOSE:
        return f"M{x - 6:.0f} {y + 2.5 * back:.1f}h12"
    tail = y + back * (HEAD + 1)
    if stance == Stance.APPROACH:
        return f"M{x - 5:.0f} {tail:.0f}L{x:.0f} {y + back:.0f}L{x + 5:.0f} {tail:.0f}"
    return f"M{x - 5:.0f} {tail:.0f}L{x:.0f} {y:.0f}L{x + 5:.0f} {tail:.0f}Z"
