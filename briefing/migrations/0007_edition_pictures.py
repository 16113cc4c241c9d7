"""Keep beside each edition the pictures that take long to make."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("briefing", "0006_brief_key")]

    operations = [
        migrations.CreateModel(
            name="EditionPictures",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="pictures",
                        serialize=False,
                        to="briefing.edition",
                    ),
                ),
                (
                    "maps",
                    models.TextField(
                        blank=True, help_text="The drawings of the relations, as JSON."
                    ),
                ),
                ("maps_sha256", models.CharField(blank=True, max_length=64)),
                ("card", models.BinaryField(blank=True, help_text="The social card, as a PNG.")),
                ("card_sha256", models.CharField(blank=True, max_length=64)),
            ],
            options={"default_permissions": ()},
        ),
    ]
