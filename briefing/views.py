from django.http import HttpRequest, HttpResponseBase
from django.http.response import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from briefing import pages
from briefing.models import Edition
from quiz.gone import gone


@require_safe
def front(request: HttpRequest) -> HttpResponseBase:
    return pages.front_page().response(request)


@require_safe
def brief(request: HttpRequest, slug: str) -> HttpResponseBase:
    page = pages.live_page(slug)
    if page is None:
        if Edition.objects.filter(brief__slug=slug).exists():
            return gone(request)
        raise Http404("There is no brief at this address.")
    return page.response(request)


@require_safe
def edition(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    found = get_object_or_404(
        Edition.objects.select_related("brief"), brief__slug=slug, number=number
    )
    if found.brief.live_id is None:
        return gone(request)
    return pages.edition_page(found).response(request)
