"""Reading from a copy of the database, where it can never show less than was just written.

A visitor without a cookie has written nothing here: neither a reader who began a quiz nor an editor
who signed in is without one. So the copy, which may lag, serves these alone.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpRequest, HttpResponseBase

REPLICA = "replica"
_from_replica: ContextVar[bool] = ContextVar("from_replica", default=False)


class ReplicaRouter:
    """Sends reads to the replica within the requests that may use it, and all else elsewhere."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return REPLICA if _from_replica.get() else DEFAULT_DB_ALIAS

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


def read_from_replica(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Serve visitors without a cookie from the replica, where there is one.

    What is not there yet, or cannot be had there, is looked for in the database itself.
    """
    if REPLICA not in connections:
        raise MiddlewareNotUsed

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"} or request.COOKIES:
            return get_response(request)
        before = _from_replica.set(True)
        try:
            response = get_response(request)
        finally:
            _from_replica.reset(before)
        return response if response.status_code < 400 else get_response(request)

    return answer
