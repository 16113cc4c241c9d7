"""What is done to every request or answer, whichever address it is for."""

import re
from collections.abc import Callable
from http import HTTPStatus

from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Answer = Callable[[HttpRequest], HttpResponse]


def policies(get_response: Answer) -> Answer:
    """Tell browsers with every page, and every file, what it may do and what it may not ask for.

    Both policies are the same everywhere, so they are put into words once.
    """
    allowed = build_policy()
    refused = ", ".join(f"{name}=()" for name in settings.NOT_NEEDED)

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Permissions-Policy"] = refused
        # Django's own pages for whoever develops have styles and scripts within.
        if not (settings.DEBUG and response.status_code in (404, 500)):
            response["Content-Security-Policy"] = allowed
        return response

    return answer


def bounded(get_response: Answer) -> Answer:
    """Answer 413 to a request that is too large, of which then nothing is read.

    One that does not say how large it is has no body for Django.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not _LENGTH.fullmatch(length):
            raise BadRequest("The length of a request is a number.")
        if int(length) > settings.MOST_UPLOADED:
            return render(request, "413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return get_response(request)

    return answer


_LENGTH = re.compile("[0-9]{1,40}")


def not_modified(get_response: Answer) -> Answer:
    """Tell no length with a 304: it would have to be that of the page, and Django says 0."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 304:
            del response["Content-Length"]
        return response

    return answer


def method_not_allowed(get_response: Answer) -> Answer:
    """Answer 405 with a page: Django's views refuse a method with nothing for a reader to see."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page

    return answer
