"""The pages readers read: rendered once an edition, then the same bytes for everyone."""

import gzip
import hashlib
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import brotli  # type: ignore[import-untyped]
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

from briefing.edition import EditionDocument
from briefing.models import Edition
from briefing.reading import reading

T = TypeVar("T")
logger = logging.getLogger(__name__)

# How long another machine with a cache of its own may show the edition before the last, in seconds.
LIVE_FOR = 60


@dataclass(frozen=True)
class Page:
    """A page's bytes by content encoding, and the tag that changes whenever they do."""

    tag: str
    bodies: dict[str, bytes]

    def response(self, request: HttpRequest) -> HttpResponseBase:
        """Return the page as this browser takes it: compressed, or a 304 where it has it."""
        encoding = accepted(request.headers.get("Accept-Encoding", ""))
        etag = quote_etag(f"{self.tag}-{encoding}")
        response = HttpResponse(self.bodies[encoding])
        if encoding != "identity":
            response["Content-Encoding"] = encoding
        response["Content-Length"] = str(len(response.content))
        response["ETag"] = etag
        response["Cache-Control"] = "public, no-cache"
        patch_vary_headers(response, ["Accept-Encoding"])
        return get_conditional_response(request, etag=etag, response=response) or response


def make_page(html: str) -> Page:
    body = html.encode()
    return Page(
        tag=hashlib.sha256(body).hexdigest()[:20],
        bodies={
            "br": brotli.compress(body, quality=9),
            "gzip": gzip.compress(body, mtime=0),
            "identity": body,
        },
    )


def accepted(header: str) -> str:
    """Return the best of br, gzip and identity that an Accept-Encoding header allows."""
    offers = dict(_OFFER.findall(header.lower()))
    taken = [name for name, quality in offers.items() if not _NOUGHT.fullmatch(quality)]
    return next((encoding for encoding in ("br", "gzip") if encoding in taken), "identity")


_OFFER = re.compile(r"(?:^|,)\s*([\w*-]+)\s*(?:;\s*q=([\d.]+))?")
_NOUGHT = re.compile(r"0\.?0*")


def front_page() -> Page:
    """Return the list of the live briefs; one query."""
    editions = (
        Edition.objects.live().select_related("brief").defer("document").order_by("-published")
    )
    return make_page(render_to_string("briefing/front.html", {"editions": editions}))


def live_page(slug: str) -> Page | None:
    """Return the page of a brief's live edition, or None; one query, none when cached."""
    key = _cached(_live_key(slug), str)
    page = _cached(key, Page) if key else None
    if page:
        return page
    edition = Edition.objects.live().select_related("brief").filter(brief__slug=slug).first()
    if edition is None:
        return None
    # Only where nothing stands: a publishing in the meantime has put the newer edition there.
    _keep(cache.add, _live_key(slug), _page_key(edition), LIVE_FOR)
    return edition_page(edition)


def edition_page(edition: Edition) -> Page:
    """Return the page of an edition, which says whether a newer one is out."""
    key = _page_key(edition)
    page = _cached(key, Page)
    if page is None:
        page = make_page(render_edition(edition))
        _keep(cache.set, key, page, None)
    return page


def render_edition(edition: Edition) -> str:
    document = EditionDocument.model_validate_json(edition.document)
    newer = edition.brief.live_id != edition.pk
    context = {"edition": edition, "newer": newer, "site": settings.SITE_URL}
    return render_to_string("briefing/brief.html", context | reading(document))


def show_live(slug: str) -> None:
    """Let readers see at once what is live now."""
    live = Edition.objects.live().select_related("brief").filter(brief__slug=slug).first()
    _keep(cache.set, _live_key(slug), _page_key(live) if live else "", LIVE_FOR)


def _live_key(slug: str) -> str:
    return f"live:{slug}"


def _page_key(edition: Edition) -> str:
    """Return a key that no other page has: not even after a database was put back."""
    made = (edition.pk, edition.sha256, edition.published, edition.paper_id, edition.brief.live_id)
    return f"page:{settings.RELEASE}:{hashlib.sha256(repr(made).encode()).hexdigest()}"


def _cached(key: str, kind: type[T]) -> T | None:
    """Return what the cache holds; None where it holds something else or does not work."""
    try:
        found = cache.get(key)
    except Exception:
        logger.exception("The cache could not be read.")
        return None
    return found if isinstance(found, kind) else None


def _keep(put: Callable[..., Any], key: str, value: object, seconds: int | None) -> None:
    """Put something into the cache; readers are served without it where that does not work."""
    try:
        put(key, value, seconds)
    except Exception:
        logger.exception("The cache could not be written.")
