import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.operations.jobs import PAUSE
from quiz.results.history import purge


class Command(BaseCommand):
    help = (
        "Delete the attempts, with their answers, that readers began more than N days ago, "
        "and the reviews that have been due as long."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("days", type=int, metavar="N")

    def handle(self, *args: Any, days: int, **options: Any) -> None:
        if days < 1:
            raise CommandError("Give a number of days from 1 on.")
        count = 0
        for deleted in purge(days):
            count += deleted
            time.sleep(PAUSE)
        self.stdout.write(f"Deleted {count} attempt{'' if count == 1 else 's'}.")
