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
    """Answer 200 where everything works, or 503 with a line for each thing that does not."""
    troubles = [*database_troubles(), *cache_troubles()]
    status = HTTPStatus.SERVICE_UNAVAILABLE if troubles else HTTPStatus.OK
    words = "\n".join(troubles or ["Ready."])
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
