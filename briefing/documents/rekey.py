"""Claims that two editors have added at the same time under one key. Pure functions of data."""

from typing import Any

from briefing.documents.references import CITING
from quiz.documents.lenient import Data, rows, text, texts


def kept_apart(base: Data, theirs: Data, mine: Data) -> tuple[Data, dict[str, str]]:
    """Return mine with a free key for each claim of which theirs has another under its key.

    `base` is what both began with: only claims that it lacks are new. What cites such a claim in
    mine cites the new key, but for rows that theirs has too: they cite theirs. The second value
    has the new keys by the old.
    """
    began, added = _claims(base), _claims(theirs)
    renamed: dict[str, str] = {}
    number = max(map(_number, (*began, *added, *_claims(mine))), default=0)
    for key, words in _claims(mine).items():
        if key not in began and key in added and added[key] != words:
            number += 1
            renamed[key] = f"c{number}"
    return (_renamed(mine, theirs, renamed) if renamed else mine), renamed


def _claims(data: Data) -> dict[str, str]:
    """Return the texts of the claims by their keys."""
    return {text(claim, "key"): text(claim, "text") for _, claim in rows(data, "claims")}


def _number(key: str) -> int:
    return int(key[1:]) if key[1:].isdecimal() else 0


def _renamed(data: Data, theirs: Data, keys: dict[str, str]) -> Data:
    """Return data in which claims have other keys, wherever rows of its own name them."""
    named = {"claims": ("key", "answers", "leads_to")} | {
        part: (field,) for part, field in CITING.items()
    }
    changed = {
        part: [
            row if row in theirs.get(part, []) else _with_keys(row, fields, keys)
            for row in data.get(part, [])
        ]
        for part, fields in named.items()
    }
    return {**data, **changed}


def _with_keys(row: Data, fields: tuple[str, ...], keys: dict[str, str]) -> Data:
    named: dict[str, Any] = {}
    for field in fields:
        value = row.get(field)
        if isinstance(value, str):
            named[field] = keys.get(value, value)
        elif value is not None:
            named[field] = [keys.get(key, key) for key in texts(value)]
    return {**row, **named}
