"""Texts as other programs hold them, turned into plain lines."""

import re
from html import unescape

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# No text of a question comes near it, and what is read of a longer one is of no use.
LONGEST = 20_000

# The quantifiers are possessive and each tag stops at the next sign of one, so that the time grows
# with the length of the text and no faster.
_TAG = re.compile(r"<(?P<ends>/?)(?P<name>[a-zA-Z!?][a-zA-Z0-9-]*+)[^<>]*+>")
_BREAKS = frozenset(
    (
        *("p", "br", "div", "li", "ul", "ol", "tr", "hr", "pre", "blockquote", "table", "dt", "dd"),
        *("dl", "caption", "section", "article", "header", "footer", "figure", "figcaption"),
        *("legend", "summary", "details", "option", "address", "center", "main", "nav", "aside"),
        *(f"h{level}" for level in range(1, 7)),
    )
)
_CELLS = frozenset(("td", "th"))
_PLAIN = frozenset(("p", "br", "div", "span"))
_FORMATTING = frozenset(
    (
        *("b", "i", "u", "em", "strong", "sub", "sup", "small", "a", "code", "font", "thead"),
        *("tbody", "iframe", "object", "s", "del", "ins", "mark", "kbd", "samp", "tt", "big"),
    )
)
_MEDIA = {"img": _("a picture"), "audio": _("a sound"), "video": _("a film")}
_SILENT = frozenset(("script", "style"))
_KNOWN = _BREAKS | _CELLS | _PLAIN | _FORMATTING | _MEDIA.keys() | _SILENT
_FORMULAS = (("$$", "$$"), ("\\(", "\\)"), ("\\[", "\\]"), ("[tex]", "[/tex]"), ("<math", "</math"))


def plain_lines(html: str) -> tuple[list[str], list[str]]:
    """Return the lines of an HTML text without tags, and what that loses, such as `a picture`."""
    html = _without_comments(html)
    pieces: list[str] = []
    lost: dict[str, None] = {}
    silent, end = False, 0
    for tag in _TAG.finditer(html):
        name = tag["name"].lower()
        if not silent and end < tag.start():
            pieces.append(_flowing(html[end : tag.start()]))
        end = tag.end()
        silent = name in _SILENT and not tag["ends"]
        if name in _BREAKS:
            pieces.append("\n")
        elif name in _CELLS:
            pieces.append(" ")
        if name not in _PLAIN and name[0] not in "!?":
            lost[name if name in _MEDIA else ""] = None
    pieces.append("" if silent else _flowing(html[end:]))
    named = [str(_MEDIA[name]) if name else gettext("formatting") for name in lost]
    return lines_of("".join(pieces)), named


def _without_comments(html: str) -> str:
    """Return an HTML text without its comments. One that never ends is part of the text."""
    kept, end = [], 0
    while (start := html.find("<!--", end)) >= 0 and (closed := html.find("-->", start + 4)) >= 0:
        kept.append(html[end:start])
        end = closed + 3
    return "".join([*kept, html[end:]])


def _flowing(text: str) -> str:
    """Return a stretch between tags, in which a line break of the file is none on the page."""
    return re.sub(r"\s+", " ", unescape(text))


def has_formula(text: str) -> bool:
    """Return whether a text has a formula in TeX or MathML."""
    return any(0 <= text.find(begins) < text.rfind(ends) for begins, ends in _FORMULAS)


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that say something, each with single spaces."""
    return [line for line in (" ".join(part.split()) for part in text.splitlines()) if line]


def shown_as_html(text: str) -> str:
    """Return a text that Moodle shows as HTML, whatever it is, as one line for readers."""
    if len(text) <= LONGEST and looks_like_html(text):
        return " ".join(plain_lines(text)[0])
    return " ".join(text.split())


def looks_like_html(text: str) -> bool:
    """Return whether a text has a tag, a comment or an entity of HTML."""
    known = any(tag["name"].lower() in _KNOWN for tag in _TAG.finditer(text))
    return known or "<!--" in text or unescape(text) != text


def as_html(text: str) -> str:
    """Return a plain text so that a program that shows it as HTML shows it as it is."""
    text = _ENTITY.sub("&amp;", text)
    return text.replace("<", "&lt;").replace(">", "&gt;")


# An ampersand that would begin an entity.
_ENTITY = re.compile(r"&(?=#?[a-zA-Z0-9])")


def without_unseen(text: str) -> str:
    """Return a text without the characters that no reader could see and no database takes."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]+", "", text)


def shortened(text: str, length: int) -> str:
    """Return a text cut at a word so that it has at most so many characters."""
    if len(text) <= length:
        return text
    return f"{text[: length - 1].rpartition(' ')[0] or text[: length - 1]}…"
