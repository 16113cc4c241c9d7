from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from briefing.brief_file import BriefFileError, read_brief
from briefing.draft import ActorsDiffer, replace_draft
from briefing.models import Brief


class Command(BaseCommand):
    help = "Import a brief file as a draft. Nothing is published, and a bad file changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace",
            action="store_true",
            help="Put the file in the place of the draft of the same slug, which is lost.",
        )

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        try:
            document = read_brief(file.read_bytes())
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from None
        except BriefFileError as error:
            faults = "\n".join(f"{file}:{line}: {message}" for line, message in error.faults)
            raise CommandError(f"Nothing was imported.\n{faults}") from None
        if not replace and Brief.objects.filter(slug=document.slug).exists():
            raise CommandError(
                f"There is a brief “{document.slug}” already. Nothing was imported. "
                f"Add --replace to put this file in the place of its draft."
            )
        try:
            brief = replace_draft(document)
        except ActorsDiffer as error:
            raise CommandError(f"Nothing was imported.\n{error}") from None
        self.stdout.write(
            f"Imported “{brief}” as a draft: {len(document.claims)} claims, "
            f"{len(document.questions)} questions. Publish it in the admin."
        )
