"""Texts as other programs hold them, turned into plain lines."""

import re
from html.parser import HTMLParser

# No text of a question comes near it, and what is read of a longer one is of no use.
LONGEST = 20_000

_TAG = re.compile(
    r"</?(?:p|br|div|span|b|i|u|em|strong|sub|sup|small|a|img|ul|ol|li|h[1-6]|pre|code|blockquote"
    r"|table|thead|tbody|tr|td|th|hr|font|audio|video|script|style|iframe|object)\b[^<>]*>",
    re.IGNORECASE,
)
_BREAKS = frozenset(
    (
        *("p", "br", "div", "li", "ul", "ol", "tr", "hr", "pre", "blockquote", "table"),
        *(f"h{level}" for level in range(1, 7)),
    )
)
_PLAIN = frozenset(("p", "br", "div", "span"))
_MEDIA = {"img": "a picture", "audio": "a sound", "video": "a film"}
_SILENT = frozenset(("script", "style"))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.lost: dict[str, None] = {}
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.pieces.append("\n")
        if tag in _MEDIA:
            self.lost[_MEDIA[tag]] = None
        elif tag not in _PLAIN:
            self.lost["formatting"] = None
        self._silent += tag in _SILENT

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self.pieces.append("\n")
        self._silent -= tag in _SILENT and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(re.sub(r"\s+", " ", data))


def plain_lines(html: str) -> tuple[list[str], list[str]]:
    """Return the lines of an HTML text without tags, and what that loses, such as `a picture`."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return lines_of("".join(reader.pieces)), list(reader.lost)


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that say something, each with single spaces."""
    return [line for line in (" ".join(part.split()) for part in text.splitlines()) if line]


def looks_like_html(text: str) -> bool:
    return _TAG.search(text) is not None


def without_unseen(text: str) -> str:
    """Return a text without the characters that no reader could see and no database takes."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]", "", text)


def shortened(text: str, length: int) -> str:
    """Return a text cut at a word so that it has at most so many characters."""
    if len(text) <= length:
        return text
    return f"{text[: length - 1].rpartition(' ')[0] or text[: length - 1]}…"
