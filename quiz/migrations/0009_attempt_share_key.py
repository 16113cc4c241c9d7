"""Let readers pass their results on under a link of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quiz", "0008_question_excludes")]

    operations = [
        migrations.AddField(
            "attempt",
            "share_key",
            models.UUIDField(
                editable=False,
                help_text="Under which anyone may read the results, while their reader lets them.",
                null=True,
                unique=True,
            ),
        ),
    ]
