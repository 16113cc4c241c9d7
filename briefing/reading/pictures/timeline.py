"""The timeline as shapes for a template to draw: one row an event, one scale for all of it.

A day is equally long everywhere. A long time without events is cut out only where it would press
others together, and the cut says how long it is. Pure functions.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import ngettext

from briefing.documents.partial_date import days, span
from briefing.documents.schema import EventDocument
from briefing.reading.pictures.text_width import width

SIZE = 13
ROW = 26
# Room left of the axis, and right of it, where the last year's number may reach.
LEFT, RIGHT = 8, 34
FORMATS = (("narrow", 328), ("wide", 620))
YEAR = 365.2425
# Months from one mark to the next, and the room that a mark's words take.
YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
STEPS = [(1, 62), (3, 62), *((12 * years, 40) for years in YEARS)]


@dataclass(frozen=True)
class Bar:
    """An event: `kind` is day, lasting, or some time within an imprecise date."""

    number: int
    kind: str
    left: float
    width: float
    base: int
    label: str
    anchor: str
    label_at: float
    label_base: int

    @property
    def middle(self) -> float:
        return self.left + self.width / 2


@dataclass(frozen=True)
class Mark:
    left: float
    text: str


@dataclass(frozen=True)
class Cut:
    left: float
    width: float
    text: str

    @property
    def middle(self) -> float:
        return self.left + self.width / 2

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def arm(self) -> float:
        """How far the axis goes straight on before the break in the middle."""
        return self.width / 2 - 8


@dataclass(frozen=True)
class Timeline:
    name: str
    width: int
    height: int
    axis: int
    bars: Sequence[Bar]
    marks: Sequence[Mark]
    cuts: Sequence[Cut]
    pieces: Sequence[tuple[float, float]]


# Days from the first to the one after the last.
Stretch = tuple[int, int]


def timelines(events: Sequence[EventDocument]) -> tuple[Timeline, ...]:
    """Return the drawings of the events, for narrow and for wide screens; none without events."""
    return tuple(_drawn(events, name, room) for name, room in FORMATS if events)


def _drawn(events: Sequence[EventDocument], name: str, room: int) -> Timeline:
    stretches = [_stretch(event) for event in events]
    pieces = kept_pieces(stretches)
    lengths = [_spelt(later[0] - earlier[1]) for earlier, later in pairwise(pieces)]
    cut_widths = [max(STEPS[0][1], width(words, SIZE)) + 4 for words in lengths]
    total = sum(last - first for first, last in pieces)
    scale = (room - LEFT - RIGHT - sum(cut_widths)) / total
    lefts = [float(LEFT)]
    for (first, last), cut in zip(pieces, cut_widths, strict=False):
        lefts.append(lefts[-1] + (last - first) * scale + cut)

    def place(day: float) -> float:
        """Return where a day that was not cut out begins."""
        i = next(i for i, (_, last) in enumerate(pieces) if day <= last)
        return lefts[i] + (day - pieces[i][0]) * scale

    bars = list(_bars(events, place, room))
    axis = bars[-1].base + 14
    return Timeline(
        name=name,
        width=room,
        height=axis + (36 if lengths else 20),
        axis=axis,
        bars=bars,
        marks=list(_marks(pieces, place, scale, room)),
        cuts=[
            Cut(place(piece[1]), cut, words)
            for piece, cut, words in zip(pieces, cut_widths, lengths, strict=False)
        ],
        pieces=[(place(first + 0.5), place(last)) for first, last in pieces],
    )


def _stretch(event: EventDocument) -> Stretch:
    return days(event.date)[0], days(event.until or event.date)[1] + 1


def kept_pieces(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return the time from the first event to the last, without what is cut out.

    A gap is cut out if it is longer than a fifth of the whole while, elsewhere, two events begin
    within a twentieth.
    """
    begins = sorted({first for first, _ in stretches})
    whole = max(last for _, last in stretches) - begins[0]
    crowded = any(later - earlier < whole / 20 for earlier, later in pairwise(begins))
    pieces: list[Stretch] = []
    for first, last in sorted(stretches):
        if pieces and (first - pieces[-1][1] <= whole / 5 or not crowded):
            pieces[-1] = (pieces[-1][0], max(last, pieces[-1][1]))
        else:
            pieces.append((first, last))
    return pieces


def _spelt(length: int) -> str:
    """Return a number of days in words, as years, months or days."""
    if length >= 2 * YEAR:
        years = round(length / YEAR)
        return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}
    if length >= YEAR / 6:
        months = round(length * 12 / YEAR)
        return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}
    return ngettext("%(count)s day", "%(count)s days", length) % {"count": length}


def _bars(
    events: Sequence[EventDocument], place: Callable[[float], float], room: int
) -> Iterator[Bar]:
    """Return each event's bar with its date beside it, or above it where there is no room."""
    base = 0
    for number, event in enumerate(events, 1):
        first, after = _stretch(event)
        left, right = place(first), max(place(after), place(first) + 3)
        imprecise = "within" if event.date.count("-") < 2 else "day"
        label = f"{number} · {span(event.date, event.until)}"
        long = width(label, SIZE)
        fits = right + 8 + long <= room
        beside = fits or left - 8 >= long
        base += ROW if beside else 2 * ROW - 8
        yield Bar(
            number=number,
            kind="lasting" if event.until else imprecise,
            left=left,
            width=right - left,
            base=base,
            label=label,
            anchor="start" if fits or not beside else "end",
            label_at=right + 8 if fits else left - 8 if beside else 0,
            label_base=base if beside else base - ROW + 8,
        )


def _marks(
    pieces: Sequence[Stretch], place: Callable[[float], float], scale: float, room: int
) -> Iterator[Mark]:
    """Return the marks of the axis, which begin a month or a year; each piece has one or more."""
    step, need = next(
        ((step, need) for step, need in STEPS if step * YEAR / 12 * scale >= need), STEPS[-1]
    )
    for first, last in pieces:
        start, end = date.fromordinal(first), date.fromordinal(last - 1)
        months = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
        firsts = [date(m // 12, m % 12 + 1, 1) for m in months if m % step == 0]
        inside = [day for day in firsts if day.toordinal() >= first] or [start]
        for day in inside:
            left = place(day.toordinal())
            if left + need - 6 <= room:
                yield Mark(left, date_format(day, "M Y") if step < 12 else str(day.year))
