"""Running the jobs: one process holds a lease and works, others wait to take over."""

import logging
import os
import socket
import time
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

from django.db import close_old_connections
from django.db.models.functions import Now
from django.db.utils import Error

from config.operations.jobs import PAUSE, Job, registered
from config.operations.models import JobRun, Lease

logger = logging.getLogger(__name__)
LEASE = "jobs"
# A process that was killed is replaced when its lease has run out. A batch begins only while
# three quarters of the lease are left; should it take longer, two may work for a moment, which
# every job bears.
LEASE_LENGTH = timedelta(seconds=20)
RENEW_AFTER = 5.0
# How often the runner looks for what is due, in seconds.
LOOK_EVERY = 5.0
# A job with much to do goes on in its next turn after so many seconds, and the others come first.
TURN = 5.0
# How soon a waiting runner notices that it is to stop, in seconds.
NOTICE = 0.2


class Runner:
    """Runs the registered jobs while it holds the lease.

    `parent` is the process with which it ends, if given.
    """

    def __init__(self, parent: int | None = None) -> None:
        self.holder = f"{socket.gethostname()[:60]} {os.getpid()} {uuid4().hex[:8]}"
        self.parent = parent
        self.failed: list[str] = []
        self._stop = False
        # The runs of the jobs whose turn was over before they were done.
        self._cut_off: dict[str, Iterator[object]] = {}
        self._renewed = 0.0
        self._outage = ""

    def stop(self) -> None:
        """End after the present batch; safe to call from a signal handler."""
        self._stop = True

    @property
    def stopping(self) -> bool:
        return self._stop or (self.parent is not None and os.getppid() != self.parent)

    def run(self) -> None:
        """Run what is due, again and again, until told to stop."""
        while not self.stopping:
            self._try_round()
            self._wait(LOOK_EVERY)
        self._release()

    def run_once(self) -> bool:
        """Run all that is due to its end; return False if another process runs the jobs.

        The names of the jobs that failed are in `failed`. Raises django.db.Error if the database
        does not answer.
        """
        if not self._take():
            return False
        try:
            while not self.stopping and self._holds() and self._round():
                pass
        finally:
            self._release()
        return True

    def _try_round(self) -> None:
        """Run what is due, unless the database is away: then the next look may find it back."""
        close_old_connections()
        try:
            if self._take():
                self._round()
        except Error as error:
            if str(error) != self._outage:
                logger.exception("The jobs wait: the database cannot be used.")
            self._outage = str(error)
        else:
            self._outage = ""

    def _round(self) -> bool:
        """Give each job that is due a turn; return whether one of them has more to do."""
        more = False
        for job in registered():
            if self.stopping or not self._holds():
                break
            if _is_due(job):
                more = not self._turn(job) or more
        return more

    def _turn(self, job: Job) -> bool:
        """Run a job until it is done or its turn is over; return whether it is done.

        A job that fails is done until it is due again.
        """
        error = ""
        try:
            batches = self._cut_off.pop(job.name, None) or iter(job.batches())
            if not self._work(batches):
                self._cut_off[job.name] = batches
                return False
        except Exception as failure:
            logger.exception("The job “%s” failed.", job.name)
            self.failed.append(job.name)
            error = f"{type(failure).__name__}: {failure}"[:500]
        _record(job, error)
        return True

    def _work(self, batches: Iterator[object]) -> bool:
        """Work until all is done or the turn is over; return whether all is done."""
        until = time.monotonic() + TURN
        for _ in batches:
            self._wait(PAUSE)
            if self.stopping or time.monotonic() > until or not self._holds():
                return False
        return True

    def _take(self) -> bool:
        moment = time.monotonic()
        if not Lease.take(LEASE, self.holder, LEASE_LENGTH):
            return False
        self._renewed = moment
        return True

    def _holds(self) -> bool:
        """Return whether the lease is held, which is renewed in good time."""
        return time.monotonic() - self._renewed < RENEW_AFTER or self._take()

    def _release(self) -> None:
        try:
            Lease.release(LEASE, self.holder)
        except Error:
            logger.warning("The lease could not be released; it runs out by itself.")

    def _wait(self, seconds: float) -> None:
        # A signal does not cut a sleep short, so none may be long.
        until = time.monotonic() + seconds
        while not self.stopping and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, NOTICE))


def _is_due(job: Job) -> bool:
    return not JobRun.objects.filter(job=job.name, ended__gt=Now() - job.every).exists()


def _record(job: Job, error: str) -> None:
    """Record that a run has ended, and its error, if any."""
    how = {"ended": Now(), "error": error} | ({} if error else {"succeeded": Now()})
    JobRun.objects.update_or_create(job=job.name, defaults=how)
