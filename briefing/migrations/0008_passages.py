"""Give briefs a text of their own; the claims that led before become its passages."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


SECTIONS = ("background", "actors", "motives", "consequences", "outlook")


def write_passages(apps: Any, editor: Any) -> None:
    """Make a passage of the leading claims of each section, each sentence with its reference."""
    passages = apps.get_model("briefing", "Passage").objects
    claims = apps.get_model("briefing", "Claim").objects.order_by("position", "pk")
    for brief in apps.get_model("briefing", "Brief").objects.all():
        leading = list(claims.filter(brief=brief, lead=True))
        texts = [
            (section, [f"{c.text} [{c.key}]" for c in leading if c.section == section])
            for section in SECTIONS
        ]
        passages.bulk_create(
            passages.model(brief=brief, section=section, text=" ".join(told), position=position)
            for position, (section, told) in enumerate(((s, t) for s, t in texts if t), 1)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("briefing", "0007_edition_pictures"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="words",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="How many words the article has, if known: the brief is to be shorter.",
                null=True,
                verbose_name="words",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="bare",
            field=models.CharField(
                blank=True,
                help_text="What is claimed, without who says so. A question then asks how that is known. Most claims need none.",
                max_length=300,
                verbose_name="bare statement",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="why",
            field=models.CharField(
                blank=True,
                help_text="For that question: who says so, who denies it, what is inferred from what.",
                max_length=400,
                verbose_name="why it is known so",
            ),
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        blank=True,
                        default=0,
                        help_text="Its place. Left empty, it comes last.",
                        verbose_name="position",
                    ),
                ),
                (
                    "section",
                    models.CharField(
                        choices=[
                            ("background", "Background"),
                            ("actors", "Actors"),
                            ("motives", "Motives"),
                            ("consequences", "Consequences"),
                            ("outlook", "Outlook"),
                        ],
                        max_length=20,
                        verbose_name="section",
                    ),
                ),
                (
                    "heading",
                    models.CharField(
                        blank=True,
                        help_text="Left empty, the section’s own name stands above it.",
                        max_length=80,
                        verbose_name="heading",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="End each sentence with the claims it rests on: [c1] or [c2, c5].",
                        max_length=2000,
                        verbose_name="text",
                    ),
                ),
                (
                    "brief",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="briefing.brief",
                        verbose_name="brief",
                    ),
                ),
            ],
            options={
                "verbose_name": "passage",
                "verbose_name_plural": "passages",
                "ordering": ("position", "pk"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "section__in",
                                ["background", "actors", "motives", "consequences", "outlook"],
                            )
                        ),
                        name="passage_section",
                    )
                ],
            },
        ),
        migrations.RunPython(write_passages, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="claim",
            name="lead",
        ),
    ]
