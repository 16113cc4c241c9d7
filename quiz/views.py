"""The quiz over HTTP: each address answers htmx with a fragment and anyone else with a page."""

import random
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers
from django.views.defaults import page_not_found
from django_htmx.middleware import HtmxDetails

from quiz.attempts import NothingToAsk, Plan, Sitting, find_sitting, give_answer, hand_in, start
from quiz.forms import MOST_DUE, StartForm
from quiz.gone import gone
from quiz.history import is_first, missed_keys
from quiz.kinds.base import Sent, UnreadableResponse
from quiz.models import Attempt, Paper
from quiz.paper import read_paper
from quiz.readers import reader_of, reader_or_new, remember
from quiz.results import results_context
from quiz.review import due_keys
from quiz.vocabulary import Mode, Sureness, Theme

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
        except (Attempt.DoesNotExist, Http404) as error:
            # Answered here, so that no cache keeps it from the reader to whom it will be there.
            return page_not_found(request, error)

    return wrapped


def show(
    request: HtmxHttpRequest,
    paper: Paper,
    fragment: str,
    context: dict[str, Any],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context |= {"paper": paper, "fragment": fragment, "whole": not request.htmx}
    template = fragment if request.htmx else "quiz/page.html"
    return render(request, template, context, status=status)


@require_safe
@personal
def paper(request: HtmxHttpRequest, paper_id: int) -> HttpResponse:
    found = get_object_or_404(Paper, pk=paper_id)
    if found.withdrawn:
        return gone(request)
    return _show_start(request, found, StartForm(read_paper(found)))


def _show_start(
    request: HtmxHttpRequest, found: Paper, form: StartForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    reader = reader_of(request)
    context = {
        "form": form,
        "unfinished": Attempt.objects.of(reader).unfinished(found.page).first(),
        "missed": len(missed_keys(reader, found.page) & read_paper(found).by_key.keys()),
    }
    return show(request, found, "quiz/_start.html", context, status)


@require_POST
@personal
def attempts(request: HtmxHttpRequest, paper_id: int) -> HttpResponse:
    found = get_object_or_404(Paper, pk=paper_id)
    if found.withdrawn:
        return gone(request)
    form = StartForm(read_paper(found), request.POST)
    if not form.is_valid():
        return _show_start(request, found, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    known = reader_of(request)
    reader = reader_or_new(request)
    try:
        plan = _plan(form.cleaned_data, known, found.page)
        again = plan.keys is not None
        first = known is None or (not again and is_first(known, found.page))
        sitting = start(found, reader, plan, first, CHANCE)
    except NothingToAsk as error:
        form.add_error("mode", str(error))
        return _show_start(request, found, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if request.htmx:
        response = _show_question(request, sitting, 1)
    else:
        response = redirect("quiz:question", sitting.attempt.public_id, 1)
    remember(response, reader)
    return response


def _plan(chosen: dict[str, Any], reader: UUID | None, page: str) -> Plan:
    mode = chosen["mode"]
    if mode == Mode.MISSED:
        missed = missed_keys(reader, page)
        return Plan(mode, Theme.values, len(missed), keys=missed)
    if mode == Mode.REVIEW:
        return Plan(mode, Theme.values, MOST_DUE, keys=due_keys(reader, page))
    minutes = chosen["minutes"] if mode == Mode.TEST else None
    return Plan(mode, chosen["themes"], chosen["length"], minutes)


@require_safe
@personal
def attempt(request: HtmxHttpRequest, public_id: UUID) -> HttpResponse:
    """Show where the attempt stands: its results, a test's overview, or the next question."""
    return _show_attempt(request, find_sitting(reader_of(request), public_id))


def _show_attempt(request: HtmxHttpRequest, sitting: Sitting) -> HttpResponse:
    found = sitting.attempt.paper
    if sitting.is_test and not sitting.closed:
        return show(request, found, "quiz/_overview.html", {"sitting": sitting})
    if sitting.next_open and not sitting.closed:
        return _lead(request, sitting, sitting.next_open.number)
    return show(request, found, "quiz/_results.html", results_context(request, sitting))


def _lead(request: HtmxHttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    """Lead on to a question: htmx is shown it, anyone else is sent there."""
    if request.htmx:
        return _show_question(request, sitting, number)
    return redirect("quiz:question", sitting.attempt.public_id, number)


@require_POST
@personal
def handed_in(request: HtmxHttpRequest, public_id: UUID) -> HttpResponse:
    sitting = hand_in(reader_of(request), public_id)
    if request.htmx:
        return _show_attempt(request, sitting)
    return redirect("quiz:attempt", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def question(request: HtmxHttpRequest, public_id: UUID, number: int) -> HttpResponse:
    reader = reader_of(request)
    if request.method != "POST":
        return _show_question(request, find_sitting(reader, public_id), number, _lists(request.GET))
    sent = _lists(request.POST)
    if "move" in sent:
        return _move(request, find_sitting(reader, public_id), number, sent)
    try:
        sitting = give_answer(reader, public_id, number, sent)
    except UnreadableResponse as error:
        sitting = find_sitting(reader, public_id)
        return _show_question(request, sitting, number, sent, str(error))
    return _after_answer(request, sitting, number, sent)


def _after_answer(
    request: HtmxHttpRequest, sitting: Sitting, number: int, sent: Sent
) -> HttpResponse:
    if sitting.is_test:
        onward = sitting.open_after(number)
        if onward and not sitting.closed:
            return _lead(request, sitting, onward.number)
        if request.htmx:
            return _show_attempt(request, sitting)
        return redirect("quiz:attempt", sitting.attempt.public_id)
    kept = not sitting.items[number - 1].is_answered_by(sent)
    if request.htmx:
        return _show_question(request, sitting, number, kept=kept)
    here = reverse("quiz:question", args=[sitting.attempt.public_id, number])
    return redirect(f"{here}?kept" if kept else here)


def _move(
    request: HtmxHttpRequest, sitting: Sitting, number: int, sent: dict[str, list[str]]
) -> HttpResponse:
    """Show the question after a move within its form; nothing is answered by it."""
    item = sitting.item(number)
    if item is None:
        raise Attempt.DoesNotExist
    moved = item.question.moved(sent, item.order)
    if moved is None:
        words = "That step cannot be moved. Choose one that is shown."
        return _show_question(request, sitting, number, sent, words)
    kept = {**moved, "sure": sent.get("sure", [])}
    if item.answer:
        kept["kept"] = [""]
    if request.htmx:
        return _show_question(request, sitting, number, kept)
    here = reverse("quiz:question", args=[sitting.attempt.public_id, number])
    return redirect(f"{here}?{urlencode(kept, doseq=True)}")


def _lists(values: Any) -> dict[str, list[str]]:
    return {name: list(found) for name, found in values.lists() if name != "csrfmiddlewaretoken"}


def _show_question(
    request: HtmxHttpRequest,
    sitting: Sitting,
    number: int,
    sent: Sent | None = None,
    error: str = "",
    kept: bool = False,
) -> HttpResponse:
    item = sitting.item(number)
    if item is None:
        raise Attempt.DoesNotExist
    found = sitting.attempt.paper
    kept = kept or "kept" in (sent or {})
    context: dict[str, Any] = {"sitting": sitting, "item": item, "error": error, "kept": kept}
    if sitting.tells and (item.answer or sitting.closed):
        return show(request, found, "quiz/_verdict.html", context)
    sent = dict(sent or {})
    if item.answer and not error and not sent:
        sent = {
            **item.question.fill(item.answer.response, item.order),
            "sure": [str(item.answer.sure or "")],
        }
    context |= {
        "shown": item.question.asked(item.order, sent),
        "sureness": [(str(s.value), s.label) for s in Sureness],
        "sure": (*sent.get("sure", ()), "")[0],
        "says_sure": any(i.answer.sure for i in sitting.answered if i.answer),
        "moved": (*sent.get("moved", ()), "")[0],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    return show(request, found, "quiz/_question.html", context, status)
