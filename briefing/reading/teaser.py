"""What the front page says of a brief."""

from dataclasses import dataclass
from itertools import accumulate

from django.utils.safestring import SafeString

from briefing.choices import Standing
from briefing.documents.schema import EditionDocument
from briefing.models import Edition
from briefing.reading.pages import BriefPage, minutes
from quiz.documents.language import lang_attributes
from quiz.paper import read_paper


@dataclass(frozen=True)
class StandingShare:
    """The claims known in one way: how many, and how many stand before them in a bar of all."""

    standing: Standing
    count: int
    before: int


@dataclass(frozen=True)
class Teaser:
    """An edition with what can be told of it before it is opened; `minutes` to read it.

    `lang` are the attributes of an element that holds its words.
    """

    edition: Edition
    lang: SafeString
    topics: tuple[str, ...]
    minutes: int
    claims: int
    questions: int
    shares: list[StandingShare]


def teaser(edition: Edition) -> Teaser:
    """Return what is told of an edition whose brief and paper are loaded; no query."""
    document = EditionDocument.model_validate_json(edition.document)
    return Teaser(
        edition=edition,
        lang=lang_attributes(document.language),
        topics=document.topics,
        minutes=minutes(document, BriefPage.BRIEF),
        claims=len(document.claims),
        questions=len(read_paper(edition.paper).questions) if edition.paper else 0,
        shares=shares(document),
    )


def shares(document: EditionDocument) -> list[StandingShare]:
    """Return how many claims are known in each way, without the ways that none is."""
    counts = [sum(claim.standing == standing for claim in document.claims) for standing in Standing]
    before = accumulate(counts, initial=0)
    shares = [StandingShare(*share) for share in zip(Standing, counts, before, strict=False)]
    return [share for share in shares if share.count]
