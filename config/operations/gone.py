from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache


@never_cache
def gone(request: HttpRequest) -> HttpResponse:
    """Answer for what was published once and was taken back: it may be published again."""
    return render(request, "410.html", status=HTTPStatus.GONE)
