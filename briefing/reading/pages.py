"""The pages of a brief, and how long each takes to read. Pure functions of the frozen document."""

import math
from collections.abc import Iterable
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from briefing.documents.cited_text import without_references
from briefing.documents.schema import EditionDocument
from quiz.documents.schema import StrOrPromise
from quiz.paper import PaperDocument

WORDS_A_MINUTE = 220
# Of what is not known and what to watch, the brief itself tells the first; the evidence has all.
FIRST = 3
# A quiz for which nothing is chosen: so many questions at most, at this pace.
QUIZ_LENGTH = 10
QUESTIONS_A_MINUTE = 2


class BriefPage(StrEnum):
    """A page of a brief. The brief itself is read; the others are looked things up in."""

    BRIEF = "brief"
    EVIDENCE = "evidence"
    PEOPLE = "people"
    CITE = "cite"

    @property
    def label(self) -> StrOrPromise:
        return _LABELS[self.value]


_LABELS = {
    "brief": _("Brief"),
    "evidence": _("Evidence"),
    "people": _("Who’s who"),
    "cite": _("Cite and source"),
}


def minutes(document: EditionDocument, page: BriefPage) -> int:
    """Return how many minutes a page takes to read, rounded up: at least one."""
    words = sum(len(text.split()) for text in texts(document, page))
    return max(1, math.ceil(words / WORDS_A_MINUTE))


def texts(document: EditionDocument, page: BriefPage) -> list[str]:
    """Return what stands on a page to be read, without labels, links and pictures."""
    return [without_references(text) for text in _TEXTS[page](document)]


def prose(document: EditionDocument) -> list[str]:
    """Return the brief's own text, passage by passage."""
    return [without_references(passage.text) for passage in document.passages]


def quiz_length(paper: PaperDocument) -> int:
    """Return how many questions a quiz has for which nothing is chosen."""
    return min(QUIZ_LENGTH, len(paper.in_text) or len(paper.questions))


def quiz_minutes(questions: int) -> int:
    return math.ceil(questions / QUESTIONS_A_MINUTE)


def _brief(document: EditionDocument) -> Iterable[str]:
    yield from (document.standfirst, document.bottom_line)
    yield from (passage.text for passage in document.passages)
    yield from (claim.gist for claim in document.claims if claim.gist)
    yield from (point.text for point in document.gaps[:FIRST])
    yield from (point.text for point in document.indicators[:FIRST])


def _evidence(document: EditionDocument) -> Iterable[str]:
    yield from (claim.text for claim in document.claims)
    yield from (point.text for point in (*document.gaps, *document.indicators))
    yield from document.article.paragraphs
    yield document.method


def _people(document: EditionDocument) -> Iterable[str]:
    for actor in document.actors:
        yield from (actor.name, actor.office, actor.wants, actor.does)
    yield from (event.text for event in document.events)
    for term in document.terms:
        yield from (term.term, term.text)


def _cite(document: EditionDocument) -> Iterable[str]:
    yield from (document.title, document.article.title, document.article.outlet)


_TEXTS = {
    BriefPage.BRIEF: _brief,
    BriefPage.EVIDENCE: _evidence,
    BriefPage.PEOPLE: _people,
    BriefPage.CITE: _cite,
}
