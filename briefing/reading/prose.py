"""The brief's own text arranged for reading: sections of sentences, each with its claims marked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefing.choices import Section
from briefing.documents.cited_text import Sentence, sentences
from briefing.documents.schema import ClaimDocument, EditionDocument
from briefing.reading.glossary import Glossary, GlossaryPiece

# The pictures that stand right after the text of a section.
PICTURES = {Section.ACTORS: "map", Section.CONSEQUENCES: "chain"}


@dataclass(frozen=True)
class MarkedPart:
    """A run of a sentence, its explained words told apart, and the claims marked right after it."""

    pieces: Sequence[GlossaryPiece]
    marks: Sequence[ClaimDocument]


@dataclass(frozen=True)
class MarkedSentence:
    """A sentence; `anchors` are the claims that are first named in it, to which links lead here."""

    parts: Sequence[MarkedPart]
    claims: Sequence[str]
    anchors: Sequence[str]


@dataclass(frozen=True)
class ReadPassage:
    """The text of a section under its heading, and the picture that follows it, if one does."""

    anchor: str
    heading: str
    is_section_name: bool
    sentences: Sequence[MarkedSentence]
    picture: str = ""


def marked_sentences(
    texts: Iterable[str],
    glossary: Glossary,
    claims: Mapping[str, ClaimDocument],
    anchored: set[str],
) -> list[list[MarkedSentence]]:
    """Return the sentences of each text. Claims in `anchored` get no anchor again; it is added to.

    A term is marked where it comes first in all of the texts. A key that no claim has is left out.
    """
    found = [sentences(text) for text in texts]
    parts = [part.text for text in found for sentence in text for part in sentence.parts]
    pieces = iter(glossary.section(parts))
    return [[_marked(s, pieces, claims, anchored) for s in text] for text in found]


def _marked(
    sentence: Sentence,
    pieces: Iterable[list[GlossaryPiece]],
    claims: Mapping[str, ClaimDocument],
    anchored: set[str],
) -> MarkedSentence:
    keys = [key for key in sentence.claims if key in claims]
    anchors = [key for key in keys if key not in anchored]
    anchored.update(anchors)
    parts = [
        MarkedPart(found, [claims[key] for key in part.claims if key in claims])
        for part, found in zip(sentence.parts, pieces, strict=False)
    ]
    return MarkedSentence(parts, keys, anchors)


def read_passages(
    document: EditionDocument, claims: Mapping[str, ClaimDocument], anchored: set[str]
) -> list[ReadPassage]:
    """Return the passages in the order of their sections, terms marked once a section."""
    glossary = Glossary(document.terms)
    found = []
    for section in Section:
        passages = [passage for passage in document.passages if passage.section == section]
        texts = marked_sentences((p.text for p in passages), glossary, claims, anchored)
        for place, (passage, marked) in enumerate(zip(passages, texts, strict=True), 1):
            found.append(
                ReadPassage(
                    anchor=section.value if place == 1 else f"{section}-{place}",
                    heading=passage.heading or str(section.label),
                    is_section_name=not passage.heading,
                    sentences=marked,
                    picture=PICTURES.get(section, "") if place == len(passages) else "",
                )
            )
    return found
