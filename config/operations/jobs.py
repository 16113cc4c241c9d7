"""What the site does by itself: the apps register jobs here, `manage.py run_jobs` runs them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from config.operations.models import JobRun

T = TypeVar("T")
# `run_jobs --once` from cron may come every five minutes; the command itself is never so late.
LATE = timedelta(minutes=10)
# After each batch the runner leaves the database to others for so long, in seconds. SQLite has
# no queue of writers: one that waits asks again after a tenth of a second at most.
PAUSE = 0.1


@dataclass(frozen=True)
class Job:
    """Work that is due again and again.

    `batches` starts a run and yields after each batch of work, which is a transaction of its own
    and takes a tenth of a second at most where readers write to the same tables. A run may be
    cut off after any batch: the next one must do the rest.
    """

    name: str
    every: timedelta
    batches: Callable[[], Iterable[object]]


_registered: dict[str, Job] = {}


def register(*jobs: Job) -> None:
    """Have jobs run, in the order in which they are registered."""
    _registered.update({job.name: job for job in jobs})


def registered() -> list[Job]:
    return list(_registered.values())


@dataclass(frozen=True)
class JobsStatus:
    """How the jobs are doing, by what is on record of their last runs."""

    runs: dict[str, JobRun]

    @property
    def last(self) -> datetime | None:
        """When any of them last ran."""
        return max((run.ended for run in self.runs.values()), default=None)

    @property
    def stopped(self) -> bool:
        """Whether nothing has run for so long that the runner must have stopped."""
        return self.last is None or self.last < timezone.now() - LATE

    @property
    def failed(self) -> list[str]:
        """The names of the jobs whose last run failed."""
        return sorted(name for name, run in self.runs.items() if run.error)

    def succeeded(self, job: str) -> datetime | None:
        """Return when a job last ran to its end without an error."""
        return self.runs[job].succeeded if job in self.runs else None


def jobs_status() -> JobsStatus:
    """Return how the jobs are doing; one query."""
    runs = JobRun.objects.filter(job__in=_registered)
    return JobsStatus({run.job: run for run in runs})


def grouped(items: Iterable[T], size: int = 10) -> Iterator[list[T]]:
    """Yield items in lists of up to `size`."""
    rest = iter(list(items))
    while group := list(islice(rest, size)):
        yield group


def delete_in_batches(rows: QuerySet[Any], size: int) -> Iterator[int]:
    """Delete rows, with what cascades from them, so many at once; yield how many each time.

    Each batch is a transaction of its own.
    """
    last = 0
    ordered = rows.order_by("pk").values_list("pk", flat=True)
    while keys := list(ordered.filter(pk__gt=last)[:size]):
        # Asked again, since a row may have changed meanwhile.
        rows.filter(pk__in=keys).only("pk").delete()
        last = keys[-1]
        yield len(keys)
