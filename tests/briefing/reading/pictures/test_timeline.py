"""The timeline: distances are honest, and what is cut out is said."""

from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.documents.partial_date import checked_date, days
from briefing.documents.schema import EventDocument
from briefing.reading.pictures.text_width import width
from briefing.reading.pictures.timeline import SIZE, Bar, Timeline, kept_pieces, timelines


def events(*dates: str) -> list[EventDocument]:
    """Make events of dates such as 2001 or 2001-02/2003."""
    found = []
    for written in dates:
        date, _, until = written.partition("/")
        found.append(EventDocument(date=date, until=until or None, text="It happened."))
    return found


def narrow(*dates: str) -> Timeline:
    return timelines(events(*dates))[0]


@pytest.fixture(params=[0, 1], ids=["narrow", "wide"])
def drawing(request, bundled):
    return timelines(bundled.events)[request.param]


@pytest.mark.parametrize(
    ("partial", "length"), [("2017", 365), ("2016-02", 29), ("2017-07-25", 1), ("9999", 365)]
)
def test_a_date_means_as_many_days_as_it_leaves_open(partial, length):
    first, last = days(partial)
    assert last - first + 1 == length


def test_bars_are_as_long_as_their_time(drawing):
    war, year = drawing.bars[0], drawing.bars[1]
    # From the first day of 1979 to the last of 1989 there are 4018 days.
    assert war.width / year.width == pytest.approx(4018 / 365)
    begun, told = drawing.bars[4], drawing.bars[5]
    assert (told.left - begun.left) / begun.width == pytest.approx(205 / 365)


def test_the_bundled_timeline_says_what_it_cuts_out(drawing):
    assert [cut.text for cut in drawing.cuts] == ["11 years", "15 years"]
    assert [bar.kind for bar in drawing.bars] == [
        *("lasting", "within", "within", "within", "within", "day", "within")
    ]
    assert [bar.label for bar in drawing.bars[:2]] == ["1 · 1979 to 1989", "2 · 2001"]


def test_time_is_cut_out_only_where_it_presses_others_together():
    even = [days(year) for year in ("1980", "1990", "2000")]
    assert len(kept_pieces(even)) == 1
    crowded = [*even, days("2000-02")]
    assert kept_pieces(crowded) == [even[0], even[1], even[2]]


def test_a_short_gap_is_left():
    assert narrow("2001", "2002", "2003-05-06").cuts == []


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (["1900", "2000-01-01", "2000-02-01"], "99 years"),
        (["2000-01-01", "2000-01-02", "2000-06-01"], "5 months"),
        (["2000-01-01", "2000-01-02", "2000-02-10"], "38 days"),
    ],
)
def test_a_cut_is_said_in_years_months_or_days(dates, said):
    drawing = narrow(*dates)
    assert [cut.text for cut in drawing.cuts] == [said]


@pytest.mark.parametrize(
    ("dates", "marks"),
    [
        (["2017-01-10", "2017-06-20"], ["Apr 2017"]),
        (["2001", "2004"], ["2001", "2002", "2003", "2004"]),
        (["2017-07-25"], ["Jul 2017"]),
        (["1000", "2000"], ["1000", "1200", "1400", "1600", "1800", "2000"]),
    ],
)
def test_the_axis_is_marked_in_steps_that_can_be_read(dates, marks):
    assert [mark.text for mark in narrow(*dates).marks] == marks


def label(bar: Bar) -> tuple[float, float, float]:
    """Return a label's left and right edge and its baseline."""
    long = width(bar.label, SIZE)
    left = bar.label_at - (long if bar.anchor == "end" else 0)
    return left, left + long, bar.label_base


def faults(drawing: Timeline) -> list[Any]:
    """Return the labels that lie over each other or their bars, or leave the picture."""
    placed = [label(bar) for bar in drawing.bars]
    found: list[Any] = [one for one in placed if one[0] < 0 or one[1] > drawing.width]
    found += [
        (one, other)
        for one, other in combinations(placed, 2)
        if abs(one[2] - other[2]) < SIZE and one[0] < other[1] and other[0] < one[1]
    ]
    found += [
        bar
        for bar, (left, right, base) in zip(drawing.bars, placed, strict=True)
        if base == bar.base and left < bar.left + bar.width and bar.left < right
    ]
    found += [bar for bar in drawing.bars if bar.left < 0 or bar.left + bar.width > drawing.width]
    marks = [(mark.left, mark.left + 4 + width(mark.text, 13)) for mark in drawing.marks]
    found += [pair for pair in pairwise(marks) if pair[0][1] > pair[1][0]]
    return found


def test_the_bundled_timeline_has_nothing_over_anything_else(drawing):
    assert faults(drawing) == []


def _written(year: int, month: int, day: int, precision: int) -> str:
    return checked_date("-".join([f"{year:04}", f"{month:02}", f"{day:02}"][:precision]))


_dates = st.builds(
    _written,
    st.integers(1, 9999) | st.integers(1990, 2020),
    st.integers(1, 12),
    st.integers(1, 28),
    st.integers(1, 3),
)
_spans = st.tuples(_dates, _dates).map(sorted).map("/".join)


@given(st.lists(_dates | _spans, min_size=1, max_size=12))
def test_no_timeline_has_anything_over_anything_else(dates):
    for drawing in timelines(events(*dates)):
        assert faults(drawing) == []
        assert len(drawing.bars) == len(dates)


def test_without_events_there_is_no_timeline():
    assert timelines([]) == ()
