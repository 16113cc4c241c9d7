import re
from copy import copy

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.http.response import Http404
from django.middleware.csrf import REASON_CSRF_TOKEN_MISSING, REASON_NO_CSRF_COOKIE, get_token
from django.shortcuts import get_object_or_404, redirect
from django.views.csrf import csrf_failure as form_too_old
from django.views.decorators.http import require_safe

from briefing.models import Edition
from briefing.reading.evidence import Filter, asked_filter
from briefing.reading.pages import BriefPage
from briefing.serving import feeds, pages
from briefing.serving.wsgi_cache import mark_cacheable
from config.operations.gone import gone


@require_safe
def front(request: HttpRequest) -> HttpResponseBase:
    number = request.GET.get("page", "1")
    page = pages.front_page(int(number)) if _PAGE_NUMBER.fullmatch(number) else None
    if page is None:
        raise Http404("The list of briefs has no such page.")
    return page.response(request)


_PAGE_NUMBER = re.compile("[1-9][0-9]{0,5}")


@require_safe
def brief(request: HttpRequest, slug: str, page: BriefPage = BriefPage.BRIEF) -> HttpResponseBase:
    if "depth" in request.GET:
        # Addresses of the time when a brief was read at several depths.
        return redirect("briefing:brief", slug, permanent=True)
    if claim := request.GET.get("claim"):
        address = pages.claim_address(slug, claim)
        if address:
            return redirect(address)
    chosen = _chosen(request, page)
    found = pages.live_page(slug, page, chosen)
    if found is None:
        if Edition.objects.filter(brief__slug=slug).exists():
            return gone(request)
        raise Http404("There is no brief at this address.")
    if not chosen:
        mark_cacheable(request, slug, found)
    return found.response(request)


@require_safe
def edition(
    request: HttpRequest, slug: str, number: int, page: BriefPage = BriefPage.BRIEF
) -> HttpResponseBase:
    if "depth" in request.GET:
        return redirect("briefing:edition", slug, number, permanent=True)
    chosen = _chosen(request, page)
    try:
        found = _edition(slug, number)
    except pages.AWAY:
        shown = pages.lasting_shown_on(slug, number, page, chosen)
        if shown is None:
            raise
        return shown.response(request)
    if found.brief.live_id is None:
        return gone(request)
    return pages.lasting_page(found, page, chosen).response(request)


def _chosen(request: HttpRequest, page: BriefPage) -> Filter:
    return asked_filter(request.GET) if page == BriefPage.EVIDENCE else Filter()


@require_safe
def card(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    found = _edition(slug, number)
    return pages.social_card_page(found).response(request) if found.brief.live_id else gone(request)


def _edition(slug: str, number: int) -> Edition:
    editions = Edition.objects.select_related("brief", "paper")
    found: Edition = get_object_or_404(editions, brief__slug=slug, number=number)
    return found


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    return feeds.feed().response(request)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    return feeds.sitemap().response(request)


@require_safe
def robots(request: HttpRequest) -> HttpResponseBase:
    return feeds.robots().response(request)


@require_safe
def manifest(request: HttpRequest) -> HttpResponseBase:
    return feeds.manifest().response(request)


# Why a form of this site may be refused: a tab or a sign-in came between, or cookies are blocked.
_OUTDATED = (REASON_NO_CSRF_COOKIE, REASON_CSRF_TOKEN_MISSING, "CSRF token from POST incorrect.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Refuse a request without the token of a form of this site.

    The token is checked before the method. Where an address does not take the method at all, the
    answer says so. The refusal of a request by htmx brings the token that holds now, for the page
    to send its form once more. Only a page of this site can read it, as it can read any form's.
    """
    allowed = _allowed(request)
    if request.method not in allowed:
        return HttpResponseNotAllowed(allowed)
    response = form_too_old(request, reason)
    if getattr(request, "htmx", False) and reason in _OUTDATED:
        response["X-CSRF-Token"] = get_token(request)
    return response


def _allowed(request: HttpRequest) -> list[str]:
    """Return the methods that an address takes.

    No view here does anything at OPTIONS, and one that is limited to some methods names them.
    """
    match, probe = request.resolver_match, copy(request)
    probe.method = "OPTIONS"
    try:
        answer = match.func(probe, *match.args, **match.kwargs) if match else None
    except (Http404, PermissionDenied):
        answer = None
    methods = answer.headers.get("Allow", "") if answer else ""
    return methods.split(", ") if methods else ["GET", "HEAD", "POST"]
