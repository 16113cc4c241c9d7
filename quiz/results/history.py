"""What a reader did before: attempts, what was missed, what is kept, and its end."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from config.operations.jobs import delete_in_batches
from quiz.choices import Mode
from quiz.models import Attempt, Card

# Attempts, with some ten answers each: a few hundredths of a second.
A_BATCH = 100


def is_first(reader: UUID, page: str) -> bool:
    """Return whether the reader has no attempt on this page yet; one query."""
    return not Attempt.objects.filter(reader=reader, paper__page=page).exists()


def missed_keys(reader: UUID | None, page: str) -> set[str]:
    """Return the questions of a page that were not wholly right the last time; two queries.

    What was left open in a test that is handed in was missed too.
    """
    attempts = Attempt.objects.of(reader).filter(paper__page=page).counting().order_by("started")
    last: dict[str, float] = {}
    for attempt in attempts.prefetch_related("answers"):
        if attempt.mode == Mode.TEST:
            last |= {key: 0.0 for key, _ in attempt.draw}
        last |= {answer.question: answer.mark for answer in attempt.answers.all()}
    return {key for key, mark in last.items() if mark < 1}


def kept_data(reader: UUID) -> dict[str, Any]:
    """Return all that is kept of a reader, as plain data; three queries."""
    attempts = Attempt.objects.of(reader).order_by("started").prefetch_related("answers")
    cards = Card.objects.filter(reader=reader).order_by("page", "question")
    return {
        "reader": str(reader),
        "attempts": [_attempt_data(attempt) for attempt in attempts],
        "reviews": [
            {"page": card.page, "question": card.question, "due": card.due} for card in cards
        ],
    }


def _attempt_data(attempt: Attempt) -> dict[str, Any]:
    # A test that goes on must not tell what is right.
    tells = attempt.mode != Mode.TEST or attempt.finished is not None
    return {
        "id": str(attempt.public_id),
        "brief": attempt.paper.title,
        "page": attempt.paper.page,
        "mode": attempt.mode,
        "started": attempt.started,
        "deadline": attempt.deadline,
        "finished": attempt.finished,
        "score": attempt.score,
        "asked": [key for key, _ in attempt.draw],
        "answers": [
            {
                "question": answer.question,
                "response": answer.response,
                "sure": answer.sure,
                "given": answer.given,
            }
            | ({"mark": answer.mark} if tells else {})
            for answer in attempt.answers.all()
        ],
    }


@transaction.atomic
def erase(reader: UUID) -> None:
    """Delete all that is kept of a reader. Sums over all readers stay; they name nobody."""
    Attempt.objects.filter(reader=reader).delete()
    Card.objects.filter(reader=reader).delete()


def purge(days: int) -> Iterator[int]:
    """Delete attempts begun more than so many days ago, and reviews due as long.

    They go in batches, so that nobody who answers meanwhile waits long; yield how many attempts
    each batch deleted.
    """
    before = timezone.now() - timedelta(days=days)
    yield from delete_in_batches(Attempt.objects.filter(started__lt=before), A_BATCH)
    for _ in delete_in_batches(Card.objects.filter(due__lt=before), A_BATCH):
        yield 0
