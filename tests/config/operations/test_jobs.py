"""The background jobs: who runs them, when, and what becomes of failures."""

import logging
import os
import signal
import threading
import time
from datetime import timedelta
from itertools import groupby
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.models.functions import Now
from django.utils import timezone

from config.operations import job_runner, jobs
from config.operations.job_runner import Runner
from config.operations.jobs import Job
from config.operations.models import JobRun, Lease
from tests.support.briefing.commands import run

pytestmark = pytest.mark.django_db
LENGTH = timedelta(seconds=20)


@pytest.fixture
def done(monkeypatch) -> list[str]:
    """What the jobs did, which are no others than those that a test registers."""
    monkeypatch.setattr(jobs, "_registered", {})
    monkeypatch.setattr(job_runner, "PAUSE", 0)
    # The connection holds the test's transaction.
    monkeypatch.setattr(job_runner, "close_old_connections", lambda: None)
    return []


def job(done: list[str], name: str, batches: int = 1, every: int = 60) -> Job:
    def work() -> Any:
        for _ in range(batches):
            done.append(name)
            yield

    return Job(name, timedelta(seconds=every), work)


def failing() -> Any:
    raise ValueError("no such thing")


def run_out(job_name: str, seconds: int = 61) -> None:
    JobRun.objects.filter(job=job_name).update(ended=Now() - timedelta(seconds=seconds))


def test_one_holds_the_lease_until_it_releases_it():
    assert [Lease.take("a", holder, LENGTH) for holder in ("one", "two", "one")] == [1, 0, 1]
    Lease.release("a", "two")
    assert not Lease.take("a", "two", LENGTH)
    Lease.release("a", "one")
    assert Lease.take("a", "two", LENGTH)


def test_a_lease_of_a_holder_that_was_killed_runs_out():
    Lease.take("a", "killed", timedelta(seconds=-1))
    assert Lease.take("a", "next", LENGTH)
    assert not Lease.take("a", "killed", LENGTH)


def test_each_job_runs_again_when_it_is_due(done):
    jobs.register(job(done, "often", every=60), job(done, "seldom", every=3600))
    for _ in range(2):
        Runner().run_once()
    assert done == ["often", "seldom"]
    for name in ("often", "seldom"):
        run_out(name)
    Runner().run_once()
    assert done == ["often", "seldom", "often"]


def test_a_job_that_fails_is_logged_and_stops_no_other(done, caplog):
    jobs.register(Job("broken", LENGTH, failing), job(done, "other"))
    with pytest.raises(CommandError, match="These jobs failed: broken"):
        call_command("run_jobs", "--once")
    assert done == ["other"]
    assert "no such thing" in caplog.text
    assert JobRun.objects.get(job="broken").error == "ValueError: no such thing"
    assert [JobRun.objects.get(job="broken").succeeded, jobs.jobs_status().failed] == [
        None,
        ["broken"],
    ]


def test_an_error_is_forgotten_when_the_job_succeeds(done):
    jobs.register(Job("one", LENGTH, failing))
    runner = Runner()
    runner.run_once()
    jobs.register(job(done, "one"))
    run_out("one")
    runner.run_once()
    assert [jobs.jobs_status().failed, done] == [[], ["one"]]


def test_a_job_with_much_to_do_lets_the_others_have_their_turn(done, monkeypatch):
    monkeypatch.setattr(job_runner, "TURN", 0)
    jobs.register(job(done, "much", batches=3), job(done, "other"))
    Runner().run_once()
    assert done == ["much", "other", "much", "much"]


def test_once_does_nothing_while_another_process_runs_the_jobs(done):
    jobs.register(job(done, "one"))
    Lease.take(job_runner.LEASE, "another", LENGTH)
    assert run("run_jobs", "--once") == "Another process is running the jobs.\n"
    assert done == []


def test_one_that_lost_its_lease_begins_no_batch(done, monkeypatch):
    monkeypatch.setattr(job_runner, "RENEW_AFTER", 0)

    def overtaken() -> Any:
        done.append("first")
        yield
        Lease.objects.update(holder="another")
        yield
        done.append("too much")

    jobs.register(Job("one", LENGTH, overtaken), job(done, "other"))
    Runner().run_once()
    assert done == ["first"]
    assert not JobRun.objects.exists()


def test_ended_sessions_are_deleted():
    ended = timezone.now() - timedelta(minutes=1)
    Session.objects.create(session_key="ended", expire_date=ended)
    Session.objects.create(session_key="open", expire_date=timezone.now() + LENGTH)
    run("run_jobs", "--once")
    assert [session.session_key for session in Session.objects.all()] == ["open"]


def test_while_the_database_is_away_the_runner_waits(done, monkeypatch, caplog):
    jobs.register(job(done, "one"))
    runner = Runner()

    def away(*terms: Any) -> bool:
        raise OperationalError("the database is away")

    with monkeypatch.context() as patched:
        patched.setattr(Lease, "take", away)
        for _ in range(3):
            runner._try_round()
    assert done == []
    runner._try_round()
    assert done == ["one"]
    said = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(said) == 1


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_of_two_runners_one_works_and_the_other_takes_over(done, monkeypatch):
    monkeypatch.setattr(job_runner, "LOOK_EVERY", 0.05)
    by: list[str] = []
    runners = [Runner(), Runner()]

    def work() -> Any:
        by.append(threading.current_thread().name)
        yield

    def run_until_stopped(runner: Runner) -> None:
        runner.run()
        connection.close()

    jobs.register(Job("always", timedelta(0), work))
    threads = [
        threading.Thread(target=run_until_stopped, args=(runner,), name=runner.holder)
        for runner in runners
    ]
    for thread in threads:
        thread.start()
    wait_for(lambda: len(by) >= 3)
    first, second = sorted(runners, key=lambda runner: runner.holder != by[0])
    assert set(by) == {first.holder}
    first.stop()
    wait_for(lambda: by[-1] == second.holder)
    second.stop()
    for thread in threads:
        thread.join()
    assert [name for name, _ in groupby(by)] == [first.holder, second.holder]
    assert Lease.objects.get().holder == ""


def wait_for(condition: Any, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "nothing happened"
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_command_which_releases_its_lease(done, number):
    def signalled() -> Any:
        done.append("begun")
        os.kill(os.getpid(), number)
        yield
        done.append("too much")

    jobs.register(Job("one", LENGTH, signalled), job(done, "other"))
    call_command("run_jobs")
    assert done == ["begun"]
    assert Lease.objects.get().holder == ""


def test_it_ends_with_the_process_that_started_it(done):
    jobs.register(job(done, "one"))
    # No process is its own parent.
    call_command("run_jobs", "--parent", os.getpid())
    assert done == []
