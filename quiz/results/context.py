"""What a reader is shown at the end of an attempt."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quiz.attempts.state import AttemptState, Item
from quiz.choices import Sureness
from quiz.documents.numbers import percent
from quiz.paper import page_addresses
from quiz.reporting.tallies import count_new, counted_marks, others_earned
from quiz.results.calibration import brier_score, levels, sureness_words
from quiz.results.spaced_repetition import schedule_reviews


def results_context(request: HttpRequest, state: AttemptState) -> dict[str, Any]:
    """Return what the results show.

    What was finished on record is counted for reviews and comparisons; a preview is not.
    """
    attempt = state.attempt
    if state.recorded:
        schedule_reviews(attempt.reader)
        count_new(attempt.paper)
    pairs = [(i.answer.sure, i.answer.mark) for i in state.items if i.answer and i.answer.sure]
    brier = brier_score(pairs) if pairs else None
    return {
        "state": state,
        "sure_and_wrong": [item for item in state.items if sure_and_wrong(item)],
        "levels": levels(pairs),
        "brier": brier,
        "brier_words": sureness_words(pairs),
        "others": _others(state) if state.recorded else None,
        "took": spell_seconds(int(state.took.total_seconds())) if state.took else "",
        "text": as_text(state, _page_address(request, state)),
        "open": state.total - len(state.answered),
    }


def _page_address(request: HttpRequest, state: AttemptState) -> str:
    """Return the whole address of the page, to be shared with others; one query."""
    key = state.attempt.paper.page_key
    found = page_addresses([key]).get(key) if state.recorded else None
    return request.build_absolute_uri(found or state.addresses.page)


def sure_and_wrong(item: Item) -> bool:
    return bool(item.answer and item.answer.sure == Sureness.CERTAIN and item.answer.mark < 0.5)


def _others(state: AttemptState) -> float | None:
    """What others earned on average on the same questions, where there are enough of them."""
    attempt = state.attempt
    keys = [item.question.key for item in state.items]
    return others_earned(attempt.paper, keys, counted_marks(attempt.reader, attempt.paper))


def spell_seconds(seconds: int) -> str:
    """Return a time in words: 45 seconds, 3 minutes, 2 hours, 3 days."""
    if seconds >= 86_400:
        days = seconds // 86_400
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    if seconds >= 3_600:
        hours = seconds // 3_600
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    if seconds >= 60:
        minutes = seconds // 60
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    if seconds >= 1:
        return ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": seconds}
    return _("less than a second")


def _square(item: Item) -> str:
    if item.answer is None:
        return "⬜"
    return "🟨" if item.partly else "🟩" if item.mark else "🟥"


def as_text(state: AttemptState, address: str) -> str:
    """Return the result as text to pass on; it gives no answer away."""
    squares = "".join(_square(item) for item in state.items)
    themes = " · ".join(
        _("%(theme)s %(earned)s of %(total)s")
        % {"theme": theme.label, "earned": score.shown, "total": score.questions}
        for theme, score in state.scores
    )
    total = _("%(earned)s of %(total)s (%(percent)s)") % {
        "earned": state.score.shown,
        "total": state.total,
        "percent": percent(state.score.percent),
    }
    return f"Readout: {state.document.title}\n{total}\n{squares}\n{themes}\n{address}"
