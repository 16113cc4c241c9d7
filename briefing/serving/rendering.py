"""The HTML of a page of an edition, with what those who cite, share and search find in it."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import to_locale

from briefing.documents.diff import differences
from briefing.documents.schema import EditionDocument
from briefing.models import Edition
from briefing.reading.citation import Cited, citations
from briefing.reading.context import page_context
from briefing.reading.evidence import ALL_CLAIMS, Filter
from briefing.reading.pages import BriefPage, minutes, quiz_length, quiz_minutes
from briefing.reading.pictures.social_card import alternative
from briefing.serving.absolute_url import absolute
from briefing.serving.locale_tag import locale_name
from briefing.serving.pictures import edition_maps
from briefing.serving.structured_data import data_block, linked_data
from quiz.documents.language import lang_attributes
from quiz.paper import read_paper

# So many changed places are named one by one.
CHANGES_NAMED = 30


@dataclass(frozen=True)
class PreviewLinks:
    """Where the draft of a page that is not published is edited, and its quiz, if it has one."""

    form: str
    quiz: str


def render_edition(
    edition: Edition,
    page: BriefPage = BriefPage.BRIEF,
    chosen: Filter = ALL_CLAIMS,
    preview: PreviewLinks | None = None,
) -> str:
    """Return a page of an edition; as a preview, it need not be saved."""
    document = EditionDocument.model_validate_json(edition.document)
    context: dict[str, Any] = {"edition": edition, "contact": _contact()}
    if preview:
        links = {str(each): f"?page={each}" for each in BriefPage}
        context |= {"preview": preview.form, "quiz": preview.quiz, "links": links}
    else:
        context |= _for_finding(edition, document, page)
        context["quiz"] = edition.paper_id and reverse("quiz:paper", args=[edition.paper_id])
        if page == BriefPage.CITE:
            context |= _history(edition)
    context |= _quiz(edition)
    context["pages"] = [(each, context["links"][each]) for each in BriefPage]
    template = f"briefing/serving/{page}.html"
    maps = edition_maps(edition, document) if page == BriefPage.BRIEF else ()
    return render_to_string(template, context | page_context(document, page, chosen, maps))


def page_address(edition: Edition, page: BriefPage, lasting: bool) -> str:
    """Return the address of a page: the edition’s own, or that of whatever edition is live."""
    suffix = "" if page == BriefPage.BRIEF else f"_{page}"
    if lasting:
        return reverse(f"briefing:edition{suffix}", args=[edition.brief.slug, edition.number])
    return reverse(f"briefing:brief{suffix}", args=[edition.brief.slug])


def _for_finding(edition: Edition, document: EditionDocument, page: BriefPage) -> dict[str, Any]:
    """Return what a page tells those who cite, share and search."""
    newer = edition.brief.live_id != edition.pk
    lasting = absolute(edition.get_absolute_url())
    day = localdate(edition.published)
    cited = Cited(document.slug, document.title, edition.number, day, lasting)
    described = linked_data(edition, document, minutes(document, BriefPage.BRIEF))
    return {
        "newer": newer,
        "lasting": edition.get_absolute_url(),
        "lasting_evidence": page_address(edition, BriefPage.EVIDENCE, lasting=True),
        "lasting_address": lasting,
        "links": {str(each): page_address(edition, each, lasting=newer) for each in BriefPage},
        "citations": citations(cited),
        "canonical": absolute(page_address(edition, page, lasting=False)),
        "address": absolute(page_address(edition, page, lasting=newer)),
        "card": absolute(social_card_address(edition)),
        "card_text": alternative(document, edition.paper_id is not None),
        "locale": _locale(document.language),
        "linked_data": data_block(described) if page == BriefPage.BRIEF else "",
    }


def _quiz(edition: Edition) -> dict[str, int]:
    """Return how many questions a quiz has that nobody chose anything for, and the minutes."""
    questions = quiz_length(read_paper(edition.paper)) if edition.paper else 0
    return {"quiz_questions": questions, "quiz_minutes": quiz_minutes(questions)}


def _contact() -> str:
    """Return where readers report errors, as an address to be linked; empty where none is set."""
    return f"mailto:{settings.CONTACT}" if "@" in settings.CONTACT else settings.CONTACT


def _history(edition: Edition) -> dict[str, Any]:
    """Return the editions of a brief up to this one, and what this one changed; one query."""
    editions = list(
        edition.brief.editions.filter(number__lte=edition.number)
        .order_by("-number")
        .defer("document")
    )
    names: list[str] = []
    if len(editions) > 1:
        before, after = (
            EditionDocument.model_validate_json(each.document).model_dump(mode="json")
            for each in (editions[1], editions[0])
        )
        names = list(dict.fromkeys(found.place.name for found in differences(before, after)))
    return {
        "editions": editions,
        "changes": names[:CHANGES_NAMED],
        "more_changes": max(0, len(names) - CHANGES_NAMED),
    }


def _locale(language: str) -> str:
    """Return a language for Open Graph, which knows languages only with their countries."""
    locale = to_locale(language) if lang_attributes(language) else locale_name()
    return locale if "_" in locale else ""


def social_card_address(edition: Edition) -> str:
    return reverse("briefing:card", args=[edition.brief.slug, edition.number])
