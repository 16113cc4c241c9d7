"""The cache as pages use it: while it does not work, readers are served without it."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import cache

T = TypeVar("T", str, bytes)
logger = logging.getLogger(__name__)

# How long another machine with a cache of its own may show the edition before the last, in seconds.
LIVE_FOR = 60
# What a page was last is kept so long for when the database is away, and shown so long before the
# next try, in seconds.
LAST_FOR = 7 * 24 * 60 * 60
TRY_AFTER = 5


def cached(key: str, kind: type[T]) -> T | None:
    """Return what the cache holds; None where it holds something else or does not work."""
    try:
        found = cache.get(key)
    except Exception:
        logger.exception("The cache could not be read.")
        return None
    return found if isinstance(found, kind) else None


def keep(key: str, value: str | bytes, seconds: int | None) -> None:
    """Put something into the cache, for ever where no time is given."""
    _put(cache.set, key, value, seconds)


def keep_new(key: str, value: str | bytes, seconds: int | None) -> bool:
    """Put something into the cache where nothing is; return whether that was so."""
    return bool(_put(cache.add, key, value, seconds))


def _put(put: Callable[..., Any], key: str, value: object, seconds: int | None) -> Any:
    try:
        return put(key, value, seconds)
    except Exception:
        logger.exception("The cache could not be written.")
        return None


def keep_for_now(key: str, value: str | bytes) -> None:
    """Keep what is to be looked up anew in a minute, and longer for when that cannot be."""
    keep(key, value, LIVE_FOR)
    keep(f"last:{key}", value, LAST_FOR)


def shown_on(key: str, kind: type[T]) -> T | None:
    """Return what was last kept under a key, and keep it for a moment; None where nothing was.

    Meant for when the database is away: until the next try, readers do not wait for it.
    """
    found = cached(f"last:{key}", kind)
    if found:
        keep_new(key, found, TRY_AFTER)
    return found
