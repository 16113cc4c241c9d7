"""Every address of the site, from its own list of them, so that none is forgotten."""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

from django.urls import URLResolver, get_resolver

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


def routes(resolver: Any = None, before: str = "") -> Iterator[str]:
    """Yield the route of every address, from the site's root on."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield route


def parameters(route: str) -> list[str]:
    """Return the names of what a route leaves open."""
    return [plain or odd for plain, odd in PARAMETER.findall(route)]


def filled(route: str, values: Mapping[str, object]) -> str:
    """Return a route's address with these values, quoted as a browser does."""

    def value(match: re.Match[str]) -> str:
        return quote(str(values[match[1] or match[2]]), safe="/")

    return "/" + PARAMETER.sub(value, route).replace("^", "").replace("$", "")


class Fields(HTMLParser):
    """What the forms of a page send when nothing is changed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self._choice = self._area = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name = found.get("name", "")
        if name == "_check":
            # Of a form's buttons those are pressed that save.
            return
        if tag in ("input", "button") and name:
            unchosen = found.get("type") in ("checkbox", "radio") and "checked" not in found
            self.sent.setdefault(name, "" if unchosen else found.get("value", ""))
        elif tag == "select":
            self._choice = name
            self.sent.setdefault(name, "")
        elif tag == "option" and "selected" in found:
            self.sent[self._choice] = found.get("value", "")
        elif tag == "textarea":
            self._area = name
            self.sent[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.sent[self._area] += data
