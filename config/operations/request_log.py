"""The log: one line of JSON for each request, and for whatever else is logged.

Of a request it tells what was asked and how that went, and never who asked: no address, no cookie,
no browser, no query, and no number of an attempt.
"""

import json
import logging
import re
import time
import uuid
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from config.operations.proxies import is_proxy, read_address

logger = logging.getLogger("readout.request")

_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
_SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
# Whoever has the number of an attempt may have the cookie of its reader, too.
_NUMBER = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)


def log_requests(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Log each request when its answer is ready, and give both the same id."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        begun = time.perf_counter()
        given = request_id(request.META)
        response = get_response(request)
        response["X-Request-ID"] = given
        # An answer that is sent in parts says its length, where it is known.
        size = response.headers.get("Content-Length") or len(getattr(response, "content", b""))
        log_answer(request.method, request.path, response.status_code, int(size), begun)
        return response

    return answer


def request_id(environ: Mapping[str, Any]) -> str:
    """Return the id that a trusted proxy gave a request, or a new one of 32 hex digits.

    What is logged from now on in this thread is logged with it.
    """
    given = environ.get("HTTP_X_REQUEST_ID", "")
    sane = _SANE_ID.fullmatch(given) and is_proxy(read_address(environ.get("REMOTE_ADDR", "")))
    known = str(given) if sane else uuid.uuid4().hex
    # It stays until this thread’s next request: Django still has a word to say about this one.
    _request_id.set(known)
    return known


def log_answer(method: str | None, path: str, status: int, size: int, begun: float) -> None:
    """Log how a request was answered; `size` is in bytes, `begun` by `time.perf_counter`."""
    level = logging.ERROR if status >= 500 else logging.INFO
    if not logger.isEnabledFor(level):
        return
    facts = {
        "method": method,
        "path": path,
        "status": status,
        "ms": round((time.perf_counter() - begun) * 1000, 1),
        "size": size,
    }
    logger.log(level, "request", extra={"facts": facts})


def masked(text: str) -> str:
    """Return a text with the numbers of attempts and readers left out."""
    return _NUMBER.sub("…", text)


class JsonLine(logging.Formatter):
    """Writes a record as one line: time (UTC), level, logger, request, and what is told.

    `facts` of a record stand beside these, each under its own name. Attempts’ numbers are masked.
    """

    def format(self, record: logging.LogRecord) -> str:
        facts: dict[str, Any] = getattr(record, "facts", {})
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": _request_id.get(),
            "message": record.getMessage(),
            **facts,
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        told = ((name, value) for name, value in line.items() if value is not None)
        return json.dumps(
            {
                name: masked(value) if isinstance(value, str) and name != "request" else value
                for name, value in told
            },
            ensure_ascii=False,
        )
