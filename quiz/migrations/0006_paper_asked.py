"""Say of each paper since when it is asked: one that comes back is the last again."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quiz", "0005_paper_document_last")]

    operations = [
        migrations.AddField(
            "paper",
            "asked",
            models.DateTimeField(
                default=django.utils.timezone.now,
                help_text="Since when it is what readers of its page are asked.",
            ),
        ),
        migrations.RunSQL("UPDATE quiz_paper SET asked = made", migrations.RunSQL.noop),
    ]
