"""The quiz over HTTP, for readers: each address finds whose attempt it is and where it is kept."""

import random
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from config.operations.gone import gone
from config.operations.rate_limit import limited
from quiz.attempts.recorded import OwnAttempt, start
from quiz.attempts.state import AttemptPlan, NothingToAsk
from quiz.attempts.urls import Addresses
from quiz.choices import Mode, Theme
from quiz.forms import MOST_DUE, StartForm
from quiz.models import Attempt, Paper
from quiz.paper import read_paper
from quiz.results.history import is_first, missed_keys
from quiz.results.spaced_repetition import due_keys
from quiz.views.flow import (
    HtmxHttpRequest,
    ask,
    lead,
    personal,
    show_attempt,
    show_start,
    take_hand_in,
)
from quiz.views.reader_cookie import reader_of, reader_or_new, set_reader_cookie

# Questions must not be drawn the same for everyone who starts at one time.
RNG = random.SystemRandom()


@require_safe
@personal
def paper(request: HtmxHttpRequest, paper_id: int) -> HttpResponse:
    found = get_object_or_404(Paper, pk=paper_id)
    if found.withdrawn:
        return gone(request)
    return _show_start(request, found, StartForm(read_paper(found)))


def _show_start(request: HtmxHttpRequest, found: Paper, form: StartForm) -> HttpResponse:
    reader = reader_of(request)
    context = {
        "unfinished": Attempt.objects.of(reader).unfinished(found.page_key).first(),
        "missed": len(missed_keys(reader, found.page_key) & read_paper(found).by_key.keys()),
    }
    return show_start(request, found, Addresses("quiz:", (found.pk,)), form, context)


@require_POST
@personal
@limited("start", reader_of)
def attempts(request: HtmxHttpRequest, paper_id: int) -> HttpResponse:
    found = get_object_or_404(Paper, pk=paper_id)
    if found.withdrawn:
        return gone(request)
    form = StartForm(read_paper(found), request.POST)
    if not form.is_valid():
        return _show_start(request, found, form)
    known = reader_of(request)
    reader = reader_or_new(request)
    try:
        plan = _plan(form, known, found.page_key)
        again = plan.keys is not None
        first = known is None or (not again and is_first(known, found.page_key))
        state = start(found, reader, plan, first, RNG)
    except NothingToAsk as error:
        form.add_error("mode", str(error))
        return _show_start(request, found, form)
    response = lead(request, state, 1)
    set_reader_cookie(response, reader)
    return response


def _plan(form: StartForm, reader: UUID | None, page_key: str) -> AttemptPlan:
    mode = form.cleaned_data["mode"]
    if mode == Mode.MISSED:
        missed = missed_keys(reader, page_key)
        return AttemptPlan(mode, Theme.values, len(missed), keys=missed)
    if mode == Mode.REVIEW:
        return AttemptPlan(mode, Theme.values, MOST_DUE, keys=due_keys(reader, page_key))
    return form.plan


@require_safe
@personal
def attempt(request: HtmxHttpRequest, public_id: UUID) -> HttpResponse:
    return show_attempt(request, OwnAttempt(reader_of(request), public_id).find())


@require_POST
@personal
@limited("answer", reader_of)
def handed_in(request: HtmxHttpRequest, public_id: UUID) -> HttpResponse:
    return take_hand_in(request, OwnAttempt(reader_of(request), public_id))


@require_http_methods(["GET", "HEAD", "POST"])
@personal
@limited("answer", reader_of)
def question(request: HtmxHttpRequest, public_id: UUID, number: int) -> HttpResponse:
    return ask(request, OwnAttempt(reader_of(request), public_id), number)
