"""Dates of day, month or year precision: 2017-07-25, 2017-07 or 2017."""

import re
from calendar import monthrange
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext


def checked_date(value: str) -> str:
    """Return the date as it came. Raises ValueError where there is no such day, month or year."""
    try:
        if not _SHAPE.fullmatch(value):
            raise ValueError
        _first_day(value)
    except ValueError:
        raise ValueError(
            gettext("“%(value)s” is no date. Write 2017, 2017-07 or 2017-07-25.") % {"value": value}
        ) from None
    return value


def _first_day(partial: str) -> date:
    parts = [int(part) for part in partial.split("-")]
    return date(*[*parts, 1, 1][:3])


_SHAPE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def validate_date(value: str) -> None:
    """Check a form's or a model's field. Raises Django's ValidationError."""
    try:
        checked_date(value)
    except ValueError as error:
        raise ValidationError(str(error)) from None


def spell(partial: str) -> str:
    """Return a date in the words of the language: 25 July 2017, July 2017, 2017."""
    day = _first_day(partial)
    precision = partial.count("-")
    if precision == 0:
        return str(day.year)
    spelt = date_format(day, "YEAR_MONTH_FORMAT" if precision == 1 else "DATE_FORMAT")
    return spelt.replace(f"{day.year:04}", str(day.year))


def days(partial: str) -> tuple[int, int]:
    """Return the numbers of the first and the last day that a date may mean."""
    first = _first_day(partial)
    last = [
        first.replace(month=12, day=31),
        first.replace(day=monthrange(first.year, first.month)[1]),
        first,
    ]
    return first.toordinal(), last[partial.count("-")].toordinal()


def span(begin: str, end: str | None) -> str:
    """Return a date, or the time between two, in words."""
    if not end:
        return spell(begin)
    return gettext("%(begin)s to %(end)s") % {"begin": spell(begin), "end": spell(end)}


def spell_time(when: datetime) -> str:
    """Return a day and a time of day in the words of the language: 25 July 2017, 06:00."""
    return f"{date_format(when)}, {date_format(when, 'H:i')}"
