"""A language in which every message stands in brackets, to find words that are not messages."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from briefing.models import Edition
from quiz.paper import read_paper

# Words that are the same in every language: names, keys, and how programs say times.
NAMES = {"Readout", "APA", "BibTeX", "UTC", "misc", "author", "title", "year", "month", "note"}
NAMES |= {"url", "sky", "readout", "http", "c1", "c2", "ed", "p1", "briefs", "editions"}
# BibTeX has names of its own for the months.
NAMES |= {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
TOLD = ("title", "aria-label", "alt", "placeholder")


class Brackets:
    """A language in which every message stands between ⟦ and ⟧."""

    def gettext(self, message: str) -> str:
        return f"⟦{message.rpartition(chr(4))[2]}⟧"

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self.gettext(singular if number == 1 else plural)

    def to_language(self) -> str:
        return "en-gb"


class Told(HTMLParser):
    """Collects what a page says to people, in its text and in its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent = tag in ("script", "style")
        values = {name: value or "" for name, value in attrs}
        self.said += [values[name] for name in TOLD if name in values]
        if (tag, values.get("type")) == ("input", "submit"):
            self.said.append(values.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        self.silent = False

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)


def nodes(html: str) -> list[str]:
    """Return each text of a page and each attribute that says something, with single spaces."""
    page = Told()
    page.feed(html)
    return [" ".join(said.split()) for said in page.said]


def said_on(html: str) -> str:
    """Return all that a page says, on one line."""
    return " ".join(" ".join(nodes(html)).split())


def unmarked(html: str, content: set[str]) -> list[str]:
    """Return the words of a page that are neither messages nor the brief's content."""
    text = said_on(html)
    # A brief's text within a message would hide the message's end, and is taken out first.
    for known in sorted(content, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(known)}(?!\w)", " ", text)
    while "⟦" in text and (shorter := re.sub("⟦[^⟦⟧]*⟧", " ", text)) != text:
        text = shorter
    return [word for word in re.findall(r"[^\W\d_]\w*", text) if word not in NAMES]


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)
    elif isinstance(value, str) and len(value) > 1:
        yield value


def content_of(edition: Edition) -> set[str]:
    """Return all that an edition and its paper say, which is in the brief's own language."""
    found: set[str] = {"Reworded.", "something else", "testserver"}
    for one in edition.brief.editions.all():
        document = json.loads(one.document)
        terms = "|".join(re.escape(term["term"]) for term in document.get("terms", []))
        for text in texts(document):
            found.add(text)
            # The words before and after one that is explained stand on their own.
            if terms:
                found |= {part.strip() for part in re.split(terms, text, flags=re.I)} - {""}
        assert one.paper
        found |= set(texts(json.loads(one.paper.document)))
        found |= {question.key_said() for question in read_paper(one.paper).questions}
    return found
