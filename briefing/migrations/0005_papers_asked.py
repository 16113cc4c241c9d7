"""Let the paper of each live edition be the one that is asked: it need not be the newest."""

from typing import Any

from django.db import migrations


def ask_what_is_live(apps: Any, editor: Any) -> None:
    papers = apps.get_model("quiz", "Paper").objects
    for brief in apps.get_model("briefing", "Brief").objects.select_related("live"):
        if brief.live and brief.live.paper_id:
            papers.filter(pk=brief.live.paper_id).update(asked=brief.live.published)


class Migration(migrations.Migration):
    dependencies = [("briefing", "0004_names_and_language"), ("quiz", "0006_paper_asked")]

    operations = [migrations.RunPython(ask_what_is_live, migrations.RunPython.noop)]
