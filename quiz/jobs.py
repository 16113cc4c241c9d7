"""What happens to attempts without anybody asking for it."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings

from config.operations.jobs import Job
from quiz.attempts.recorded import close_overdue, finish_complete
from quiz.reporting.tallies import COUNTING, count_all
from quiz.results.history import purge
from quiz.results.spaced_repetition import schedule_missing, schedule_reviews


def end_tests() -> Iterator[None]:
    """Finish the tests whose time is up, and schedule their reviews."""
    for attempts in close_overdue():
        for reader in {attempt.reader for attempt in attempts}:
            schedule_reviews(reader)
        yield


def make_good() -> Iterator[None]:
    """Finish the attempts, and schedule the reviews, that a crash left undone."""
    for _ in finish_complete():
        yield
    for _ in schedule_missing():
        yield


def delete_old_attempts() -> Iterator[int]:
    """Delete attempts and reviews of long ago, if the settings say so."""
    if settings.KEEP_ATTEMPTS_DAYS:
        yield from purge(settings.KEEP_ATTEMPTS_DAYS)


JOBS = (
    Job("end tests whose time is up", timedelta(seconds=20), end_tests),
    Job(COUNTING, timedelta(seconds=20), count_all),
    # Each of these two reads the whole table of attempts.
    Job("finish what was cut off", timedelta(days=1), make_good),
    Job("delete old attempts", timedelta(hours=6), delete_old_attempts),
)
