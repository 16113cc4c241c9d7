from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from fsrs import Rating

from briefing.editing.publishing import publish, unpublish
from briefing.editing.versions import restore
from quiz.models import Attempt, ReviewCard
from quiz.results import spaced_repetition
from quiz.results.spaced_repetition import due_keys, due_papers, rating, schedule_reviews
from tests.quiz.results.test_history import take
from tests.support.briefing.page_requests import republished
from tests.support.quiz.answers import right, wrong


@pytest.mark.parametrize(
    ("mark", "sure", "said"),
    [
        (0, 95, Rating.Again),
        (0.4, None, Rating.Again),
        (0.5, 95, Rating.Hard),
        (1, 33, Rating.Hard),
        (1, None, Rating.Good),
        (1, 67, Rating.Good),
        (1, 95, Rating.Easy),
    ],
)
def test_mark_and_sureness_say_how_well_it_was_remembered(mark, sure, said):
    assert rating(mark, sure) == said


def test_what_was_known_comes_back_later_than_what_was_not(edition):
    knows, guesses = uuid4(), uuid4()
    take(edition, knows, right)
    take(edition, guesses, wrong)
    schedule_reviews(knows)
    schedule_reviews(guesses)
    soonest = ReviewCard.objects.filter(reader=knows).earliest("due").due
    latest = ReviewCard.objects.filter(reader=guesses).latest("due").due
    assert latest < soonest
    assert latest > timezone.now() + timedelta(hours=12)


def test_each_attempt_is_taken_into_account_once(edition, queries):
    reader = uuid4()
    take(edition, reader)
    schedule_reviews(reader)
    before = list(ReviewCard.objects.values_list("due", "memory"))
    with queries() as seen:
        schedule_reviews(reader)
    assert len(seen) == 1
    assert list(ReviewCard.objects.values_list("due", "memory")) == before


def test_a_second_success_comes_back_still_later(edition):
    reader = uuid4()
    take(edition, reader)
    schedule_reviews(reader)
    first = ReviewCard.objects.earliest("pk").due
    later = Attempt.objects.get()
    take(edition, reader)
    Attempt.objects.exclude(pk=later.pk).get().answers.update(given=first)
    schedule_reviews(reader)
    assert ReviewCard.objects.count() == 3
    assert ReviewCard.objects.earliest("pk").due > first + timedelta(days=1)


@pytest.mark.thorough
def test_only_what_is_due_today_is_due(edition):
    reader, page = uuid4(), edition.paper.page_key
    take(edition, reader)
    schedule_reviews(reader)
    assert due_keys(reader, page) == set()
    card = ReviewCard.objects.earliest("pk")
    ReviewCard.objects.filter(pk=card.pk).update(due=timezone.now() - timedelta(days=3))
    assert due_keys(reader, page) == {card.question}
    assert due_papers(reader) == [(edition.paper, 1)]
    assert due_papers(uuid4()) == due_papers(None) == []


def test_of_two_that_look_at_once_none_takes_what_it_did_not_schedule(edition, monkeypatch):
    reader = uuid4()
    first, second = take(edition, reader, seed=1), take(edition, reader, seed=2)
    both = spaced_repetition._schedule

    def overtaken(reader, attempts):
        both(reader, [attempt for attempt in attempts if attempt.pk == first.pk])
        both(reader, attempts)

    monkeypatch.setattr(spaced_repetition, "_schedule", overtaken)
    schedule_reviews(reader)
    monkeypatch.undo()
    schedule_reviews(reader)
    kept = set(ReviewCard.objects.values_list("question", flat=True))
    assert kept == {key for attempt in (first, second) for key, _ in attempt.draw}


@pytest.fixture
def due(edition):
    """A reader to whom the questions of an attempt are due."""
    reader = uuid4()
    take(edition, reader)
    schedule_reviews(reader)
    ReviewCard.objects.update(due=timezone.now())
    return reader


def test_what_is_due_is_asked_from_the_paper_that_is_live(edition, due):
    republished(edition)
    restore(edition.brief_id, "edition-1", None)
    back = publish(edition.brief_id)[0]
    assert back.paper == edition.paper
    assert due_papers(due) == [(edition.paper, 3)]


def test_what_is_asked_no_more_is_not_due(edition, due):
    gone = ReviewCard.objects.earliest("pk")
    ReviewCard.objects.filter(pk=gone.pk).update(question="q0")
    assert due_papers(due) == [(edition.paper, 2)]
    unpublish(edition.brief_id)
    assert due_papers(due) == []
