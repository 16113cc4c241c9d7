from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from briefing.documents.yaml_format import MOST_BYTES, BriefFileError, read_brief_file
from briefing.editing.draft_rows import ActorsDiffer
from briefing.editing.drafts import replace_draft
from briefing.models import Brief

SHOWN = 100


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
            with file.open("rb") as opened:
                document, warnings = read_brief_file(opened.read(MOST_BYTES + 1))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from None
        except BriefFileError as error:
            faults = "\n".join(
                f"{file}:{line}: {message}" for line, message in error.faults[:SHOWN]
            )
            if len(error.faults) > SHOWN:
                faults += f"\n… and {len(error.faults) - SHOWN} more."
            raise CommandError(f"Nothing was imported.\n{faults}") from None
        if not replace and Brief.objects.filter(slug=document.slug).exists():
            raise CommandError(
                f"There is a brief “{document.slug}” already. Nothing was imported. "
                f"Add --replace to put this file in the place of its draft."
            )
        known = Brief.objects.filter(slug=document.slug).exists()
        try:
            brief = replace_draft(document)
        except ActorsDiffer as error:
            raise CommandError(f"Nothing was imported.\n{error}") from None
        for line, message in warnings:
            self.stderr.write(f"{file}:{line}: {message}")
        self.stdout.write(
            f"{'Replaced the draft of' if known else 'Imported as a draft:'} “{brief}”, "
            f"{len(document.claims)} claims, {len(document.questions)} questions. "
            f"Publish it in the admin."
        )
