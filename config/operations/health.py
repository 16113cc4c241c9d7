"""Whether the program is alive, and whether all it stands on is there: for machines that ask.

What is answered names no host, no version and no error: those are in the log.
"""

import logging
from functools import cache as once
from http import HTTPStatus

from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import Error
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.operations.jobs import jobs_status

logger = logging.getLogger(__name__)
PLAIN = "text/plain; charset=utf-8"


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as this process answers at all; asks nothing of anything else."""
    return HttpResponse("Alive.\n", content_type=PLAIN)


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 if readers can be served, or 503 with a line for each thing that does not work.

    With 200 come lines on the background jobs: a site without them still serves readers, and
    must not be taken out of a load balancer for it.
    """
    troubles = [*database_troubles(), *cache_troubles()]
    status = HTTPStatus.SERVICE_UNAVAILABLE if troubles else HTTPStatus.OK
    words = "\n".join(troubles or ["Ready.", *jobs_lines()])
    return HttpResponse(f"{words}\n", content_type=PLAIN, status=status)


def database_troubles() -> list[str]:
    """Say what is wrong with the database, if anything is; one query beside connecting."""
    try:
        applied = set(MigrationRecorder(connection).migration_qs.values_list("app", "name"))
    except Error:
        logger.exception("The database could not be asked.")
        return ["The database does not answer, or was not set up."]
    if newest_migrations() - applied:
        return ["The database is of an older version of the program: run manage.py setup."]
    return []


def jobs_lines() -> list[str]:
    """Say when the jobs last ran, and what is wrong with them, if anything is; one query."""
    status = jobs_status()
    when = f"{status.last:%Y-%m-%d %H:%M:%S} UTC" if status.last else "never"
    lines = [f"The jobs last ran: {when}."]
    if status.stopped:
        lines.append("The jobs do not run: start manage.py run_jobs.")
    return lines + [f"The job “{name}” failed: see the log." for name in status.failed]


@once
def newest_migrations() -> frozenset[tuple[str, str]]:
    """Return the last migration of each app, which stay the same while the program runs."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def cache_troubles() -> list[str]:
    """Say what is wrong with the cache, if anything is."""
    try:
        cache.set("ready", "yes", 60)
        works = cache.get("ready") == "yes"
    except Exception:
        logger.exception("The cache could not be asked.")
        works = False
    return [] if works else ["The cache does not work: pages are served more slowly."]
