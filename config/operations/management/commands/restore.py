import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.core.management.base import BaseCommand, CommandError

from config.operations.backups import BackupError, restore
from config.operations.health import database_troubles


class Command(BaseCommand):
    help = "Put a backup in the place of the database, all of it or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace",
            action="store_true",
            help="Even if the database is not empty: what is in it now is lost.",
        )

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        # A database that is made here is for its own account alone.
        os.umask(0o077)
        try:
            restore(file, replace)
        except BackupError as error:
            raise CommandError(str(error)) from None
        # What the cache holds is of what was there before.
        cache.clear()
        self.stdout.write("\n".join([f"Restored {file}.", *database_troubles()]))
