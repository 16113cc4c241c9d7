from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from briefing.editing.publishing import publish_due


class Command(BaseCommand):
    help = "Publish the briefs whose scheduled time has come. Meant for cron or a timer."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = False
        done = list(publish_due(timezone.now()))
        for plan, edition in done:
            if edition:
                self.stdout.write(f"Published “{plan.brief}” as edition {edition.number}.")
            else:
                failed = True
                self.stderr.write(f"“{plan.brief}” could not be published:\n{plan.trouble}")
        if not done:
            self.stdout.write("Nothing is due.")
        if failed:
            raise CommandError("Mend these in the admin, and schedule them again.")
