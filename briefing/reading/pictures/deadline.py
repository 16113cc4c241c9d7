"""How long a picture may take to lay out."""

from time import thread_time


class OutOfTime(Exception):
    """A layout takes longer than it may."""


class Deadline:
    """An amount of processor time from now on, which other threads and processes do not use up."""

    def __init__(self, seconds: float) -> None:
        self.end = thread_time() + seconds

    def check(self) -> None:
        """Raise OutOfTime once the time is over."""
        if thread_time() > self.end:
            raise OutOfTime
