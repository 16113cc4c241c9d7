"""The quiz over HTTP, for readers: each address finds whose attempt it is and where it is kept."""

import logging
import random
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from config.operations.gone import gone
from config.operations.rate_limit import limited
from quiz.attempts.recorded import find_state, give_answer, hand_in, start
from quiz.attempts.state import AttemptPlan, AttemptState, NothingToAsk
from quiz.attempts.urls import Addresses
from quiz.choices import Mode, Theme
from quiz.forms import MOST_DUE, StartForm
from quiz.kinds.base import FormValues
from quiz.models import Attempt, Paper
from quiz.paper import read_paper
from quiz.results.history import is_first, missed_keys
from quiz.results.spaced_repetition import due_keys, schedule_reviews
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

logger = logging.getLogger(__name__)
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


@dataclass(frozen=True)
class OwnAttempt:
    """A reader's own attempt on record. What finishes it schedules its reviews, too."""

    reader: UUID | None
    public_id: UUID

    def find(self) -> AttemptState:
        return find_state(self.reader, self.public_id)

    def give_answer(self, number: int, sent: FormValues) -> AttemptState:
        return _with_reviews(give_answer(self.reader, self.public_id, number, sent))

    def hand_in(self) -> AttemptState:
        return _with_reviews(hand_in(self.reader, self.public_id))


def _with_reviews(state: AttemptState) -> AttemptState:
    """Schedule the reviews of an attempt that is finished; one query where that was done."""
    if state.closed:
        try:
            schedule_reviews(state.attempt.reader)
        except Exception:
            # The answer is kept, and a job schedules what is missing.
            logger.exception("The reviews of a finished attempt could not be scheduled.")
    return state


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
