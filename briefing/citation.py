"""How an edition is cited. Pure functions of its title, number, day and lasting address.

A brief names no author, and its site takes the author’s place.
"""

import datetime as dt
import re
from dataclasses import dataclass

SITE = "Readout"


@dataclass(frozen=True)
class Cited:
    """What is cited; `address` is the edition’s own, which does not change."""

    slug: str
    title: str
    number: int
    day: dt.date
    address: str


@dataclass(frozen=True)
class Citation:
    """A citation in one style. `title` is what stands in italics, in some styles nothing."""

    style: str
    before: str
    title: str = ""
    after: str = ""

    @property
    def text(self) -> str:
        return f"{self.before}{self.title}{self.after}"


def citations(cited: Cited) -> list[Citation]:
    return [apa(cited), chicago_note(cited), chicago_entry(cited), bibtex(cited)]


def apa(cited: Cited) -> Citation:
    """Return a reference as in the APA’s Publication Manual, 7th edition (10.16, webpages).

    The name of the site is left out where it is the author; the edition stands in parentheses
    after the title and is not in italics (9.19).
    """
    day = f"{cited.day.year}, {cited.day:%B} {cited.day.day}"
    return Citation(
        "APA",
        before=f"{SITE}. ({day}). ",
        title=cited.title,
        after=f" ({_ordinal(cited.number)} ed.). {cited.address}",
    )


def chicago_note(cited: Cited) -> Citation:
    """Return a note as in the Chicago Manual of Style, 17th edition (14.207, website content).

    Without an author it begins with the title in quotation marks. A comma follows even a question
    mark (6.125).
    """
    rest = f"{SITE}, edition {cited.number}, {_american(cited.day)}, {cited.address}."
    return Citation("Chicago, note", f"“{_within_quotes(cited.title)},” {rest}")


def chicago_entry(cited: Cited) -> Citation:
    """Return an entry of a bibliography (14.207), where the site’s owner stands for the author."""
    title = _within_quotes(cited.title)
    stop = "" if title.endswith(("?", "!", ".", "…")) else "."
    rest = f"Edition {cited.number}. {_american(cited.day)}. {cited.address}."
    return Citation("Chicago, bibliography", f"{SITE}. “{title}{stop}” {rest}")


def bibtex(cited: Cited) -> Citation:
    """Return an entry for BibTeX. Its key stays the edition’s own."""
    fields = {
        "author": f"{{{{{SITE}}}}}",
        "title": f"{{{{{_escaped(cited.title)}}}}}",
        "year": f"{{{cited.day.year}}}",
        "month": f"{cited.day:%b}".lower(),
        "note": f"{{Edition {cited.number}}}",
        "url": f"{{{cited.address}}}",
    }
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items())
    return Citation("BibTeX", f"@misc{{readout-{cited.slug}-{cited.number},\n{lines}}}")


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _american(day: dt.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _within_quotes(text: str) -> str:
    """Return a text to stand in double quotation marks: those within it become single ones."""
    return re.sub(r'"([^"]*)"', r"‘\1’", text).replace("“", "‘").replace("”", "’")


def _escaped(text: str) -> str:
    """Return a text as TeX prints it: its special characters lose their meaning."""
    return "".join(_TEX.get(character, character) for character in text)


_TEX = {character: f"\\{character}" for character in "#$%&_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
