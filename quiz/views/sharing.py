"""Results that their reader passes on: a link, read-only, until it is withdrawn."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from config.operations.rate_limit import limited
from quiz.documents.language import lang_attributes
from quiz.results.sharing import share, shared_state, withdraw
from quiz.views.flow import HtmxHttpRequest, personal
from quiz.views.reader_cookie import reader_of


@require_POST
@personal
@limited("answer", reader_of)
def sharing(request: HtmxHttpRequest, public_id: UUID) -> HttpResponse:
    """Make the reader's results readable for others, or take that back."""
    act = withdraw if "withdraw" in request.POST else share
    act(reader_of(request), public_id)
    return redirect("quiz:attempt", public_id)


@require_safe
@personal
def shared(request: HttpRequest, share_key: UUID) -> HttpResponse:
    """Show results to whoever has their link; nothing there can be changed."""
    state = shared_state(share_key)
    paper = state.attempt.paper
    context = {"state": state, "paper": paper, "lang": lang_attributes(paper.language)}
    return render(request, "quiz/results/shared.html", context)
