import os
import signal
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.operations.job_runner import Runner


class Command(BaseCommand):
    help = (
        "Run everything that the site does by itself, such as scheduled publications and "
        "clean-up, until stopped. It may run on several machines: one works, and another takes "
        "over if that one ends."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="Run what is due, then exit.")
        parser.add_argument(
            "--parent", type=int, metavar="PID", help="Exit when this parent process has exited."
        )

    def handle(self, *args: Any, once: bool, parent: int | None, **options: Any) -> None:
        # What the jobs write to the cache is for this account alone.
        os.umask(0o077)
        runner = Runner(parent)
        with _signals_stop(runner):
            if not once:
                runner.run()
            elif not runner.run_once():
                self.stdout.write("Another process is running the jobs.")
        if once and runner.failed:
            raise CommandError(f"These jobs failed: {', '.join(runner.failed)}. See the log.")


@contextmanager
def _signals_stop(runner: Runner) -> Iterator[None]:
    """Let SIGTERM and SIGINT stop the runner within the block."""
    before = {}
    for number in (signal.SIGTERM, signal.SIGINT):
        before[number] = signal.signal(number, lambda *_: runner.stop())
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
