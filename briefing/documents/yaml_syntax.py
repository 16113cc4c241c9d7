"""What is wrong where a YAML text cannot be read, in words that an editor can act on."""

from typing import Any

import yaml
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_QUOTE = _('Put the whole text in straight quotes: "…".')
# What libyaml says, what that means to an editor, and whether the fault began at the context.
_EXPLAINED: tuple[tuple[str, Any, bool], ...] = (
    (
        "mapping values are not allowed",
        _("A colon and a space within a text look like the end of a field’s name here. %(quote)s"),
        False,
    ),
    ("unexpected end of stream", _("The quotation mark that opens here is never closed."), True),
    ("cannot start any token", _("A text cannot begin with “%(sign)s”. %(quote)s"), False),
    ("node content", _("A text cannot begin with “%(sign)s”. %(quote)s"), False),
    ("not allowed in this context", _("A text cannot begin with “%(sign)s”. %(quote)s"), False),
    (
        "did not find expected ','",
        _("The bracket that opens here is not closed. If it is part of a text: %(quote)s"),
        True,
    ),
    (
        "could not find expected ':'",
        _(
            "A field needs a colon and a space after its name, as in “title: The sky”. Indent the "
            "lines of a text that goes on."
        ),
        True,
    ),
    (
        "comment or line break",
        _("After “>” or “|” the text begins on the next line. If it is part of a text: %(quote)s"),
        False,
    ),
    (
        "escape character",
        _(
            "In double quotes a backslash begins a code. Write \\\\ for a backslash, or use "
            "single quotes."
        ),
        False,
    ),
    (
        "did not find expected",
        _(
            "This does not fit the lines before it. Check how far it is indented. If a text has "
            "quotation marks, brackets or # in it: %(quote)s"
        ),
        False,
    ),
)


def explained(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    """Return the line of a syntax error, and what to do about it."""
    problem = error.problem or ""
    message, at_context = next(
        ((message, begins) for said, message, begins in _EXPLAINED if said in problem),
        (_("The YAML cannot be read here. If this is a text: %(quote)s"), False),
    )
    mark = (at_context and error.context_mark) or error.problem_mark or error.context_mark
    if mark is None:
        return 1, str(message) % {"quote": _QUOTE, "sign": ""}
    sign = text[mark.index : mark.index + 1]
    if sign == "\t":
        return mark.line + 1, gettext("Indent with spaces, not with tabs.")
    return mark.line + 1, str(message) % {"quote": _QUOTE, "sign": sign}
