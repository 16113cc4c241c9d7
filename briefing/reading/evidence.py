"""The claims of a brief as its evidence page shows them: all, or those of one standing or actor."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefing.choices import Section, Standing
from briefing.documents.schema import ClaimDocument, EditionDocument
from briefing.reading.glossary import Glossary, GlossaryPiece


@dataclass(frozen=True)
class Filter:
    """What a reader narrows the claims to; an empty name narrows nothing."""

    standing: str = ""
    actor: str = ""

    def __bool__(self) -> bool:
        return bool(self.standing or self.actor)

    def __str__(self) -> str:
        return f"{self.standing}:{self.actor}" if self else ""

    def takes(self, claim: ClaimDocument) -> bool:
        return self.standing in ("", claim.standing) and (
            not self.actor or is_about(claim, self.actor)
        )


ALL_CLAIMS = Filter()


def asked_filter(query: Mapping[str, str]) -> Filter:
    """Return what an address’s query narrows the claims to; no standing where it is unknown."""
    standing = query.get("standing", "")
    return Filter(standing if standing in Standing.values else "", query.get("actor", "")[:40])


def known_filter(document: EditionDocument, chosen: Filter) -> Filter:
    """Return a filter without an actor whom the brief does not know."""
    known = any(actor.key == chosen.actor for actor in document.actors)
    return chosen if known else Filter(chosen.standing)


def is_about(claim: ClaimDocument, actor: str) -> bool:
    """Return whether a claim is about an actor or made by it."""
    return actor in claim.actors or actor == claim.speaker


def sections_of(
    document: EditionDocument, chosen: Filter
) -> list[tuple[Section, list[ClaimDocument]]]:
    """Return the claims to be shown by section, without sections that have none."""
    by_section = [
        (section, [c for c in document.claims if c.section == section and chosen.takes(c)])
        for section in Section
    ]
    return [(section, claims) for section, claims in by_section if claims]


def explained(
    document: EditionDocument, sections: Iterable[tuple[Section, list[ClaimDocument]]]
) -> dict[str, list[GlossaryPiece]]:
    """Return the text of each claim by its key, the first mention of a term in a section marked."""
    glossary = Glossary(document.terms)
    found: dict[str, list[GlossaryPiece]] = {}
    for _, claims in sections:
        marked = glossary.section(claim.text for claim in claims)
        found |= {claim.key: pieces for claim, pieces in zip(claims, marked, strict=True)}
    return found
