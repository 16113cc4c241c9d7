"""The way from a quiz back to the page that it is about."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quiz.models import Paper
from quiz.paper import page_addresses


@require_safe
@never_cache
def page(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Lead on to the page of a paper, wherever it is now, and to a passage of it if one is named.

    So a link back needs no query before it is followed.
    """
    key = get_object_or_404(Paper.objects.only("page_key"), pk=paper_id).page_key
    address = page_addresses([key]).get(key)
    if address is None:
        raise Http404("No page is known for this quiz.")
    claim = request.GET.get("claim")
    return redirect(f"{address}?{urlencode({'claim': claim})}" if claim else address)
