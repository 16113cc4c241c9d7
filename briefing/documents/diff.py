"""What differs between two states of a brief, and putting two together. Pure functions of data.

The data has the form of a brief file, as `draft_data` gives it. A row is known by
its key; one that has none, by its words.
"""

import difflib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from django.utils.translation import gettext, gettext_lazy

from briefing.choices import ActorKind, Section, Standing, Verb
from briefing.documents.field_labels import field_name
from quiz.choices import KindName, Skill, Theme
from quiz.documents.schema import StrOrPromise

Data = dict[str, Any]
Fields = dict[str, Any]

# Each part of a brief with what one of its rows is called, in the order in which it is read.
PARTS = {
    "brief": gettext_lazy("The brief"),
    "article": gettext_lazy("The article"),
    "passages": gettext_lazy("Passage"),
    "actors": gettext_lazy("Actor"),
    "claims": gettext_lazy("Claim"),
    "relations": gettext_lazy("Relation"),
    "events": gettext_lazy("Event"),
    "terms": gettext_lazy("Word explained"),
    "gaps": gettext_lazy("Not known"),
    "indicators": gettext_lazy("To watch"),
    "questions": gettext_lazy("Question"),
}
_HEAD = ("title", "slug", "language", "standfirst", "topics", "bottom_line", "method")
_IDENTITY = {
    "passages": ("section", "heading"),
    "actors": ("key",),
    "claims": ("key",),
    "questions": ("key",),
    "relations": ("subject", "verb", "object"),
    "terms": ("term",),
    "events": ("date", "text"),
    "gaps": ("text",),
    "indicators": ("text",),
}
# What stands for a whole row, and for the order of a part's rows, where fields are named.
ROW, ORDER = "", "order"


class DiffPlace(NamedTuple):
    """Where in a brief something stands; `str` gives it as one word that a form can send."""

    part: str
    row: str
    field: str

    def __str__(self) -> str:
        return "/".join(self)

    @property
    def name(self) -> str:
        """The place in words: Claim c7, text."""
        if self.field == ORDER and not self.row:
            return gettext("%(part)s: the order") % {"part": PARTS[self.part]}
        row = f" {self.row}" if self.row else ""
        return f"{PARTS[self.part]}{row}" + (f", {label(self.field)}" if self.field else "")


@dataclass(frozen=True)
class Difference:
    """What stands at one place in two states; None where there is nothing."""

    place: DiffPlace
    before: Any
    after: Any


@dataclass(frozen=True)
class WordRun:
    """Some words of a text that was compared with another."""

    kind: Literal["same", "removed", "added"]
    text: str


def label(field: str) -> str:
    return field_name(field)


def differences(before: Data, after: Data) -> list[Difference]:
    """Return what differs: field by field in rows that both have, and rows that one has, whole."""
    old, new = _rows(before), _rows(after)
    found = []
    for part in PARTS:
        for row in _together(old[part], new[part]):
            found += _row_differences(part, row, old[part].get(row), new[part].get(row))
        common = [
            [row for row in rows if row in old[part] and row in new[part]]
            for rows in (old[part], new[part])
        ]
        if common[0] != common[1]:
            found.append(Difference(DiffPlace(part, "", ORDER), *common))
    return found


def _row_differences(
    part: str, row: str, old: Fields | None, new: Fields | None
) -> list[Difference]:
    if old is None or new is None:
        return [Difference(DiffPlace(part, row, ROW), old, new)]
    return [
        Difference(DiffPlace(part, row, name), old.get(name), new.get(name))
        for name in dict.fromkeys((*old, *new))
        if old.get(name) != new.get(name)
    ]


def changed_places(before: Data, after: Data) -> set[DiffPlace]:
    """Return the places at which two states differ, with those of all that they are part of."""
    found = set()
    for difference in differences(before, after):
        part, row, field = difference.place
        found |= {difference.place, DiffPlace(part, row, ROW)}
        if field == ROW:
            fields = {**(difference.before or {}), **(difference.after or {})}
            found.update(DiffPlace(part, row, name) for name in fields)
    return found


def merged(theirs: Data, mine: Data, taken: Collection[str]) -> Data:
    """Return their state with those differences taken from mine whose places are named."""
    rows, other = _rows(theirs), _rows(mine)
    for difference in differences(theirs, mine):
        if str(difference.place) in taken:
            part, row, field = difference.place
            if field == ORDER and not row:
                rows[part] = _ordered(rows[part], other[part])
            elif field != ROW:
                rows[part][row] = _with(rows[part][row], field, difference.after)
            elif difference.after is None:
                del rows[part][row]
            else:
                rows[part][row] = difference.after
                rows[part] = _put_after(rows[part], row, other[part])
    return _data(rows, theirs)


def _with(fields: Fields, name: str, value: Any) -> Fields:
    kept = {key: kept for key, kept in fields.items() if key != name}
    return kept if value is None else {**kept, name: value}


def _ordered(rows: dict[str, Fields], like: Collection[str]) -> dict[str, Fields]:
    """Return rows in the order of others; those that the others lack keep their neighbours."""
    order = list(like)
    place = 0.0
    places = {}
    for row in rows:
        place = order.index(row) if row in order else place + 0.001
        places[row] = place
    return dict(sorted(rows.items(), key=lambda item: places[item[0]]))


def _put_after(rows: dict[str, Fields], row: str, like: Collection[str]) -> dict[str, Fields]:
    """Return rows with the last one put after the row that it follows among others."""
    order = list(like)
    before = [other for other in order[: order.index(row)] if other in rows]
    names = [name for name in rows if name != row]
    at = names.index(before[-1]) + 1 if before else 0
    names.insert(at, row)
    return {name: rows[name] for name in names}


def _rows(data: Data) -> dict[str, dict[str, Fields]]:
    """Return the rows of each part by what they are known by."""
    head = {name: data[name] for name in _HEAD if data.get(name)}
    rows: dict[str, dict[str, Fields]] = {
        "brief": {"": head},
        "article": {"": data.get("article", {})},
    }
    for part, identity in _IDENTITY.items():
        rows[part] = {}
        for row in data.get(part, []):
            known_by = " ".join(str(row.get(name, "")) for name in identity)
            while known_by in rows[part]:
                known_by += " again"
            rows[part][known_by] = row
    return rows


def _data(rows: dict[str, dict[str, Fields]], like: Data) -> Data:
    data: Data = {"format": like.get("format", "2"), **rows["brief"][""]}
    data["article"] = rows["article"][""]
    return data | {part: list(rows[part].values()) for part in _IDENTITY}


def _together(old: Iterable[str], new: Iterable[str]) -> list[str]:
    """Return the names of both, each once, those that one lacks beside their neighbours."""
    matcher = difflib.SequenceMatcher(None, first := list(old), second := list(new), autojunk=False)
    names: list[str] = []
    for _, a, b, c, d in matcher.get_opcodes():
        names += first[a:b] + second[c:d]
    return list(dict.fromkeys(names))


# What the values of some fields are called.
_VALUES: dict[str, dict[str, StrOrPromise]] = {
    "section": dict(Section.choices),
    "standing": dict(Standing.choices),
    "verb": dict(Verb.choices),
    "theme": dict(Theme.choices),
    "skill": dict(Skill.choices),
    "kind": dict([*ActorKind.choices, *KindName.choices]),
}


def words(value: Any, field: str = "") -> str:
    """Return the value of a field as one would read it."""
    if isinstance(value, list | tuple):
        lines = any(isinstance(item, dict) for item in value) or sum(map(len, map(str, value))) > 90
        return ("\n" if lines else ", ").join(words(item) for item in value)
    if isinstance(value, dict):
        return _option(value) if "feedback" in value else _row(value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return "" if value is None else str(_VALUES.get(field, {}).get(value) or value)


def _option(option: Fields) -> str:
    answer = f" → {option['answer']}" if option.get("answer") else ""
    return f"{'✓' if option.get('right') else '–'} {option['text']}{answer} ({option['feedback']})"


def _row(row: Fields) -> str:
    return "\n".join(f"{label(name)}: {words(value, name)}" for name, value in row.items())


def pieces(before: str, after: str) -> tuple[list[WordRun], list[WordRun]]:
    """Return two texts word by word, with what the other lacks marked."""
    old, new = (re.findall(r"\S+\s*|\s+", text) for text in (before, after))
    left: list[WordRun] = []
    right: list[WordRun] = []
    matcher = difflib.SequenceMatcher(
        None, [w.strip() for w in old], [w.strip() for w in new], autojunk=False
    )
    for kind, a, b, c, d in matcher.get_opcodes():
        removed, added = "".join(old[a:b]), "".join(new[c:d])
        if removed:
            left.append(WordRun("same" if kind == "equal" else "removed", removed))
        if added:
            right.append(WordRun("same" if kind == "equal" else "added", added))
    return left, right


@dataclass(frozen=True)
class Change:
    """A difference as it is shown: both texts word by word, side by side."""

    place: DiffPlace
    kind: Literal["added", "removed", "changed"]
    before: list[WordRun]
    after: list[WordRun]


def changes(found: Iterable[Difference]) -> list[Change]:
    """Return differences as they are shown."""
    return [_change(difference) for difference in found]


def _change(difference: Difference) -> Change:
    place = difference.place
    before, after = pieces(*(words(v, place.field) for v in (difference.before, difference.after)))
    whole = place.field == ROW
    kind: Literal["added", "removed", "changed"] = "changed"
    if whole:
        kind = "added" if difference.before is None else "removed"
    return Change(place, kind, before, after)
