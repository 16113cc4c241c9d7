"""What happens to attempts without anybody asking for it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from config.operations.jobs import registered
from quiz.choices import Mode
from quiz.jobs import delete_old_attempts, end_tests, make_good
from quiz.models import Attempt, ReviewCard, Tally
from tests.quiz.reporting.test_tallies import answer, begin
from tests.quiz.results.test_history import take
from tests.support.briefing.commands import run
from tests.support.quiz.answers import right

pytestmark = pytest.mark.django_db


def test_a_test_whose_time_is_up_is_finished_with_its_reviews(edition):
    attempt = begin(edition, Mode.TEST, minutes=10)
    answer(attempt, 1)
    Attempt.objects.update(deadline=timezone.now() - timedelta(minutes=2))
    list(end_tests())
    attempt.refresh_from_db()
    assert (attempt.finished, attempt.score) == (attempt.deadline, 0.25)
    assert ReviewCard.objects.get().question == attempt.draw[0][0]


def test_a_test_whose_time_is_just_up_still_waits_for_its_last_answer(edition):
    begin(edition, Mode.TEST, minutes=10)
    Attempt.objects.update(deadline=timezone.now() - timedelta(seconds=10))
    list(end_tests())
    assert Attempt.objects.get().finished is None


def test_what_a_crash_cut_off_is_made_good(edition):
    cut_off, going_on = take(edition, uuid4()), begin(edition, reader=uuid4())
    answer(going_on, 1)
    given = timezone.now() - timedelta(minutes=5)
    for attempt in (cut_off, going_on):
        attempt.answers.update(given=given)
    Attempt.objects.update(finished=None, score=None)
    list(make_good())
    finished = Attempt.objects.get(pk=cut_off.pk)
    assert (finished.finished, finished.score) == (given, 1)
    assert Attempt.objects.get(pk=going_on.pk).finished is None
    assert (
        ReviewCard.objects.filter(reader=cut_off.reader).count() == ReviewCard.objects.count() == 3
    )


def test_the_answer_that_finishes_an_attempt_schedules_its_reviews(client, edition):
    sent = {"themes": "actors", "length": "5"}
    client.post(reverse("quiz:attempts", args=[edition.paper_id]), sent)
    attempt = Attempt.objects.get()
    for number in range(1, 6):
        assert not ReviewCard.objects.exists()
        place = reverse("quiz:question", args=[attempt.public_id, number])
        client.post(place, right(attempt, number))
    assert ReviewCard.objects.count() == 5


def test_handing_a_test_in_schedules_its_reviews(client, edition):
    sent = {"themes": "actors", "length": "5", "mode": "test"}
    client.post(reverse("quiz:attempts", args=[edition.paper_id]), sent)
    attempt = Attempt.objects.get()
    client.post(reverse("quiz:question", args=[attempt.public_id, 1]), right(attempt, 1))
    client.post(reverse("quiz:hand_in", args=[attempt.public_id]))
    assert ReviewCard.objects.get().reader == attempt.reader


def test_a_reader_sees_the_result_though_reviews_cannot_be_scheduled(client, edition, monkeypatch):
    def fail(reader):
        raise RuntimeError("broken")

    monkeypatch.setattr("quiz.views.attempt.schedule_reviews", fail)
    sent = {"themes": "actors", "length": "5", "mode": "test"}
    client.post(reverse("quiz:attempts", args=[edition.paper_id]), sent)
    attempt = Attempt.objects.get()
    assert client.post(reverse("quiz:hand_in", args=[attempt.public_id])).status_code == 302
    assert client.get(reverse("quiz:attempt", args=[attempt.public_id])).status_code == 200


def test_old_attempts_are_deleted_only_if_the_settings_say_so(edition, settings):
    take(edition, uuid4())
    Attempt.objects.update(started=timezone.now() - timedelta(days=31))
    list(delete_old_attempts())
    assert Attempt.objects.count() == 1
    settings.KEEP_ATTEMPTS_DAYS = 30
    list(delete_old_attempts())
    assert Attempt.objects.count() == 0


def test_all_of_them_are_run_by_the_command(edition):
    take(edition, uuid4())
    run("run_jobs", "--once")
    assert {tally.answers for tally in Tally.objects.all()} == {1}
    assert [job.name for job in registered()] == [
        "end tests whose time is up",
        "count answers",
        "finish what was cut off",
        "delete old attempts",
        "publish what is scheduled",
        "store missing pictures",
        "delete old revisions",
        "clear sessions",
    ]
