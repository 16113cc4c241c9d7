"""What frozen documents are made of, and what is wrong with data that does not make one."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError

from quiz.documents.language import LANGUAGE
from quiz.documents.time_limit import check_time

Loc = tuple[str | int, ...]
# What is said in the language of the site, whichever that is when it is said.
StrOrPromise = str | Promise


# Control characters and halves of characters: Unicode's categories Cc and Cs.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def tidy(value: object) -> object:
    """Return a text as one line with single spaces; anything else as it came.

    Raises ValueError for a character that no reader could see, such as a null character.
    """
    if not isinstance(value, str):
        return value
    line = " ".join(value.split())
    if _UNSEEN.search(line):
        raise ValueError(gettext("Remove the control character in this text."))
    return line


def none_is_empty(value: object) -> object:
    return "" if value is None else value


TextLine = Annotated[str, BeforeValidator(tidy)]
OptionalTextLine = Annotated[str, BeforeValidator(tidy), BeforeValidator(none_is_empty)]


def upto(max_length: int) -> StringConstraints:
    """Return the constraint of a text that must be there, of at most `max_length` characters."""
    return StringConstraints(min_length=1, max_length=max_length)


def at_most(max_length: int) -> StringConstraints:
    """Return the constraint of a text that may be empty, of at most `max_length` characters."""
    return StringConstraints(max_length=max_length)


KEY = r"^[a-z0-9]+(-[a-z0-9]+)*$"
CLAIM_KEY = r"^c[0-9]{1,5}$"
DATE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
ADDRESS = r"^https?://\S+$"
_SHAPES = {
    KEY: _("Use small letters, digits and hyphens, as in c7."),
    CLAIM_KEY: _("Use c and a number, as in c7."),
    DATE: _("Write 2017, 2017-07 or 2017-07-25."),
    LANGUAGE: _("Write a language’s code, such as en, de or pt-BR."),
    ADDRESS: _("Write a web address that begins with https://."),
}
LanguageTag = Annotated[str, StringConstraints(pattern=LANGUAGE, max_length=35)]
Key = Annotated[str, StringConstraints(pattern=KEY, max_length=40)]


class Frozen(BaseModel):
    """A part of a document that is written once and never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# Nobody reads more at once, and a broken file can have a fault in every line.
MOST_PROBLEMS = 1000


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong at one place of a document, and what to do about it."""

    loc: Loc
    message: str


def problems_of(error: ValidationError) -> list[Problem]:
    """Return the faults of a validation, at most `MOST_PROBLEMS`, in words a person can act on."""
    faults = error.errors(include_url=False)
    # A list may seem short only because one of its items is at fault.
    holding = {fault["loc"][:depth] for fault in faults for depth in range(len(fault["loc"]))}
    told = (f for f in faults if f["type"] != "too_short" or f["loc"] not in holding)
    problems = []
    for fault in islice(told, MOST_PROBLEMS):
        check_time()
        problems.append(Problem(fault["loc"], _message(fault)))
    return problems


def named(loc: Loc, data: Any, say: Callable[[str], str] = str) -> str:
    """Return the names that lead to a place in some data, as one would say them: claims › c7.

    `say` returns what a field is called; without it fields have the names that they have in files.
    """
    names, here = [], data
    for part in loc:
        here = _within(here, part)
        key = here.get("key") if isinstance(here, dict) and isinstance(part, int) else None
        names.append(
            say(part)
            if isinstance(part, str)
            else str(key or gettext("no. %(number)s") % {"number": part + 1})
        )
    return " › ".join(names)


def _within(values: Any, part: str | int) -> Any:
    if isinstance(values, dict):
        return values.get(part)
    inside = isinstance(values, list | tuple) and isinstance(part, int) and part < len(values)
    return values[part] if inside else None


def twice(values: Iterable[Any]) -> list[Any]:
    """Return the values that come more than once, each once, in order."""
    seen: set[Any] = set()
    repeated: dict[Any, None] = {}
    for value in values:
        if value in seen:
            repeated[value] = None
        seen.add(value)
    return list(repeated)


def _message(fault: Any) -> str:
    say = _MESSAGES.get(fault["type"])
    return (
        say(fault)
        if say
        else gettext("This does not fit here: %(reason)s.") % {"reason": fault["msg"]}
    )


def _shown(value: object) -> str:
    shown = str(value)
    return f"“{shown[:40]}…”" if len(shown) > 40 else f"“{shown}”"


def _too_few(fault: Any) -> str:
    if isinstance(fault["input"], str):
        return gettext("Write something here; it is empty.")
    least, actual = fault["ctx"]["min_length"], fault["ctx"]["actual_length"]
    there = ngettext(
        "Give at least %(least)s; there is %(actual)s.",
        "Give at least %(least)s; there are %(actual)s.",
        actual,
    )
    return there % {"least": least, "actual": actual}


def _too_many(fault: Any) -> str:
    most, actual = fault["ctx"]["max_length"], fault["ctx"]["actual_length"]
    if isinstance(fault["input"], str):
        return gettext("Shorten this to %(most)s characters; it has %(actual)s.") % {
            "most": most,
            "actual": actual,
        }
    if not actual:
        return gettext("Give at most %(most)s; there are more.") % {"most": most}
    return gettext("Give at most %(most)s; there are %(actual)s.") % {
        "most": most,
        "actual": actual,
    }


def _not_one_of(fault: Any) -> str:
    expected = fault["ctx"].get("expected") or fault["ctx"]["expected_tags"]
    return gettext("%(given)s is not known here. Use one of: %(expected)s.") % {
        "given": _shown(fault["input"]),
        "expected": expected,
    }


def _unknown_tag(fault: Any) -> str:
    tag = fault["ctx"]["tag"]
    return gettext("The kind %(kind)s is not known. Use one of: %(expected)s.") % {
        "kind": _shown(tag),
        "expected": fault["ctx"]["expected_tags"],
    }


_MESSAGES: dict[str, Callable[[Any], str]] = {
    "missing": lambda fault: (
        gettext("Add “%(field)s”: it is missing.") % {"field": fault["loc"][-1]}
    ),
    "extra_forbidden": lambda fault: (
        gettext("“%(field)s” is not a field here. Mend its spelling or remove it.")
        % {"field": fault["loc"][-1]}
    ),
    "string_type": lambda _: gettext("Write a text here."),
    "string_unicode": lambda _: gettext("Remove the broken character in this text."),
    "string_too_short": lambda _: gettext("Write something here; it is empty."),
    "string_too_long": lambda fault: (
        gettext("Shorten this to %(most)s characters; it has %(actual)s.")
        % {"most": fault["ctx"]["max_length"], "actual": len(fault["input"])}
    ),
    "string_pattern_mismatch": lambda fault: (
        gettext("%(given)s does not fit here. %(shape)s")
        % {"given": _shown(fault["input"]), "shape": _SHAPES[fault["ctx"]["pattern"]]}
    ),
    "too_short": _too_few,
    "too_long": _too_many,
    "enum": _not_one_of,
    "literal_error": _not_one_of,
    "union_tag_invalid": _unknown_tag,
    "union_tag_not_found": lambda _: gettext("Add “kind”: it is missing."),
    "int_type": lambda _: gettext("Write a whole number here."),
    "int_parsing": lambda fault: (
        gettext("Write a whole number here, not %(given)s.") % {"given": _shown(fault["input"])}
    ),
    "int_parsing_size": lambda _: gettext("Write a smaller number here."),
    "greater_than_equal": lambda fault: (
        gettext("Write %(least)s or more.") % {"least": fault["ctx"]["ge"]}
    ),
    "bool_type": lambda _: gettext("Write true or false here."),
    "bool_parsing": lambda fault: (
        gettext("Write true or false here, not %(given)s.") % {"given": _shown(fault["input"])}
    ),
    "tuple_type": lambda _: gettext("Write a list here, or leave the line out."),
    "model_type": lambda _: gettext("Write fields here, each as “name: value”."),
    "model_attributes_type": lambda _: gettext("Write fields here, each as “name: value”."),
    "value_error": lambda fault: str(fault["ctx"]["error"]),
}
