"""Reading data that nobody has checked yet: what has the wrong type is passed over."""

from collections.abc import Iterator
from typing import Any

Data = dict[str, Any]


def rows(data: Data, part: str) -> Iterator[tuple[int, Data]]:
    """Yield the rows of a part of some data, each with its place from 0 on."""
    found = data.get(part)
    if isinstance(found, list | tuple):
        yield from ((i, row) for i, row in enumerate(found) if isinstance(row, dict))


def texts(value: object) -> list[str]:
    """Return the texts of a list; none where there is no list."""
    return [v for v in value if isinstance(v, str)] if isinstance(value, list | tuple) else []


def text(row: Data, name: str) -> str:
    """Return a text of a row, empty where there is none."""
    value = row.get(name)
    return value if isinstance(value, str) else ""
