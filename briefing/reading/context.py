"""An edition arranged for its pages. Pure functions of the frozen document."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from briefing.choices import ActorKind, Standing
from briefing.documents.cited_text import cited_claims
from briefing.documents.partial_date import span, spell
from briefing.documents.schema import (
    ActorDocument,
    ClaimDocument,
    EditionDocument,
    RelationDocument,
)
from briefing.reading.attribution import brief_of, source_of
from briefing.reading.chain import chains
from briefing.reading.evidence import (
    ALL_CLAIMS,
    Filter,
    explained,
    is_about,
    known_filter,
    sections_of,
)
from briefing.reading.glossary import Glossary
from briefing.reading.pages import FIRST, BriefPage, minutes
from briefing.reading.pictures.actor_map import ActorMap, legend
from briefing.reading.pictures.timeline import timelines
from briefing.reading.prose import marked_sentences, read_passages
from quiz.documents.language import lang_attributes


@dataclass(frozen=True)
class ReadRelation:
    """A relation with its actors and the standings of the claims that say so."""

    subject: ActorDocument
    verb: str
    object: ActorDocument
    standings: list[Standing]
    claims: tuple[str, ...]


def page_context(
    document: EditionDocument,
    page: BriefPage = BriefPage.BRIEF,
    chosen: Filter = ALL_CLAIMS,
    maps: Sequence[ActorMap] = (),
) -> dict[str, Any]:
    """Return what the template of a page needs beside the document itself.

    `chosen` narrows the claims of the evidence page. Laying the maps out takes long, so they are
    given to it.
    """
    article_date = spell(document.article.date) if document.article.date else ""
    return {
        "document": document,
        "lang": lang_attributes(document.language),
        "page": page,
        "minutes": minutes(document, page),
        "names": {actor.key: actor.name for actor in document.actors},
        "answered_by": _answered_by(document.claims),
        "brief_of": brief_of(document.article, article_date),
        "source": source_of(document.article, article_date),
        "maps": maps,
        **_CONTEXTS[page](document, chosen),
    }


def _brief(document: EditionDocument, chosen: Filter) -> dict[str, Any]:
    claims = {claim.key: claim for claim in document.claims}
    anchored: set[str] = set()
    passages = read_passages(document, claims, anchored)
    # A link to a claim leads to the text, and to the bottom line only where the text has it not.
    bottom_line = [document.bottom_line]
    (bottom,) = marked_sentences(bottom_line, Glossary(document.terms), claims, anchored)
    placed = {passage.picture for passage in passages}
    return {
        "explained": True,
        "bottom_line": bottom,
        "passages": passages,
        "pictures_left": [name for name in ("map", "chain") if name not in placed],
        "cited_claims": _cited(document),
        "gaps": document.gaps[:FIRST],
        "indicators": document.indicators[:FIRST],
        "chains": chains(document.claims),
        **_map(document),
    }


def _evidence(document: EditionDocument, chosen: Filter) -> dict[str, Any]:
    chosen = known_filter(document, chosen)
    sections = sections_of(document, chosen)
    return {
        "explained": True,
        "chosen": chosen,
        "sections": sections,
        "pieces": explained(document, sections),
        "standings": list(Standing),
        "shown": sum(len(claims) for _, claims in sections),
        "outline": _outline(document),
    }


def _people(document: EditionDocument, chosen: Filter) -> dict[str, Any]:
    actors = {actor.key: actor for actor in document.actors}
    standings = {claim.key: claim.standing for claim in document.claims}
    return {
        "sides": _sides(document.actors),
        "relations": [_relation(relation, actors, standings) for relation in document.relations],
        "events": [(event, span(event.date, event.until)) for event in document.events],
        "timelines": timelines(document.events),
    }


def _cite(document: EditionDocument, chosen: Filter) -> dict[str, Any]:
    return {}


_CONTEXTS = {
    BriefPage.BRIEF: _brief,
    BriefPage.EVIDENCE: _evidence,
    BriefPage.PEOPLE: _people,
    BriefPage.CITE: _cite,
}


def _cited(document: EditionDocument) -> list[ClaimDocument]:
    """Return the claims that the brief's own text names, in their order."""
    cited = {key for text in document.own_texts for key in cited_claims(text)}
    return [claim for claim in document.claims if claim.key in cited]


def _map(document: EditionDocument) -> dict[str, Any]:
    drawn = {key for relation in document.relations for key in (relation.subject, relation.object)}
    return {
        "legend": legend(document.relations),
        "about": [
            (actor, [claim for claim in document.claims if is_about(claim, actor.key)])
            for actor in document.actors
            if actor.key in drawn
        ],
        "left_out": [
            actor.name
            for actor in document.actors
            if actor.key not in drawn and actor.kind == ActorKind.PERSON
        ],
    }


def _answered_by(claims: Iterable[ClaimDocument]) -> dict[str, list[ClaimDocument]]:
    """Return the claims that deny or contradict each claim, by its key."""
    found: dict[str, list[ClaimDocument]] = {}
    for claim in claims:
        if claim.answers:
            found.setdefault(claim.answers, []).append(claim)
    return found


def _sides(actors: Sequence[ActorDocument]) -> list[tuple[str, list[ActorDocument]]]:
    """Return the actors by side: all of one side together, where its first one stands."""
    order = list(dict.fromkeys(actor.side for actor in actors))
    sorted_actors = sorted(actors, key=lambda actor: order.index(actor.side))
    return [(side, list(group)) for side, group in groupby(sorted_actors, lambda a: a.side)]


def _relation(
    relation: RelationDocument,
    actors: dict[str, ActorDocument],
    standings: dict[str, Standing],
) -> ReadRelation:
    return ReadRelation(
        subject=actors[relation.subject],
        verb=relation.verb.said_of(actors[relation.subject].plural),
        object=actors[relation.object],
        standings=list(dict.fromkeys(standings[key] for key in relation.claims)),
        claims=relation.claims,
    )


def _outline(document: EditionDocument) -> list[tuple[str, list[str]]]:
    """Return each paragraph's outline with the claims that rest on it."""
    return [
        (outline, [claim.key for claim in document.claims if number in claim.paragraphs])
        for number, outline in enumerate(document.article.paragraphs, 1)
    ]
