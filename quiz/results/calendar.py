"""When something is due for review, as a calendar file (RFC 5545)."""

from datetime import UTC, datetime, timedelta


def review_calendar(address: str, title: str, due: datetime, now: datetime) -> str:
    """Return a calendar with one event, on the day on which something is due next.

    The event's identity follows from the day, so that adding it twice leaves it once.
    """
    day, stamp = due.astimezone(UTC), now.astimezone(UTC)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Readout//Review//EN",
        "BEGIN:VEVENT",
        f"UID:review-{day:%Y%m%d}@readout",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(title)}",
        f"URL:{address}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line broken so that no part is longer than 75 bytes."""
    parts, part = [], ""
    for letter in line:
        if len((part + letter).encode()) > 74:
            parts.append(part)
            part = ""
        part += letter
    return "\r\n ".join([*parts, part])
