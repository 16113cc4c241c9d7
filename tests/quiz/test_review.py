from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from fsrs import Rating

from quiz.models import Attempt, Card
from quiz.review import due_keys, due_pages, rating, schedule
from tests.quiz.answers import right, wrong
from tests.quiz.test_history import take


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
    schedule(knows)
    schedule(guesses)
    soonest = Card.objects.filter(reader=knows).earliest("due").due
    latest = Card.objects.filter(reader=guesses).latest("due").due
    assert latest < soonest
    assert latest > timezone.now() + timedelta(hours=12)


def test_each_attempt_is_taken_into_account_once(edition, queries):
    reader = uuid4()
    take(edition, reader)
    schedule(reader)
    before = list(Card.objects.values_list("due", "memory"))
    with queries() as seen:
        schedule(reader)
    assert len(seen) == 1
    assert list(Card.objects.values_list("due", "memory")) == before


def test_a_second_success_comes_back_still_later(edition):
    reader = uuid4()
    take(edition, reader)
    schedule(reader)
    first = Card.objects.earliest("pk").due
    later = Attempt.objects.get()
    take(edition, reader)
    Attempt.objects.exclude(pk=later.pk).get().answers.update(given=first)
    schedule(reader)
    assert Card.objects.count() == 3
    assert Card.objects.earliest("pk").due > first + timedelta(days=1)


@pytest.mark.thorough
def test_only_what_is_due_today_is_due(edition):
    reader, page = uuid4(), edition.paper.page
    take(edition, reader)
    schedule(reader)
    assert due_keys(reader, page) == set()
    card = Card.objects.earliest("pk")
    Card.objects.filter(pk=card.pk).update(due=timezone.now() - timedelta(days=3))
    assert due_keys(reader, page) == {card.question}
    assert due_pages(reader) == {page: 1}
    assert due_pages(uuid4()) == due_pages(None) == {}
