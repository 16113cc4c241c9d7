"""Which errors say that a service is away for now, and what is answered then."""

import errno
import sqlite3
import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.db.utils import Error
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

# In seconds: the page says “a minute”, programs may ask a little sooner.
RETRY_AFTER = 30

# What SQLite says of its file and never of a faulty statement (sqlite.org/rescode.html).
_SQLITE_AWAY = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}
# PostgreSQL’s read_only_sql_transaction: a standby, or a server set to reading alone.
_READ_ONLY = "25006"
_DISK_AWAY = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


def is_outage(error: BaseException | None) -> bool:
    """Return whether an error passes when a service is back, with nothing to mend in the program.

    The database is away, locked, full or read-only, or the disk takes nothing.
    """
    if isinstance(error, Error):
        cause = error.__cause__
        code = getattr(cause, "sqlite_errorcode", None)
        if code is not None:
            # The lower byte is the error; the rest tells its kinds apart.
            return code & 0xFF in _SQLITE_AWAY
        away = isinstance(error, OperationalError | InterfaceError)
        return away or getattr(cause, "sqlstate", None) == _READ_ONLY
    return isinstance(error, OSError) and error.errno in _DISK_AWAY


def broken(request: HttpRequest) -> HttpResponse:
    """Answer for a request that broke, wherever in it: 503 in an outage, else 500.

    Django calls this while it handles the error, which it has logged.
    """
    if is_outage(sys.exception()):
        return unavailable()
    return server_error(request)


def unavailable() -> HttpResponse:
    """Return the page that says to try again; making it asks neither database nor cache."""
    response = HttpResponse(render_to_string("503.html"), status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response
