from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0007_page_key"),
    ]

    operations = [
        migrations.AddField(
            model_name="question",
            name="excludes",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="Questions that give this one away, by their keys: never asked together.",
                verbose_name="excludes",
            ),
        ),
    ]
