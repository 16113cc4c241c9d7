"""What a reader did before: attempts, what was missed, what is kept, and its end."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from config.operations.jobs import delete_in_batches
from quiz.choices import Mode
from quiz.models import Attempt, Paper, ReviewCard
from quiz.paper import page_addresses, read_paper

# Attempts, with some ten answers each: a few hundredths of a second.
A_BATCH = 100


def is_first(reader: UUID, page_key: str) -> bool:
    """Return whether the reader has no attempt on this page yet; one query."""
    return not Attempt.objects.filter(reader=reader, paper__page_key=page_key).exists()


def missed_keys(reader: UUID | None, page_key: str) -> set[str]:
    """Return the questions of a page that were not wholly right the last time; two queries.

    What was left open in a test that is handed in was missed too.
    """
    own = Attempt.objects.of(reader).filter(paper__page_key=page_key)
    attempts = own.counting().order_by("started")
    last: dict[str, float] = {}
    for attempt in attempts.prefetch_related("answers"):
        if attempt.mode == Mode.TEST:
            last |= {key: 0.0 for key, _ in attempt.draw}
        last |= {answer.question: answer.mark for answer in attempt.answers.all()}
    return {key for key, mark in last.items() if mark < 1}


def kept_data(reader: UUID) -> dict[str, Any]:
    """Return all that is kept of a reader, as plain data; five queries.

    Answers are in words: where an option was written, a test that goes on must not tell.
    """
    attempts = Attempt.objects.of(reader).order_by("started").prefetch_related("answers")
    papers = Paper.objects.in_bulk({attempt.paper_id for attempt in attempts})
    cards = ReviewCard.objects.filter(reader=reader).order_by("page_key", "question")
    keys = {attempt.paper.page_key for attempt in attempts} | {card.page_key for card in cards}
    pages = page_addresses(keys)
    return {
        "reader": str(reader),
        "attempts": [
            _attempt_data(attempt, papers[attempt.paper_id], pages) for attempt in attempts
        ],
        "reviews": [
            {"page": pages.get(card.page_key), "question": card.question, "due": card.due}
            for card in cards
        ],
    }


def _attempt_data(attempt: Attempt, paper: Paper, pages: Mapping[str, str]) -> dict[str, Any]:
    questions = read_paper(paper).by_key
    orders = dict(attempt.draw)
    # A test that goes on must not tell what is right.
    tells = attempt.mode != Mode.TEST or attempt.finished is not None
    return {
        "id": str(attempt.public_id),
        "brief": attempt.paper.title,
        "page": pages.get(attempt.paper.page_key),
        "mode": attempt.mode,
        "started": attempt.started,
        "deadline": attempt.deadline,
        "finished": attempt.finished,
        "score": attempt.score,
        "share_key": attempt.share_key,
        "asked": [key for key, _ in attempt.draw],
        "answers": [
            {
                "question": answer.question,
                "response": questions[answer.question].said_as_shown(
                    answer.response, orders[answer.question]
                ),
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
    ReviewCard.objects.filter(reader=reader).delete()


def purge(days: int) -> Iterator[int]:
    """Delete attempts begun more than so many days ago, and reviews due as long.

    They go in batches, so that nobody who answers meanwhile waits long; yield how many attempts
    each batch deleted.
    """
    before = timezone.now() - timedelta(days=days)
    yield from delete_in_batches(Attempt.objects.filter(started__lt=before), A_BATCH)
    for _ in delete_in_batches(ReviewCard.objects.filter(due__lt=before), A_BATCH):
        yield 0
