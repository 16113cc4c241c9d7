import os
import signal
from argparse import ArgumentParser
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
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: runner.stop())
        if not once:
            runner.run()
        elif not runner.run_once():
            self.stdout.write("Another process is running the jobs.")
        elif runner.failed:
            raise CommandError(f"These jobs failed: {', '.join(runner.failed)}. See the log.")
