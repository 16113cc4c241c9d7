"""What the quiz answers over HTTP, wherever its attempts are kept.

Each answer is a fragment for htmx and a page for anyone else.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Protocol
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.vary import vary_on_headers
from django.views.defaults import page_not_found
from django_htmx.middleware import HtmxDetails

from quiz.attempts.state import AttemptState
from quiz.attempts.urls import Addresses
from quiz.choices import Sureness
from quiz.documents.language import lang_attributes
from quiz.forms import StartForm
from quiz.kinds.base import FormValues, InvalidResponse
from quiz.models import Attempt, Paper
from quiz.results.context import results_context
from quiz.results.feedback import answer_feedback


class HtmxHttpRequest(HttpRequest):
    htmx: HtmxDetails


View = Callable[..., HttpResponse]


class AttemptStore(Protocol):
    """Who keeps an attempt: the record, or a session.

    Each method returns how the attempt stands then, and raises Attempt.DoesNotExist where there
    is no such attempt or question.
    """

    def find(self) -> AttemptState: ...

    def give_answer(self, number: int, sent: FormValues) -> AttemptState:
        """Raises InvalidResponse where the values are no answer to the question."""
        ...

    def hand_in(self) -> AttemptState: ...


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


def show_start(
    request: HtmxHttpRequest,
    paper: Paper,
    addresses: Addresses,
    form: StartForm,
    context: dict[str, Any],
) -> HttpResponse:
    """Ask what quiz it shall be; with the form's errors where what was chosen cannot be."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    template = "quiz/attempt/_start.html"
    return _show(request, paper, addresses, template, {"form": form, **context}, status)


def show_attempt(request: HtmxHttpRequest, state: AttemptState, late: bool = False) -> HttpResponse:
    """Show where the attempt stands: its results, a test's overview, or the next question.

    `late` says that an answer came after the end and does not count.
    """
    if state.is_test and not state.closed:
        return _show_state(request, state, "quiz/attempt/_overview.html", {})
    if state.next_open and not state.closed:
        return lead(request, state, state.next_open.number)
    context = results_context(request, state) | {"late": late or "late" in request.GET}
    return _show_state(request, state, "quiz/results/_results.html", context)


def lead(request: HtmxHttpRequest, state: AttemptState, number: int) -> HttpResponse:
    """Lead on to a question: htmx is shown it, anyone else is sent there."""
    if request.htmx:
        return _show_question(request, state, number)
    return redirect(state.addresses.question(number))


def take_hand_in(request: HtmxHttpRequest, keeper: AttemptStore) -> HttpResponse:
    state = keeper.hand_in()
    if request.htmx:
        return show_attempt(request, state)
    return redirect(state.addresses.attempt)


def ask(request: HtmxHttpRequest, keeper: AttemptStore, number: int) -> HttpResponse:
    """Show a question, or take what was sent for it: an answer, or a move within its form."""
    if request.method != "POST":
        return _show_question(request, keeper.find(), number, _lists(request.GET))
    sent = _lists(request.POST)
    if "move" in sent:
        return _move(request, keeper.find(), number, sent)
    try:
        state = keeper.give_answer(number, sent)
    except InvalidResponse as error:
        return _show_question(request, keeper.find(), number, sent, str(error))
    return _after_answer(request, state, number, sent)


def _after_answer(
    request: HtmxHttpRequest, state: AttemptState, number: int, sent: FormValues
) -> HttpResponse:
    item = state.item(number)
    # Where the attempt was ended meanwhile, questions left open are put aside.
    if state.is_test or item is None:
        onward = state.open_after(number)
        if onward and not state.closed:
            return lead(request, state, onward.number)
        late = state.closed and not (item and item.is_answered_by(sent))
        if request.htmx:
            return show_attempt(request, state, late)
        here = state.addresses.attempt
        return redirect(f"{here}?late" if late else here)
    kept = not item.is_answered_by(sent)
    if request.htmx:
        return _show_question(request, state, number, kept=kept)
    here = state.addresses.question(number)
    return redirect(f"{here}?kept" if kept else here)


def _move(
    request: HtmxHttpRequest, state: AttemptState, number: int, sent: dict[str, list[str]]
) -> HttpResponse:
    """Show the question after a move within its form; nothing is answered by it."""
    item = state.item(number)
    if item is None:
        raise Attempt.DoesNotExist
    moved = item.question.moved(sent, item.order)
    if moved is None:
        words = _("That step cannot be moved. Choose one that is shown.")
        return _show_question(request, state, number, sent, words)
    kept = {**moved, "sure": sent.get("sure", [])}
    if item.answer:
        kept["kept"] = [""]
    if request.htmx:
        return _show_question(request, state, number, kept)
    return redirect(f"{item.address}?{urlencode(kept, doseq=True)}")


def _lists(values: Any) -> dict[str, list[str]]:
    return {name: list(found) for name, found in values.lists() if name != "csrfmiddlewaretoken"}


def _show_question(
    request: HtmxHttpRequest,
    state: AttemptState,
    number: int,
    sent: FormValues | None = None,
    error: str = "",
    kept: bool = False,
) -> HttpResponse:
    item = state.item(number)
    if item is None:
        raise Attempt.DoesNotExist
    kept = kept or "kept" in (sent or {})
    context: dict[str, Any] = {"item": item, "error": error, "kept": kept}
    if state.tells and (item.answer or state.closed):
        html = answer_feedback(state, item, kept, not request.htmx)
        if request.htmx:
            return HttpResponse(html)
        context["feedback"] = html
        return _show_state(request, state, "quiz/attempt/_feedback.html", context)
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
        "says_sure": any(i.answer.sure for i in state.answered if i.answer),
        "moved": (*sent.get("moved", ()), "")[0],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    return _show_state(request, state, "quiz/attempt/_question.html", context, status)


def _show_state(
    request: HtmxHttpRequest,
    state: AttemptState,
    fragment: str,
    context: dict[str, Any],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context |= {"state": state}
    return _show(request, state.attempt.paper, state.addresses, fragment, context, status)


def _show(
    request: HtmxHttpRequest,
    paper: Paper,
    addresses: Addresses,
    fragment: str,
    context: dict[str, Any],
    status: int,
) -> HttpResponse:
    context |= {
        "paper": paper,
        "lang": lang_attributes(paper.language),
        "addresses": addresses,
        "preview": addresses.draft,
        "fragment": fragment,
        "whole": not request.htmx,
    }
    template = fragment if request.htmx else "quiz/attempt/page.html"
    return render(request, template, context, status=status)
