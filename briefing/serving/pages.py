"""What readers read: rendered once an edition, then the same bytes for everyone."""

import gzip
import hashlib
import logging
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

import brotli  # type: ignore[import-untyped]
from django.conf import settings
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.timezone import localdate
from django.utils.translation import to_locale

from briefing.documents.schema import EditionDocument
from briefing.models import Edition, EditionQuerySet
from briefing.reading.citation import Cited, citations
from briefing.reading.context import reading
from briefing.reading.depth import Depth
from briefing.reading.pictures.social_card import alternative, draw_card
from briefing.reading.teaser import teaser
from briefing.serving.absolute_url import absolute
from briefing.serving.locale_tag import locale_name
from briefing.serving.structured_data import data_block, linked_data
from quiz.documents.language import lang_attributes

T = TypeVar("T")
logger = logging.getLogger(__name__)

# How long another machine with a cache of its own may show the edition before the last, in seconds.
LIVE_FOR = 60
HTML = "text/html; charset=utf-8"
# What a page was last is kept so long for when the database is away, and shown so long before the
# next try, in seconds.
LAST_FOR = 7 * 24 * 60 * 60
TRY_AFTER = 5
AWAY = (OperationalError, InterfaceError)
# How many briefs the front page shows at a time.
SHOWN = 20


@dataclass(frozen=True)
class Page:
    """A page's bytes by content encoding, and the tag that changes whenever they do."""

    tag: str
    bodies: dict[str, bytes]
    # Under which it is cached, and no other page ever was; none for a page that is no edition's.
    key: str = ""
    content_type: str = HTML
    cache_control: str = "public, no-cache"

    def response(self, request: HttpRequest) -> HttpResponseBase:
        """Return the page as this browser takes it: compressed, or a 304 where it has it."""
        encoding = accepted(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        if encoding not in self.bodies:
            encoding = "identity"
        etag = quote_etag(f"{self.tag}-{encoding}")
        response = HttpResponse(self.bodies[encoding], content_type=self.content_type)
        if encoding != "identity":
            response["Content-Encoding"] = encoding
        response["Content-Length"] = str(len(response.content))
        response["ETag"] = etag
        response["Cache-Control"] = self.cache_control
        patch_vary_headers(response, ["Accept-Encoding"])
        return get_conditional_response(request, etag=etag, response=response) or response


def make_page(text: str, content_type: str = HTML) -> Page:
    body = text.encode()
    return Page(
        content_type=content_type,
        tag=hashlib.sha256(body).hexdigest()[:20],
        bodies={
            "br": brotli.compress(body, quality=9),
            "gzip": gzip.compress(body, mtime=0),
            "identity": body,
        },
    )


@lru_cache(maxsize=100)
def accepted(header: str) -> str:
    """Return the best of br, gzip and identity that an Accept-Encoding header allows."""
    offers = dict(_OFFER.findall(header.lower()))
    taken = [name for name, quality in offers.items() if not _NOUGHT.fullmatch(quality)]
    return next((encoding for encoding in ("br", "gzip") if encoding in taken), "identity")


_OFFER = re.compile(r"(?:^|,)\s*([\w*-]+)\s*(?:;\s*q=([\d.]+))?")
_NOUGHT = re.compile(r"0\.?0*")


def front_page(number: int = 1) -> Page | None:
    """Return a page of the list of the live briefs, the newest first, or None past the last.

    One query, none when cached. While the database is away, it is what it last was.
    """
    stamp = _cached(_FRONT, str) or ""
    key = f"front:{settings.RELEASE}:{stamp}:{number}"
    page = _cached(key, Page)
    if page:
        return page
    try:
        page = _new_front_page(number)
    except AWAY:
        page = _shown_on(key, Page)
        if page is None:
            raise
        return page
    if page:
        _keep_for_now(key, page)
    return page


def _new_front_page(number: int) -> Page | None:
    editions = _newest((number - 1) * SHOWN)
    if not editions and number > 1:
        return None
    context = {
        "teasers": [teaser(edition) for edition in editions[:SHOWN]],
        "number": number,
        "newer": number - 1,
        "older": number + 1 if len(editions) > SHOWN else None,
    }
    return make_page(render_to_string("briefing/front.html", context))


def _editions() -> EditionQuerySet:
    """All editions, from the database itself: what a cache shows everyone must not lag."""
    return Edition.objects.using(DEFAULT_DB_ALIAS)


def _live(slug: str) -> Edition | None:
    return _editions().live().select_related("brief").filter(brief__slug=slug).first()


def _newest(first: int) -> list[Edition]:
    """Return what a page of the list shows from its first on, and one more if there is one."""
    order = ("-published", "-pk")
    # Sorted by themselves: with their documents, all of them would be read to be put in order.
    keys = _editions().live().order_by(*order).values("pk")[first : first + SHOWN + 1]
    shown = _editions().filter(pk__in=keys).select_related("brief", "paper")
    return list(shown.order_by(*order))


# Changes whenever what is live does, and the pages of the list kept under it are seen no more.
_FRONT = "front"


def live_page(slug: str, depth: Depth = Depth.FULL) -> Page | None:
    """Return the page of a brief's live edition, or None; one query, none when cached.

    While the database is away, it is what it last was.
    """
    live = _live_key(slug)
    key = _cached(live, str)
    page = _cached(_at(depth, key), Page) if key else None
    if page:
        return page
    try:
        edition = _live(slug)
    except AWAY:
        key = _shown_on(live, str)
        page = _cached(_at(depth, key), Page) if key else None
        if page is None:
            raise
        return page
    if edition is None:
        return None
    # Only where nothing stands: a publishing in the meantime has put the newer edition there, and
    # taking back that there is none.
    if _keep(cache.add, live, _page_key(edition), LIVE_FOR):
        _keep(cache.set, f"last:{live}", _page_key(edition), LAST_FOR)
    return edition_page(edition, depth)


def edition_page(edition: Edition, depth: Depth = Depth.FULL) -> Page:
    """Return the page of an edition, which says whether a newer one is out."""
    key = _at(depth, _page_key(edition))
    page = _cached(key, Page)
    if page is None:
        page = replace(make_page(render_edition(edition, depth)), key=key)
        _keep(cache.set, key, page, None)
    return page


def is_live(slug: str, key: str) -> bool:
    """Return whether the page of a key is what a brief's readers read now, as the cache says."""
    return _cached(_live_key(slug), str) == key


def lasting_page(edition: Edition, depth: Depth = Depth.FULL) -> Page:
    """Return the page of an edition, and keep it for when the database is away."""
    page = edition_page(edition, depth)
    _keep(cache.set, _lasting_key(edition.brief.slug, edition.number, depth), page.key, LAST_FOR)
    return page


def lasting_shown_on(slug: str, number: int, depth: Depth) -> Page | None:
    """Return what the page of an edition last was, unless its brief is taken back."""
    is_published = _cached(f"last:{_live_key(slug)}", str)
    key = _cached(_lasting_key(slug, number, depth), str) if is_published else None
    return _cached(key, Page) if key else None


def _lasting_key(slug: str, number: int, depth: Depth) -> str:
    return f"edition:{settings.RELEASE}:{slug}:{number}:{depth}"


@dataclass(frozen=True)
class Preview:
    """Where the draft of a page that is not published is edited, and its quiz, if it has one."""

    form: str
    quiz: str


def render_edition(
    edition: Edition, depth: Depth = Depth.FULL, preview: Preview | None = None
) -> str:
    """Return the page of an edition; as a preview, it need not be saved."""
    document = EditionDocument.model_validate_json(edition.document)
    read = reading(document, depth)
    context: dict[str, Any] = {"edition": edition}
    if preview:
        context |= {"preview": preview.form, "quiz": preview.quiz}
    else:
        context |= _for_finding(edition, document, max(1, read["offers"][-1].minutes))
        context["quiz"] = edition.paper_id and reverse("quiz:paper", args=[edition.paper_id])
    return render_to_string("briefing/brief.html", context | read)


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
        "card": absolute(card_address(edition)),
        "card_text": alternative(document),
        "locale": _locale(document.language),
        "linked_data": data_block(linked_data(edition, document, minutes)),
    }


def _locale(language: str) -> str:
    """Return a language for Open Graph, which knows languages only with their countries."""
    locale = to_locale(language) if lang_attributes(language) else locale_name()
    return locale if "_" in locale else ""


def card_address(edition: Edition) -> str:
    return reverse("briefing:card", args=[edition.brief.slug, edition.number])


def card_page(edition: Edition) -> Page:
    """Return the picture that stands for an edition where its address is shared, as a PNG."""
    key = f"card:{settings.RELEASE}:{edition.sha256}"
    page = _cached(key, Page)
    if page is None:
        picture = draw_card(EditionDocument.model_validate_json(edition.document))
        page = Page(
            tag=hashlib.sha256(picture).hexdigest()[:20],
            bodies={"identity": picture},
            content_type="image/png",
            cache_control="public, max-age=31536000, immutable",
        )
        _keep(cache.set, key, page, None)
    return page


def show_live(slug: str) -> None:
    """Let readers see at once what is live now."""
    _keep(cache.set, _FRONT, uuid.uuid4().hex, None)
    live = _live(slug)
    if live:
        # Laying a page out takes longer than a reader should wait, and long enough for another to
        # be live by then, or none.
        edition_page(live)
        live = _live(slug)
    _keep_for_now(_live_key(slug), _page_key(live) if live else "")


def _live_key(slug: str) -> str:
    return f"live:{settings.RELEASE}:{slug}"


def _page_key(edition: Edition) -> str:
    """Return a key that no other page has: not even after a database was put back."""
    made = (edition.pk, edition.sha256, edition.published, edition.paper_id, edition.brief.live_id)
    return f"page:{settings.RELEASE}:{hashlib.sha256(repr(made).encode()).hexdigest()}"


def _at(depth: Depth, key: str) -> str:
    return key if depth == Depth.FULL else f"{key}:{depth}"


def _cached(key: str, kind: type[T]) -> T | None:
    """Return what the cache holds; None where it holds something else or does not work."""
    try:
        found = cache.get(key)
    except Exception:
        logger.exception("The cache could not be read.")
        return None
    return found if isinstance(found, kind) else None


def _keep(put: Callable[..., Any], key: str, value: object, seconds: int | None) -> Any:
    """Put something into the cache and return what that returns, or None where it does not work.

    Readers are served without it then.
    """
    try:
        return put(key, value, seconds)
    except Exception:
        logger.exception("The cache could not be written.")
        return None


def _keep_for_now(key: str, value: object) -> None:
    """Keep what is to be looked up anew in a minute, and longer for when that cannot be."""
    _keep(cache.set, key, value, LIVE_FOR)
    _keep(cache.set, f"last:{key}", value, LAST_FOR)


def _shown_on(key: str, kind: type[T]) -> T | None:
    """Return what was last kept under a key, and keep it for a moment; None where nothing was.

    Meant for when the database is away: until the next try, readers do not wait for it.
    """
    found = _cached(f"last:{key}", kind)
    if found:
        _keep(cache.add, key, found, TRY_AFTER)
    return found
