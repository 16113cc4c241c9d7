"""The HTML of an edition or a preview, with what those who cite, share and search find in it."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import to_locale

from briefing.documents.schema import EditionDocument
from briefing.models import Edition
from briefing.reading.citation import Cited, citations
from briefing.reading.context import reading
from briefing.reading.depth import Depth
from briefing.reading.pictures.social_card import alternative
from briefing.serving.absolute_url import absolute
from briefing.serving.locale_tag import locale_name
from briefing.serving.pictures import edition_maps
from briefing.serving.structured_data import data_block, linked_data
from quiz.documents.language import lang_attributes


@dataclass(frozen=True)
class PreviewLinks:
    """Where the draft of a page that is not published is edited, and its quiz, if it has one."""

    form: str
    quiz: str


def render_edition(
    edition: Edition, depth: Depth = Depth.FULL, preview: PreviewLinks | None = None
) -> str:
    """Return the page of an edition; as a preview, it need not be saved."""
    document = EditionDocument.model_validate_json(edition.document)
    read = reading(document, depth, edition_maps(edition, document))
    context: dict[str, Any] = {"edition": edition}
    if preview:
        context |= {"preview": preview.form, "quiz": preview.quiz}
    else:
        context |= _for_finding(edition, document, max(1, read["offers"][-1].minutes))
        context["quiz"] = edition.paper_id and reverse("quiz:paper", args=[edition.paper_id])
    return render_to_string("briefing/serving/brief.html", context | read)


def _for_finding(edition: Edition, document: EditionDocument, minutes: int) -> dict[str, Any]:
    """Return what a page tells those who cite, share and search."""
    newer = edition.brief.live_id != edition.pk
    lasting = absolute(edition.get_absolute_url())
    day = localdate(edition.published)
    cited = Cited(document.slug, document.title, edition.number, day, lasting)
    return {
        "newer": newer,
        "lasting": edition.get_absolute_url(),
        "lasting_address": lasting,
        "citations": citations(cited),
        "canonical": absolute(edition.brief.get_absolute_url()),
        "address": absolute((edition if newer else edition.brief).get_absolute_url()),
        "card": absolute(social_card_address(edition)),
        "card_text": alternative(document),
        "locale": _locale(document.language),
        "linked_data": data_block(linked_data(edition, document, minutes)),
    }


def _locale(language: str) -> str:
    """Return a language for Open Graph, which knows languages only with their countries."""
    locale = to_locale(language) if lang_attributes(language) else locale_name()
    return locale if "_" in locale else ""


def social_card_address(edition: Edition) -> str:
    return reverse("briefing:card", args=[edition.brief.slug, edition.number])
