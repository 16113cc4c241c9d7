"""What a process does when it is killed.

Run it with `python -m tests.support.faults.killed_processes NAME`.
"""

import itertools
import sys

import django
from django.core.management import call_command

EDITOR, PASSWORD = "editor", "a long password"


def prepare() -> None:
    """Make the tables and an editor, and publish a brief with twelve questions of single choice."""
    from django.contrib.auth.models import User

    from briefing.documents.schema import BriefDocument
    from briefing.editing.drafts import replace_draft
    from briefing.editing.publishing import publish
    from tests.support.briefing.brief_data import small_brief
    from tests.support.briefing.simulated_readers import many

    call_command("migrate", verbosity=0)
    User.objects.create_superuser(EDITOR, password=PASSWORD)
    publish(replace_draft(BriefDocument.model_validate(small_brief(**many(12)))).pk)


def publish_on() -> None:
    """Publish again and again, with a claim reworded each time; print each edition’s number."""
    from briefing.editing.publishing import publish
    from briefing.models import Brief, Claim

    brief = Brief.objects.get()
    for number in itertools.count(brief.editions.count() + 1):
        Claim.objects.filter(brief=brief, key="c1").update(text=f"QuestionVersion {number}.")
        edition, _ = publish(brief.pk)
        print(edition.number, flush=True)  # noqa: T201


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "publish": publish_on}[sys.argv[1]]()
