"""What a reader is shown at the end of an attempt."""

from typing import Any

from django.http import HttpRequest

from quiz.review import schedule
from quiz.sitting import Item, Sitting
from quiz.sureness import brier_score, levels, sureness_words
from quiz.tallies import count_new, counted_marks, others_earned
from quiz.vocabulary import Sureness

SQUARES = {"Right": "🟩", "Partly right": "🟨", "Not right": "🟥", "Not answered": "⬜"}


def results_context(request: HttpRequest, sitting: Sitting) -> dict[str, Any]:
    """Return what the results show.

    What was finished on record is counted for reviews and comparisons; a rehearsal is not.
    """
    attempt = sitting.attempt
    if sitting.recorded:
        schedule(attempt.reader)
        count_new(attempt.paper)
    pairs = [(i.answer.sure, i.answer.mark) for i in sitting.items if i.answer and i.answer.sure]
    brier = brier_score(pairs) if pairs else None
    return {
        "sitting": sitting,
        "sure_and_wrong": [item for item in sitting.items if sure_and_wrong(item)],
        "levels": levels(pairs),
        "brier": brier,
        "brier_words": sureness_words(pairs),
        "others": _others(sitting) if sitting.recorded else None,
        "took": spell_seconds(int(sitting.took.total_seconds())) if sitting.took else "",
        "text": as_text(sitting, request.build_absolute_uri(attempt.paper.page)),
        "open": sitting.total - len(sitting.answered),
    }


def sure_and_wrong(item: Item) -> bool:
    return bool(item.answer and item.answer.sure == Sureness.CERTAIN and item.answer.mark < 0.5)


def _others(sitting: Sitting) -> float | None:
    """What others earned on average on the same questions, where there are enough of them."""
    attempt = sitting.attempt
    keys = [item.question.key for item in sitting.items]
    return others_earned(attempt.paper, keys, counted_marks(attempt.reader, attempt.paper))


def spell_seconds(seconds: int) -> str:
    """Return a time in words: 45 seconds, 3 minutes, 2 hours, 3 days."""
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")):
        if seconds >= size:
            count = seconds // size
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return "less than a second"


def as_text(sitting: Sitting, address: str) -> str:
    """Return the result as text to pass on; it gives no answer away."""
    squares = "".join(SQUARES[item.verdict] for item in sitting.items)
    themes = " · ".join(
        f"{theme.label} {score.shown} of {score.questions}" for theme, score in sitting.scores
    )
    total = f"{sitting.score.shown} of {sitting.total} ({sitting.score.percent}%)"
    return f"Readout: {sitting.document.title}\n{total}\n{squares}\n{themes}\n{address}"
