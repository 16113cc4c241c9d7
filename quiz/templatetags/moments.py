"""Moments, told in UTC and, by the script, in the reader's own time."""

from datetime import UTC, datetime
from typing import Literal

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def moment(when: datetime, shown: Literal["day", "time"]) -> str:
    """Return a moment as an element: its day and time, or its time alone."""
    utc = when.astimezone(UTC)
    day = f"{date_format(utc, 'DATE_FORMAT')}, " if shown == "day" else ""
    return format_html(
        '<time datetime="{}" data-local="{}">{}{} UTC</time>',
        f"{utc:%Y-%m-%dT%H:%M:%SZ}",
        shown,
        day,
        f"{utc:%H:%M}",
    )
