"""How an edition is cited. Pure functions of its title, number, day and lasting address.

A brief names no author, and its site takes the author’s place.
"""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

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
    day = date_format(cited.day, pgettext("date in APA style", "Y, F j"))
    return Citation(
        "APA",
        before=f"{SITE}. ({day}). ",
        title=cited.title,
        after=f" ({_edition(cited.number)}). {cited.address}",
    )


def chicago_note(cited: Cited) -> Citation:
    """Return a note as in the Chicago Manual of Style, 17th edition (14.207, website content).

    Without an author it begins with the title in quotation marks. A comma follows even a question
    mark (6.125).
    """
    words = _("“%(title)s,” %(site)s, edition %(number)s, %(day)s, %(address)s.")
    return Citation(_("Chicago, note"), words % _chicago(cited))


def chicago_entry(cited: Cited) -> Citation:
    """Return an entry of a bibliography (14.207), where the site’s owner stands for the author."""
    parts = _chicago(cited)
    stop = "" if parts["title"].endswith(("?", "!", ".", "…")) else "."
    words = _("%(site)s. “%(title)s%(stop)s” Edition %(number)s. %(day)s. %(address)s.")
    return Citation(_("Chicago, bibliography"), words % {**parts, "stop": stop})


def _chicago(cited: Cited) -> dict[str, str]:
    return {
        "site": SITE,
        "title": _within_quotes(cited.title),
        "number": str(cited.number),
        "day": date_format(cited.day, pgettext("date in Chicago style", "F j, Y")),
        "address": cited.address,
    }


def bibtex(cited: Cited) -> Citation:
    """Return an entry for BibTeX. Its key stays the edition’s own."""
    fields = {
        "author": f"{{{{{SITE}}}}}",
        "title": f"{{{{{_escaped(cited.title)}}}}}",
        "year": f"{{{cited.day.year}}}",
        "month": f"{cited.day:%b}".lower(),
        "note": "{" + _("Edition %(number)s") % {"number": cited.number} + "}",
        "url": f"{{{cited.address}}}",
    }
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items())
    return Citation("BibTeX", f"@misc{{readout-{cited.slug}-{cited.number},\n{lines}}}")


def _edition(number: int) -> str:
    """Return the number of an edition as English counts, 2nd ed., or any other language."""
    endings = {1: _("%(number)sst ed."), 2: _("%(number)snd ed."), 3: _("%(number)srd ed.")}
    said = _("%(number)sth ed.")
    if number % 100 not in (11, 12, 13):
        said = endings.get(number % 10, said)
    return said % {"number": number}


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
