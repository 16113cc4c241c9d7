"""The brief as one document: what an edition freezes and what a brief file holds."""

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from briefing.choices import ActorKind, Section, Standing, Verb
from briefing.documents.format_1 import upgraded
from briefing.documents.partial_date import checked_date
from quiz.documents.language import USUAL
from quiz.documents.schema import (
    ADDRESS,
    CLAIM_KEY,
    DATE,
    KEY,
    Frozen,
    Key,
    LanguageTag,
    OptionalTextLine,
    Problem,
    TextLine,
    at_most,
    problems_of,
    upto,
)
from quiz.kinds import KINDS, WrittenQuestion

Keys = tuple[Key, ...]
Paragraph = Annotated[int, Field(ge=1)]


# The pattern is for the schema, which editor programs read; it lets 2017-99 pass.
PartialDate = Annotated[
    str,
    StringConstraints(pattern=DATE),
    AfterValidator(checked_date),
]


class ArticleDocument(Frozen):
    """The source. What is not recorded is left out, never invented."""

    author: Annotated[OptionalTextLine, at_most(120)] = ""
    title: Annotated[OptionalTextLine, at_most(200)] = ""
    outlet: Annotated[OptionalTextLine, at_most(120)] = ""
    date: PartialDate | None = None
    url: Annotated[str, StringConstraints(pattern=ADDRESS, max_length=500)] | None = None
    # How long it is, in words; known when its text is pasted at the desk.
    words: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    paragraphs: Annotated[tuple[Annotated[TextLine, upto(400)], ...], Field(min_length=1)]


class ActorDocument(Frozen):
    """An actor, with its office and side and what it wants and does in this brief."""

    key: Key
    name: Annotated[TextLine, upto(80)]
    kind: ActorKind
    plural: bool = False
    office: Annotated[OptionalTextLine, at_most(160)] = ""
    side: Annotated[OptionalTextLine, at_most(60)] = ""
    wants: Annotated[OptionalTextLine, at_most(500)] = ""
    does: Annotated[OptionalTextLine, at_most(500)] = ""
    claims: Keys = ()


class ClaimDocument(Frozen):
    # Claims are found under their keys in the page, where other things have names too.
    key: Annotated[str, StringConstraints(pattern=CLAIM_KEY)]
    section: Section
    standing: Standing
    speaker: Key | None = None
    answers: Key | None = None
    paragraphs: Annotated[tuple[Paragraph, ...], Field(min_length=1)]
    actors: Keys = ()
    text: Annotated[TextLine, upto(600)]
    # What is claimed, stripped of who says so: a question asks how that is known, and `why` tells.
    bare: Annotated[OptionalTextLine, at_most(300)] = ""
    why: Annotated[OptionalTextLine, at_most(400)] = ""
    # Where it stands in the chain from motives to consequences, and what it is called there.
    gist: Annotated[OptionalTextLine, at_most(80)] = ""
    leads_to: Keys = ()


class PassageDocument(Frozen):
    """A stretch of the brief’s prose; `briefing.documents.cited_text` reads its references."""

    section: Section
    heading: Annotated[OptionalTextLine, at_most(80)] = ""
    text: Annotated[TextLine, upto(2000)]


class RelationDocument(Frozen):
    subject: Key
    verb: Verb
    object: Key
    claims: Annotated[Keys, Field(min_length=1)]


class EventDocument(Frozen):
    date: PartialDate
    until: PartialDate | None = None
    text: Annotated[TextLine, upto(300)]
    claims: Keys = ()


class TermDocument(Frozen):
    term: Annotated[TextLine, upto(80)]
    text: Annotated[TextLine, upto(500)]


class PointDocument(Frozen):
    """Something not known, or something to watch."""

    text: Annotated[TextLine, upto(500)]
    claims: Keys = ()


class EditionDocument(Frozen):
    """All that a reader reads, but for the questions."""

    slug: Annotated[str, StringConstraints(pattern=KEY, max_length=80)]
    title: Annotated[TextLine, upto(120)]
    language: LanguageTag = USUAL
    standfirst: Annotated[TextLine, upto(400)]
    topics: tuple[Annotated[TextLine, upto(40)], ...] = ()
    bottom_line: Annotated[TextLine, upto(600)]
    method: Annotated[OptionalTextLine, at_most(1500)] = ""
    article: ArticleDocument
    passages: tuple[PassageDocument, ...] = ()
    actors: tuple[ActorDocument, ...] = ()
    claims: Annotated[tuple[ClaimDocument, ...], Field(min_length=1)]
    relations: tuple[RelationDocument, ...] = ()
    events: tuple[EventDocument, ...] = ()
    terms: tuple[TermDocument, ...] = ()
    gaps: tuple[PointDocument, ...] = ()
    indicators: tuple[PointDocument, ...] = ()

    @property
    def own_texts(self) -> list[str]:
        """What the brief's own page tells, as opposed to its evidence: references and all."""
        return [self.bottom_line, *(passage.text for passage in self.passages)]

    @model_validator(mode="before")
    @classmethod
    def _read_format_1(cls, data: Any) -> Any:
        return upgraded(data)


class BriefDocument(EditionDocument):
    """A whole brief with its questions: what a brief file holds."""

    format: Literal["2"]
    questions: tuple[WrittenQuestion, ...] = ()

    def edition(self) -> EditionDocument:
        """Return the part that an edition freezes."""
        return EditionDocument.model_construct(
            **{name: getattr(self, name) for name in EditionDocument.model_fields}
        )


def brief_problems(error: ValidationError) -> list[Problem]:
    """Return every fault of a brief's data, at its place in the data.

    The models name a question's kind in its place, the data does not.
    """
    return [
        Problem((*p.loc[:2], *p.loc[3:]), p.message)
        if p.loc[0:1] == ("questions",) and p.loc[2:3] in _KINDS
        else p
        for p in problems_of(error)
    ]


_KINDS = {(kind,) for kind in KINDS}
