"""How often one client may do what costs the site something: within each minute, so many times.

Counting is exact among all processes: Redis counts for itself, and on one machine a file grows by
a byte each time, which the system lets one process do after the other. Where counting does not
work, nobody is refused.
"""

import hashlib
import logging
import os
import shutil
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from pathlib import Path
from time import time
from typing import Any, TypeVar, cast

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from config.operations.proxies import client_address

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
MINUTE = 60
logger = logging.getLogger(__name__)


def limited(act: str, who: Callable[[Any], object]) -> Callable[[View], View]:
    """Answer 429 to a POST by which a client or its address does `act` too often.

    `settings.RATE_LIMIT_PER_MINUTE` says how often each may; an act that is not in it is free.
    `who` returns the client of a request, or None for one that is not known yet. What is
    refused to a client does not count against its address, which others may share.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            counts = request.method == "POST" and act in settings.RATE_LIMIT_PER_MINUTE
            if counts and too_often(act, who(request), client_address(request)):
                return _refuse(request)
            return view(request, *args, **kwargs)

        return cast(View, wrapped)

    return decorate


def too_often(act: str, client: object, address: str | None) -> bool:
    """Count an act of a client at an address, and return whether it was one too many."""
    most_of_client, most_of_address = settings.RATE_LIMIT_PER_MINUTE[act]
    if client is not None and _count(f"{act}:client:{client}") > most_of_client:
        return True
    return _count(f"{act}:address:{address}") > most_of_address


@never_cache
def _refuse(request: Any) -> HttpResponse:
    wait = MINUTE - int(time()) % MINUTE
    if request.htmx:
        # The panel says these words above what it shows, which stays.
        words = ngettext(
            "That was too often in a short time. Nothing is lost here: try again in %(n)d second.",
            "That was too often in a short time. Nothing is lost here: try again in %(n)d seconds.",
            wait,
        )
        response = HttpResponse(words % {"n": wait}, "text/plain; charset=utf-8")
        response.status_code = HTTPStatus.TOO_MANY_REQUESTS
    else:
        response = render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(wait)
    return response


def _count(name: str) -> int:
    """Count one more under a name in this minute; return how many there are, or 0 if unknown."""
    minute = int(time()) // MINUTE
    try:
        if settings.COUNTERS_DIR:
            return _grown(Path(settings.COUNTERS_DIR), name, minute)
        key = f"limits:{name}:{minute}"
        cache.add(key, 0, 2 * MINUTE)
        return cache.incr(key)
    except Exception:
        logger.exception("Nobody is refused for asking too often: counting does not work.")
        return 0


def _grown(folder: Path, name: str, minute: int) -> int:
    """Append a byte to the file of a name, and return where it ends then."""
    here = folder / str(minute)
    if not here.exists():
        # Other programs leave files of their own in any folder, such as .DS_Store.
        minutes = [each for each in folder.glob("*") if each.name.isdecimal()]
        # A process may still be busy in the minute that has just ended.
        for old in (each for each in minutes if int(each.name) < minute - 1):
            shutil.rmtree(old, ignore_errors=True)
        here.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = here / hashlib.sha256(name.encode()).hexdigest()
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, b".")
        # The end of what this process has written, whatever others wrote since.
        return os.lseek(handle, 0, os.SEEK_CUR)
    finally:
        os.close(handle)
