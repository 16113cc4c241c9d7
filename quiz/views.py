"""The quiz over HTTP: each address answers htmx with a fragment and anyone else with a page."""

import random
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.middleware import HtmxDetails

from quiz.attempts import Sitting, find_sitting, give_answer, start
from quiz.forms import StartForm
from quiz.kinds.base import UnreadableResponse
from quiz.models import Attempt, Paper
from quiz.paper import read_paper
from quiz.readers import reader_of, reader_or_new, remember

# Questions must not be drawn the same for everyone who starts at one time.
CHANCE = random.SystemRandom()


class HtmxHttpRequest(HttpRequest):
    htmx: HtmxDetails


View = Callable[..., HttpResponse]


def personal(view: View) -> View:
    """Keep what belongs to one reader out of every cache, and answer 404 for another's."""

    @never_cache
    @vary_on_headers("HX-Request", "Cookie")
    @wraps(view)
    def wrapped(request: HtmxHttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Attempt.DoesNotExist:
            raise Http404("There is no such attempt of yours.") from None

    return wrapped


def _show(
    request: HtmxHttpRequest,
    paper: Paper,
    fragment: str,
    context: dict[str, Any],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context |= {"paper": paper, "title": read_paper(paper).title, "fragment": fragment}
    template = fragment if request.htmx else "quiz/page.html"
    return render(request, template, context, status=status)


@require_safe
@personal
def paper(request: HtmxHttpRequest, paper_id: int) -> HttpResponse:
    found = get_object_or_404(Paper, pk=paper_id)
    unfinished = Attempt.objects.of(reader_of(request)).unfinished(found.page).first()
    context = {"unfinished": unfinished, "form": StartForm(read_paper(found))}
    return _show(request, found, "quiz/_start.html", context)


@require_POST
@personal
def attempts(request: HtmxHttpRequest, paper_id: int) -> HttpResponse:
    found = get_object_or_404(Paper, pk=paper_id)
    form = StartForm(read_paper(found), request.POST)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _show(request, found, "quiz/_start.html", {"form": form}, status)
    reader = reader_or_new(request)
    chosen = form.cleaned_data
    attempt = start(found, reader, chosen["themes"], chosen["length"], CHANCE)
    if request.htmx:
        response = _show_question(request, find_sitting(reader, attempt.public_id), 1)
    else:
        response = redirect("quiz:question", attempt.public_id, 1)
    remember(response, reader)
    return response


@require_safe
@personal
def attempt(request: HtmxHttpRequest, public_id: UUID) -> HttpResponse:
    sitting = find_sitting(reader_of(request), public_id)
    if sitting.next_open is None:
        return _show(request, sitting.attempt.paper, "quiz/_results.html", {"sitting": sitting})
    if request.htmx:
        return _show_question(request, sitting, sitting.next_open.number)
    return redirect("quiz:question", public_id, sitting.next_open.number)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def question(request: HtmxHttpRequest, public_id: UUID, number: int) -> HttpResponse:
    if request.method == "POST":
        return _answer(request, public_id, number)
    return _show_question(request, find_sitting(reader_of(request), public_id), number)


def _answer(request: HtmxHttpRequest, public_id: UUID, number: int) -> HttpResponse:
    reader, values = reader_of(request), request.POST.getlist("choice")
    try:
        sitting = give_answer(reader, public_id, number, values)
    except UnreadableResponse as error:
        sitting = find_sitting(reader, public_id)
        return _show_question(request, sitting, number, str(error), values)
    if request.htmx:
        return _show_question(request, sitting, number)
    return redirect(reverse("quiz:question", args=[public_id, number]))


def _show_question(
    request: HtmxHttpRequest,
    sitting: Sitting,
    number: int,
    error: str = "",
    values: list[str] | None = None,
) -> HttpResponse:
    item = sitting.item(number)
    if item is None:
        raise Attempt.DoesNotExist
    context = {"sitting": sitting, "item": item, "error": error, "values": values or []}
    fragment = "quiz/_verdict.html" if item.answer else "quiz/_question.html"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    return _show(request, sitting.attempt.paper, fragment, context, status)
