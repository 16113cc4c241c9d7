"""Spaced repetition: when a reader should meet a question again, by the FSRS scheduler."""

from collections import defaultdict
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from fsrs import Card as Memory
from fsrs import Rating, Scheduler

from quiz.choices import Sureness
from quiz.models import Answer, Attempt, Paper, ReviewCard
from quiz.paper import read_paper

# Without steps of minutes: a reader comes back another day. Without rng, so that it is testable.
SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def rating(mark: float, sure: int | None) -> Rating:
    """Return how well a question was remembered: a guess that was right was hardly remembered."""
    if mark < 0.5:
        return Rating.Again
    if mark < 1 or sure == Sureness.GUESSING:
        return Rating.Hard
    return Rating.Easy if sure == Sureness.CERTAIN else Rating.Good


def schedule_reviews(reader: UUID) -> None:
    """Take the reader's finished attempts into account; one query where there is nothing new."""
    new = Attempt.objects.of(reader).filter(finished__isnull=False, scheduled=False)
    attempts = list(new.order_by("started").prefetch_related("answers"))
    if attempts:
        _schedule(reader, attempts)


@transaction.atomic
def _schedule(reader: UUID, attempts: list[Attempt]) -> None:
    claimed = Attempt.objects.filter(pk__in=[a.pk for a in attempts], scheduled=False)
    if claimed.update(scheduled=True) != len(attempts):
        # Another request is at some of them: the next look takes what is left into account.
        transaction.set_rollback(True)
        return
    pages = {attempt.paper.page_key for attempt in attempts}
    known = ReviewCard.objects.filter(reader=reader, page_key__in=pages)
    memories = {(card.page_key, card.question): Memory.from_dict(card.memory) for card in known}
    met: dict[tuple[str, str], Memory] = {}
    for attempt in attempts:
        for answer in attempt.answers.all():
            key = (attempt.paper.page_key, answer.question)
            memory = met.get(key) or memories.get(key) or Memory(card_id=1)
            met[key] = _reviewed(memory, answer)
    ReviewCard.objects.bulk_create(
        [
            ReviewCard(
                reader=reader, page_key=page_key, question=question, due=m.due, memory=m.to_dict()
            )
            for (page_key, question), m in met.items()
        ],
        update_conflicts=True,
        unique_fields=["reader", "page_key", "question"],
        update_fields=["due", "memory"],
    )


def _reviewed(memory: Memory, answer: Answer) -> Memory:
    given = answer.given if answer.given else timezone.now()
    return SCHEDULER.review_card(memory, rating(answer.mark, answer.sure), given)[0]


def due_keys(reader: UUID | None, page_key: str) -> set[str]:
    """Return the questions of a page that are due today; one query."""
    return set(_due(reader).filter(page_key=page_key).values_list("question", flat=True))


def due_papers(reader: UUID | None) -> list[tuple[Paper, int]]:
    """Return the papers of which questions are due today, and how many of each; two queries.

    A question that is asked no more is not due.
    """
    due = defaultdict(set)
    for page_key, question in _due(reader).values_list("page_key", "question"):
        due[page_key].add(question)
    papers = Paper.objects.filter(page_key__in=due).current().order_by("title", "pk") if due else ()
    counted = [
        (paper, len(due[paper.page_key] & read_paper(paper).by_key.keys())) for paper in papers
    ]
    return [(paper, count) for paper, count in counted if count]


def _due(reader: UUID | None) -> QuerySet[ReviewCard]:
    """What is due by the end of today: what falls in the evening can be asked in the morning."""
    tonight = timezone.localtime().replace(hour=23, minute=59, second=59)
    return (
        ReviewCard.objects.filter(reader=reader, due__lte=tonight)
        if reader
        else ReviewCard.objects.none()
    )
