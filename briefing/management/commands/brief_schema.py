import json
from typing import Any

from django.core.management.base import BaseCommand

from briefing.documents.schema import BriefDocument


class Command(BaseCommand):
    help = "Print the JSON Schema of a brief file, for an editor program that checks as one types."

    def handle(self, *args: Any, **options: Any) -> None:
        schema = BriefDocument.model_json_schema()
        self.stdout.write(json.dumps(schema, indent=2, ensure_ascii=False))
