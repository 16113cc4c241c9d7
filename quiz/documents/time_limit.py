"""How long the reading of an uploaded file may take.

Loops over uploaded text call `check_time` once a round. Outside of `time_limit` it does nothing.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.translation import gettext

# The longest that an import may run, in seconds.
LONGEST_IMPORT = 10
_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


class TookTooLong(Exception):
    """The time is up. The message tells the editor what to do."""

    def __init__(self) -> None:
        super().__init__(
            gettext(
                "Reading this file took longer than %(seconds)s seconds and was stopped. Nothing "
                "was imported. Split the file into smaller ones."
            )
            % {"seconds": LONGEST_IMPORT}
        )


@contextmanager
def time_limit(seconds: float = LONGEST_IMPORT) -> Iterator[None]:
    """Let `check_time` raise TookTooLong within this block once so many seconds have passed."""
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def check_time() -> None:
    """Raise TookTooLong if the time limit has passed."""
    deadline = _deadline.get()
    if deadline is not None and time.monotonic() > deadline:
        raise TookTooLong
