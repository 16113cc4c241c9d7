"""What a page says of itself to machines, in the words of schema.org."""

import json
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from briefing.choices import ActorKind
from briefing.documents.cited_text import without_references
from briefing.documents.schema import ActorDocument, ArticleDocument, EditionDocument
from briefing.models import Edition
from briefing.serving.absolute_url import absolute

# What would end the element, or open a comment or a tag within it. As JSON they mean the same.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}

# A state acts through those who govern it: a Country would be a place.
_TYPES = {
    ActorKind.STATE: "GovernmentOrganization",
    ActorKind.BLOC: "Organization",
    ActorKind.ORGANISATION: "Organization",
    ActorKind.PERSON: "Person",
}


def data_block(data: dict[str, Any]) -> SafeString:
    """Return data as JSON that no text in it can turn into anything else within a page."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return SafeString(written.translate(_ESCAPED))


def linked_data(edition: Edition, document: EditionDocument, minutes: int) -> dict[str, Any]:
    """Return a brief as a Report with the article it is based on and its quiz."""
    address = absolute(edition.get_absolute_url())
    data = {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": address,
        "url": address,
        "headline": document.title,
        "description": document.standfirst,
        "abstract": without_references(document.bottom_line),
        "keywords": list(document.topics),
        "inLanguage": document.language,
        "version": str(edition.number),
        "datePublished": edition.published.isoformat(timespec="seconds"),
        "timeRequired": f"PT{minutes}M",
        "image": absolute(reverse("briefing:card", args=[document.slug, edition.number])),
        "author": {"@type": "Organization", "name": "Readout", "url": absolute(_front())},
        "isBasedOn": _article(document.article),
        "about": [_actor(actor) for actor in document.actors],
    }
    if edition.paper_id:
        data["hasPart"] = _quiz(edition, document, address)
    return data


def _front() -> str:
    return reverse("briefing:front")


def _article(article: ArticleDocument) -> dict[str, Any]:
    """Return the source; what is not recorded of it is left out."""
    told: dict[str, Any] = {
        "headline": article.title,
        "author": article.author and {"@type": "Person", "name": article.author},
        "publisher": article.outlet and {"@type": "Organization", "name": article.outlet},
        "datePublished": article.date,
        "url": article.url,
    }
    return {"@type": "Article"} | {name: value for name, value in told.items() if value}


def _actor(actor: ActorDocument) -> dict[str, str]:
    # Several are neither one organisation nor one person.
    return {"@type": "Thing" if actor.plural else _TYPES[actor.kind], "name": actor.name}


def _quiz(edition: Edition, document: EditionDocument, address: str) -> dict[str, Any]:
    return {
        "@type": "Quiz",
        "name": gettext("Quiz: %(title)s") % {"title": document.title},
        "url": absolute(reverse("quiz:paper", args=[edition.paper_id])),
        "learningResourceType": "quiz",
        "inLanguage": document.language,
        "isPartOf": {"@id": address},
    }
