import json
import random
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from quiz.attempts.recorded import give_answer, hand_in, start
from quiz.attempts.state import AttemptPlan
from quiz.choices import Mode
from quiz.models import Answer, Attempt, ReviewCard
from quiz.results.history import is_first, missed_keys
from quiz.results.spaced_repetition import schedule_reviews
from tests.support.quiz.answers import right, wrong

ALL = ("actors", "motives", "consequences")


def take(edition, reader, how=right, length=3, seed=1, mode=Mode.PRACTICE):
    """Take a whole quiz, each question answered by `how`."""
    plan = AttemptPlan(mode, ALL, length)
    first = is_first(reader, edition.paper.page_key)
    attempt = start(edition.paper, reader, plan, first, random.Random(seed)).attempt
    for number in range(1, len(attempt.draw) + 1):
        give_answer(reader, attempt.public_id, number, how(attempt, number))
    return attempt


@pytest.fixture
def reader(client, edition):
    """A reader whose cookie the client has, with one attempt begun."""
    client.post(reverse("quiz:attempts", args=[edition.paper_id]), {"themes": ALL, "length": "5"})
    return Attempt.objects.get().reader


def test_what_is_missed_follows_the_last_answer(edition):
    reader, page = uuid4(), edition.paper.page_key
    attempt = take(edition, reader, wrong)
    assert missed_keys(reader, page) == {key for key, _ in attempt.draw}
    take(edition, reader, right)
    assert missed_keys(reader, page) == set()


def test_what_was_left_open_in_a_test_was_missed(edition):
    reader = uuid4()
    attempt = take(edition, reader, right, mode=Mode.TEST)
    attempt.answers.all()[0].delete()
    hand_in(reader, attempt.public_id)
    assert len(missed_keys(reader, edition.paper.page_key)) == 1


def test_a_test_whose_time_is_up_does_not_go_on(client, edition, reader):
    Attempt.objects.update(mode=Mode.TEST, deadline=timezone.now() - timedelta(minutes=1))
    page = client.get(reverse("quiz:mine")).text
    assert ("Go on:" in page, "Time is up:" in page) == (False, True)
    start = client.get(reverse("quiz:paper", args=[edition.paper_id])).text
    assert "Go on where you left off" not in start


def test_a_test_that_goes_on_tells_nothing_of_what_was_missed(edition):
    reader = uuid4()
    take(edition, reader, wrong, mode=Mode.TEST)
    assert missed_keys(reader, edition.paper.page_key) == set()


def test_the_front_page_offers_what_is_started_finished_and_due(client, edition, reader):
    take(edition, reader)
    schedule_reviews(reader)
    ReviewCard.objects.update(due=timezone.now())
    page = client.get(reverse("quiz:mine"), headers={"HX-Request": "true"}).text
    assert page.strip().startswith('<section id="mine"')
    assert [words in page for words in ("3 due for review today", "Go on:", "100%:")] == [True] * 3


@pytest.mark.parametrize("attempts", [1, 100])
def test_the_front_page_costs_at_most_four_queries(client, edition, reader, queries, attempts):
    for seed in range(attempts):
        start(edition.paper, reader, AttemptPlan(Mode.PRACTICE, ALL, 3), False, random.Random(seed))
    take(edition, reader)
    schedule_reviews(reader)
    ReviewCard.objects.update(due=timezone.now())
    with queries() as seen:
        client.get(reverse("quiz:mine"), headers={"HX-Request": "true"})
    assert len(seen) == 4, [query["sql"] for query in seen]


def test_what_is_due_is_asked_and_nothing_else(client, edition, reader):
    take(edition, reader)
    schedule_reviews(reader)
    due = ReviewCard.objects.earliest("pk")
    ReviewCard.objects.filter(pk=due.pk).update(due=timezone.now())
    client.post(reverse("quiz:attempts", args=[edition.paper_id]), {"mode": "review"})
    assert [key for key, _ in Attempt.objects.latest("started").draw] == [due.question]


def test_a_stranger_is_told_that_nothing_is_kept(client, edition):
    assert "Nothing is kept about you" in client.get(reverse("quiz:mine")).text
    assert client.get(reverse("quiz:data")).json()["reader"] is None


def test_all_data_can_be_taken_along(client, edition, reader):
    attempt = take(edition, reader)
    schedule_reviews(reader)
    response = client.get(reverse("quiz:data"))
    data = json.loads(response.content)
    assert "attachment" in response["Content-Disposition"]
    assert data["reader"] == str(reader)
    assert len(data["attempts"]) == 2
    assert data["attempts"][1]["id"] == str(attempt.public_id)
    assert len(data["attempts"][1]["answers"]) == len(data["reviews"]) == 3


def test_a_test_that_goes_on_keeps_its_marks_out_of_the_data(client, edition, reader):
    take(edition, reader, mode=Mode.TEST)
    answers = client.get(reverse("quiz:data")).json()["attempts"][1]["answers"]
    assert ["mark" in answer for answer in answers] == [False] * 3


def test_all_data_can_be_erased_at_once_and_no_one_elses(client, edition, reader):
    other = take(edition, uuid4())
    take(edition, reader)
    schedule_reviews(reader)
    assert client.post(reverse("quiz:erase")).status_code == 302
    assert ReviewCard.objects.exists()
    response = client.post(reverse("quiz:erase"), {"yes": "on"})
    assert response.cookies["reader"].value == ""
    assert list(Attempt.objects.all()) == [other]
    assert not ReviewCard.objects.exists()
    assert Answer.objects.count() == 3


def test_erasing_needs_a_post(client, edition, reader):
    assert client.get(reverse("quiz:erase")).status_code == 405
    assert Attempt.objects.exists()


def test_old_attempts_are_purged_by_a_command(edition, capsys):
    old, new = take(edition, uuid4()), take(edition, uuid4())
    Attempt.objects.filter(pk=old.pk).update(started=timezone.now() - timedelta(days=31))
    call_command("purge_attempts", "30")
    assert capsys.readouterr().out == "Deleted 1 attempt.\n"
    assert list(Attempt.objects.all()) == [new]


def test_purging_needs_a_number_of_days(db):
    with pytest.raises(CommandError, match="from 1 on"):
        call_command("purge_attempts", "0")
