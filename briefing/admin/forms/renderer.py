"""The fields of a form written out without a template each.

A brief of a thousand claims has 15,000 fields. Django reads a template for each, and one more for
its attributes and for each option; that took most of the time of showing such a form.
"""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

Widget = Mapping[str, Any]


class DeskRenderer(DjangoTemplates):
    """Writes the plain widgets itself, just as Django's templates do; the others as Django does."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> SafeString:
        write = _WRITERS.get(template_name)
        if write is None:
            return mark_safe(super().render(template_name, context, request))  # noqa: S308
        # Every writer escapes what it is given.
        return mark_safe(write(context["widget"]))  # noqa: S308


def _attributes(attrs: Mapping[str, Any]) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(str(value))}"'
        for name, value in attrs.items()
        if value is not False
    )


def _input(widget: Widget) -> str:
    given = widget["value"]
    value = "" if given is None else f' value="{escape(str(given))}"'
    named = f'type="{widget["type"]}" name="{escape(widget["name"])}"'
    return f"<input {named}{value}{_attributes(widget['attrs'])}>"


def _textarea(widget: Widget) -> str:
    # A browser drops the line break after the tag, and so keeps one that the text begins with.
    opened = f'<textarea name="{escape(widget["name"])}"{_attributes(widget["attrs"])}>'
    return f"{opened}\n{escape(str(widget['value'] or ''))}</textarea>"


def _select(widget: Widget) -> str:
    groups = "".join(_group(name, options) for name, options, _ in widget["optgroups"])
    named = f'name="{escape(widget["name"])}"{_attributes(widget["attrs"])}'
    return f"<select {named}>{groups}</select>"


def _group(name: str | None, options: list[Widget]) -> str:
    written = "".join(_option(option) for option in options)
    return f'<optgroup label="{escape(str(name))}">{written}</optgroup>' if name else written


def _option(option: Widget) -> str:
    value = escape(str(option["value"]))
    label = escape(str(option["label"]))
    return f'<option value="{value}"{_attributes(option["attrs"])}>{label}</option>'


_WRITERS: dict[str, Callable[[Widget], str]] = {
    **{
        f"django/forms/widgets/{name}.html": _input
        for name in ("text", "number", "hidden", "checkbox", "url")
    },
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
}
