import re

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.http.response import Http404
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


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Refuse what came without the mark of a form of this site."""
    if request.method != "POST":
        # No form has such a method, and no address takes it.
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    return form_too_old(request, reason)
