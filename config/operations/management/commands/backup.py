from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.operations.backups import BackupError, back_up


class Command(BaseCommand):
    help = "Write the whole database to a file, while the site goes on. `restore` puts it back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="Write over a file of this name."
        )

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        try:
            back_up(file, replace)
        except BackupError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Backed up to {file}, {file.stat().st_size:,} bytes.")
