from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from briefing.documents.yaml_format import write_brief
from briefing.editing.draft_data import draft_data
from briefing.editing.publishing import NotReady, whole_brief
from briefing.models import Brief


class Command(BaseCommand):
    help = "Write the draft of a brief, its questions included, as a brief file to the output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument(
            "--output", type=Path, help="The file to write; left alone if the draft is not whole."
        )

    def handle(self, *args: Any, slug: str, output: Path | None, **options: Any) -> None:
        brief = Brief.objects.select_related("article", "quiz").filter(slug=slug).first()
        if brief is None:
            known = ", ".join(Brief.objects.values_list("slug", flat=True)) or "none"
            raise CommandError(f"There is no brief “{slug}”. The briefs are: {known}.")
        try:
            document = whole_brief(draft_data(brief))
        except NotReady as error:
            raise CommandError(f"The draft is not whole yet. Mend it first.\n{error}") from None
        content = write_brief(document)
        if output:
            output.write_bytes(content)
        else:
            self.stdout.write(content.decode(), ending="")
