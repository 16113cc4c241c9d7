"""What the front page says of a brief."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from briefing.documents.schema import EditionDocument
from briefing.models import Edition
from briefing.reading.pages import BriefPage, minutes, quiz_length, quiz_minutes
from briefing.reading.pictures.actor_map import ActorMap
from quiz.documents.language import lang_attributes
from quiz.paper import read_paper


@dataclass(frozen=True)
class Teaser:
    """An edition with what can be told of it before it is opened.

    `minutes` to read it, `questions` of a quiz with nothing chosen, and `quiz_minutes` for these.
    `lang` are the attributes of an element that holds its words.
    """

    edition: Edition
    lang: SafeString
    topics: tuple[str, ...]
    minutes: int
    questions: int
    quiz_minutes: int
    picture: ActorMap | None


def teaser(edition: Edition, maps: Sequence[ActorMap] = ()) -> Teaser:
    """Return what is told of an edition whose brief and paper are loaded; no query."""
    document = EditionDocument.model_validate_json(edition.document)
    questions = quiz_length(read_paper(edition.paper)) if edition.paper else 0
    return Teaser(
        edition=edition,
        lang=lang_attributes(document.language),
        topics=document.topics,
        minutes=minutes(document, BriefPage.BRIEF),
        questions=questions,
        quiz_minutes=quiz_minutes(questions),
        picture=maps[-1] if maps else None,
    )
