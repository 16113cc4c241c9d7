"""What readers read: rendered once an edition, then the same bytes for everyone."""

import hashlib
import logging
import uuid
from dataclasses import replace

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, transaction
from django.template.loader import render_to_string

from briefing.documents.cited_text import cited_claims
from briefing.documents.schema import EditionDocument
from briefing.models import Edition, EditionQuerySet
from briefing.reading.evidence import ALL_CLAIMS, Filter
from briefing.reading.pages import BriefPage
from briefing.reading.teaser import teaser
from briefing.serving.cache import (
    LAST_FOR,
    LIVE_FOR,
    cached,
    keep,
    keep_for_now,
    keep_new,
    shown_on,
)
from briefing.serving.page import Page, make_page
from briefing.serving.pictures import edition_card, store_pictures, stored_maps
from briefing.serving.rendering import page_address, render_edition

logger = logging.getLogger(__name__)

AWAY = (OperationalError, InterfaceError)
# How long the evidence narrowed to some claims is kept, in seconds: few ask for the same.
FILTERED_FOR = 60 * 60
# How many briefs the front page shows at a time.
SHOWN = 20


def front_page(number: int = 1) -> Page | None:
    """Return a page of the list of the live briefs, the newest first, or None past the last.

    One query, none when cached. While the database is away, it is what it last was.
    """
    stamp = cached(_FRONT, str) or ""
    key = f"front:{settings.RELEASE}:{stamp}:{number}"
    page = _cached_page(key)
    if page:
        return page
    try:
        page = _new_front_page(number)
    except AWAY:
        page = Page.from_bytes(shown_on(key, bytes) or b"")
        if page is None:
            raise
        return page
    if page:
        keep_for_now(key, page.to_bytes())
    return page


def _cached_page(key: str) -> Page | None:
    return Page.from_bytes(cached(key, bytes) or b"")


def _new_front_page(number: int) -> Page | None:
    editions = _newest((number - 1) * SHOWN)
    if not editions and number > 1:
        return None
    context = {
        "teasers": [teaser(edition, stored_maps(edition)) for edition in editions[:SHOWN]],
        "number": number,
        "newer": number - 1,
        "older": number + 1 if len(editions) > SHOWN else None,
    }
    return make_page(render_to_string("briefing/serving/front_page.html", context))


def _editions() -> EditionQuerySet:
    """All editions, from the database itself: what a cache shows everyone must not lag."""
    return Edition.objects.using(DEFAULT_DB_ALIAS)


def _live(slug: str) -> Edition | None:
    return _editions().live().select_related("brief", "paper").filter(brief__slug=slug).first()


def _newest(first: int) -> list[Edition]:
    """Return what a page of the list shows from its first on, and one more if there is one."""
    order = ("-published", "-pk")
    # Sorted by themselves: with their documents, all of them would be read to be put in order.
    keys = _editions().live().order_by(*order).values("pk")[first : first + SHOWN + 1]
    shown = _editions().filter(pk__in=keys).select_related("brief", "paper", "pictures")
    return list(shown.order_by(*order))


# Changes whenever what is live does, and the pages of the list kept under it are seen no more.
_FRONT = "front"


def live_page(
    slug: str, page: BriefPage = BriefPage.BRIEF, chosen: Filter = ALL_CLAIMS
) -> Page | None:
    """Return a page of a brief's live edition, or None.

    That costs a query, one more where it is rendered, and none when it is cached.

    While the database is away, it is what it last was.
    """
    live = _live_key(slug)
    key = cached(live, str)
    found = _cached_page(_at(key, page, chosen)) if key else None
    if found:
        return found
    try:
        edition = _live(slug)
    except AWAY:
        key = shown_on(live, str)
        found = _cached_page(_at(key, page, chosen)) if key else None
        if found is None:
            raise
        return found
    if edition is None:
        return None
    # Only where nothing stands: a publishing in the meantime has put the newer edition there, and
    # taking back that there is none.
    if keep_new(live, _page_key(edition), LIVE_FOR):
        keep(f"last:{live}", _page_key(edition), LAST_FOR)
    return edition_page(edition, page, chosen)


def claim_address(slug: str, key: str) -> str | None:
    """Return where readers meet a claim of a live edition: in its text, or in the evidence.

    None where there is no such claim; one query.
    """
    edition = _live(slug)
    if edition is None:
        return None
    document = EditionDocument.model_validate_json(edition.document)
    if all(claim.key != key for claim in document.claims):
        return None
    used = any(key in cited_claims(text) for text in document.own_texts)
    page = BriefPage.BRIEF if used else BriefPage.EVIDENCE
    return f"{page_address(edition, page, lasting=False)}#{key}"


def edition_page(
    edition: Edition, page: BriefPage = BriefPage.BRIEF, chosen: Filter = ALL_CLAIMS
) -> Page:
    """Return a page of an edition, which says whether a newer one is out."""
    edition_key = _page_key(edition)
    key = _at(edition_key, page, chosen)
    found = _cached_page(key)
    if found is None:
        html = render_edition(edition, page, chosen)
        found = replace(make_page(html), key=edition_key)
        keep(key, found.to_bytes(), FILTERED_FOR if chosen else None)
    return found


def is_live(slug: str, key: str) -> bool:
    """Return whether the page of a key is what a brief's readers read now, as the cache says."""
    return cached(_live_key(slug), str) == key


def lasting_page(
    edition: Edition, page: BriefPage = BriefPage.BRIEF, chosen: Filter = ALL_CLAIMS
) -> Page:
    """Return a page of an edition, and keep it for when the database is away."""
    found = edition_page(edition, page, chosen)
    keep(_lasting_key(edition.brief.slug, edition.number), found.key, LAST_FOR)
    return found


def lasting_shown_on(
    slug: str, number: int, page: BriefPage = BriefPage.BRIEF, chosen: Filter = ALL_CLAIMS
) -> Page | None:
    """Return what a page of an edition last was, unless its brief is taken back."""
    is_published = cached(f"last:{_live_key(slug)}", str)
    key = cached(_lasting_key(slug, number), str) if is_published else None
    return _cached_page(_at(key, page, chosen)) if key else None


def _lasting_key(slug: str, number: int) -> str:
    return f"edition:{settings.RELEASE}:{slug}:{number}"


def social_card_page(edition: Edition) -> Page:
    """Return the picture that stands for an edition where its address is shared, as a PNG."""
    picture = edition_card(edition)
    return Page(
        tag=hashlib.sha256(picture).hexdigest()[:20],
        bodies={"identity": picture},
        content_type="image/png",
        cache_control="public, max-age=31536000, immutable",
    )


def show_live_on_commit(slug: str) -> None:
    """Let readers see what is live once the transaction is committed.

    A failure is logged, since what was committed stays: readers see it a minute later at most.
    """

    def show() -> None:
        try:
            for edition in Edition.objects.live().filter(brief__slug=slug):
                store_pictures(edition)
            show_live(slug)
        except Exception:
            logger.exception(
                "What is live of “%s” has changed, but its page could not be prepared. It is "
                "rendered when a reader next asks for it.",
                slug,
            )

    transaction.on_commit(show, robust=True)


def show_live(slug: str) -> None:
    """Let readers see at once what is live now."""
    keep(_FRONT, uuid.uuid4().hex, None)
    live = _live(slug)
    if live:
        # Laying a page out takes longer than a reader should wait, and long enough for another to
        # be live by then, or none.
        edition_page(live)
        live = _live(slug)
    keep_for_now(_live_key(slug), _page_key(live) if live else "")
    if live:
        edition_card(live)


def _live_key(slug: str) -> str:
    return f"live:{settings.RELEASE}:{slug}"


def _page_key(edition: Edition) -> str:
    """Return a key that no other page has: not even after a database was put back."""
    made = (edition.pk, edition.sha256, edition.published, edition.paper_id, edition.brief.live_id)
    return f"page:{settings.RELEASE}:{hashlib.sha256(repr(made).encode()).hexdigest()}"


def _at(edition_key: str, page: BriefPage, chosen: Filter) -> str:
    """Return the key of a page of an edition; the brief itself has the edition's own."""
    if page == BriefPage.BRIEF:
        return edition_key
    # An actor's key may be as long as anybody types it.
    narrowed = hashlib.sha256(str(chosen).encode()).hexdigest()[:16] if chosen else ""
    return f"{edition_key}:{page}:{narrowed}"
