"""What one reader has here: attempts, reviews that are due, and the data kept."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quiz.models import Attempt
from quiz.results.calendar import review_calendar
from quiz.results.history import erase, kept_data
from quiz.results.spaced_repetition import due_papers, next_due
from quiz.views.flow import HtmxHttpRequest, personal
from quiz.views.reader_cookie import (
    clear_reader_cookie,
    reader_of,
    reader_returning,
    return_code,
    set_reader_cookie,
)

LISTED = 50


@require_safe
@personal
def mine(request: HtmxHttpRequest) -> HttpResponse:
    """Show what is started, finished and due; five queries at any history."""
    reader = reader_of(request)
    own = Attempt.objects.of(reader)
    started = list(own.open().order_by("-started")[:LISTED])
    ended = own.exclude(pk__in=[attempt.pk for attempt in started]).order_by("-started")
    finished = list(ended[: LISTED + 1])
    context = {
        "known": reader is not None,
        "return_address": _return_address(request, reader) if reader else "",
        "started": started,
        "finished": finished[:LISTED],
        "more": len(finished) > LISTED,
        "due": due_papers(reader),
        "next_due": next_due(reader),
    }
    template = "quiz/my_data/_my_data.html" if request.htmx else "quiz/my_data/my_data.html"
    return render(request, template, context)


@require_safe
@personal
def calendar(request: HttpRequest) -> HttpResponse:
    """Send the day on which something is due for review next, for the reader's calendar."""
    due = next_due(reader_of(request))
    if due is None:
        raise Http404("Nothing is due for review.")
    address = request.build_absolute_uri(reverse("quiz:mine"))
    title = gettext("Readout: questions due for review")
    file = review_calendar(address, title, due, timezone.now())
    response = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="readout-review.ics"'
    return response


@require_safe
@personal
def data(request: HttpRequest) -> HttpResponse:
    """Send all that is kept of the reader as a file."""
    reader = reader_of(request)
    kept = kept_data(reader) if reader else {"reader": None, "attempts": [], "reviews": []}
    response = JsonResponse(kept, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="readout-data.json"'
    return response


@require_POST
@personal
def erased(request: HttpRequest) -> HttpResponse:
    """Erase all that is kept of the reader, and the cookie with it, if they say so."""
    reader = reader_of(request)
    if "yes" not in request.POST:
        return redirect("quiz:mine")
    if reader:
        erase(reader)
    response = render(request, "quiz/my_data/erased.html")
    clear_reader_cookie(response)
    return response


@require_POST
@personal
def switched(request: HttpRequest) -> HttpResponse:
    """Put the reader's quizzes out of sight on this device, and name the link that leads back."""
    reader = reader_of(request)
    context = {"address": _return_address(request, reader) if reader else ""}
    response = render(request, "quiz/my_data/switched.html", context)
    clear_reader_cookie(response)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def returned(request: HttpRequest, code: str) -> HttpResponse:
    """Ask whether to open a reader's quizzes here, and do so when it is sent.

    A link alone changes nothing: somebody else may have sent it.
    """
    reader = reader_returning(code)
    if reader is None:
        raise Http404("This is no reader's link.")
    if request.method != "POST":
        return render(request, "quiz/my_data/return.html")
    response = redirect("quiz:mine")
    set_reader_cookie(response, reader)
    return response


def _return_address(request: HttpRequest, reader: UUID) -> str:
    return request.build_absolute_uri(reverse("quiz:return", args=[return_code(reader)]))
