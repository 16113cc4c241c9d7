"""An edition arranged for reading. Pure functions of the frozen document."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from briefing.choices import Section, Standing
from briefing.documents.partial_date import span, spell
from briefing.documents.schema import (
    ActorDocument,
    ClaimDocument,
    EditionDocument,
    RelationDocument,
)
from briefing.reading.attribution import brief_of, source_of
from briefing.reading.chain import chains
from briefing.reading.depth import Depth, offers, shown
from briefing.reading.glossary import Glossary, GlossaryPiece
from briefing.reading.pictures.actor_map import ActorMap, legend
from briefing.reading.pictures.timeline import timelines
from quiz.documents.language import lang_attributes


@dataclass(frozen=True)
class ReadRelation:
    """A relation with its actors and the standings of the claims that say so."""

    subject: ActorDocument
    verb: str
    object: ActorDocument
    standings: list[Standing]
    claims: tuple[str, ...]


def reading(
    document: EditionDocument, depth: Depth = Depth.FULL, maps: Sequence[ActorMap] = ()
) -> dict[str, Any]:
    """Return what the template of a brief needs beside the document itself.

    Laying the maps out takes long, so they are given to it. At two minutes a brief without leading
    claims is read in full.
    """
    actors = {actor.key: actor for actor in document.actors}
    standings = {claim.key: claim.standing for claim in document.claims}
    offered = {offer.depth: offer for offer in offers(document)}
    offer = offered.get(depth, offered[Depth.FULL])
    claims = shown(document, offer.depth)
    article_date = spell(document.article.date) if document.article.date else ""
    return {
        "document": document,
        "lang": lang_attributes(document.language),
        "depth": offer.depth,
        "offers": list(offered.values()),
        "shown": {claim.key for claim in claims},
        "shown_sections": {claim.section for claim in claims},
        "pieces": _pieces(document, claims),
        "names": {key: actor.name for key, actor in actors.items()},
        "answered_by": _answered_by(document.claims),
        "sections": [(section, _claims(document, section)) for section in Section],
        "glance": _glance(document.claims),
        "sides": _sides(document.actors),
        "about": _about(document),
        "legend": legend(document.relations),
        "maps": maps,
        "relations": [_relation(relation, actors, standings) for relation in document.relations],
        "events": [(event, span(event.date, event.until)) for event in document.events],
        "chains": chains(document.claims),
        "timelines": timelines(document.events),
        "cited": _cited(document),
        "minutes": offer.minutes,
        # Whatever is read on the screen, all of it is printed.
        "minutes_on_paper": offered[Depth.FULL].minutes,
        "brief_of": brief_of(document.article, article_date),
        "source": source_of(document.article, article_date),
    }


def _claims(document: EditionDocument, section: Section) -> list[ClaimDocument]:
    return [claim for claim in document.claims if claim.section == section]


def _pieces(
    document: EditionDocument, claims: list[ClaimDocument]
) -> dict[str, list[GlossaryPiece]]:
    """Return the texts of all claims; in those read, each section’s first mentions are marked."""
    glossary = Glossary(document.terms)
    found = {claim.key: [GlossaryPiece(claim.text)] for claim in document.claims}
    for section in Section:
        read = [claim for claim in claims if claim.section == section]
        marked = glossary.section(claim.text for claim in read)
        found |= {claim.key: pieces for claim, pieces in zip(read, marked, strict=True)}
    return found


def _answered_by(claims: Iterable[ClaimDocument]) -> dict[str, list[ClaimDocument]]:
    """Return the claims that deny or contradict each claim, by its key."""
    found: dict[str, list[ClaimDocument]] = {}
    for claim in claims:
        if claim.answers:
            found.setdefault(claim.answers, []).append(claim)
    return found


def _about(document: EditionDocument) -> dict[str, str]:
    """Return the keys of the claims about or by each actor, by its key."""
    return {
        actor.key: " ".join(
            claim.key
            for claim in document.claims
            if actor.key in claim.actors or actor.key == claim.speaker
        )
        for actor in document.actors
    }


def _glance(claims: Iterable[ClaimDocument]) -> list[tuple[Standing, list[ClaimDocument]]]:
    claims = list(claims)
    by_standing = [(s, [claim for claim in claims if claim.standing == s]) for s in Standing]
    return [(standing, found) for standing, found in by_standing if found]


def _sides(actors: Iterable[ActorDocument]) -> list[tuple[str, list[ActorDocument]]]:
    return [(side, list(group)) for side, group in groupby(actors, lambda actor: actor.side)]


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


def _cited(document: EditionDocument) -> list[tuple[str, list[str]]]:
    """Return each paragraph's outline with the claims that rest on it."""
    return [
        (outline, [claim.key for claim in document.claims if number in claim.paragraphs])
        for number, outline in enumerate(document.article.paragraphs, 1)
    ]
