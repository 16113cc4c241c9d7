import django.db.models.deletion
from django.db import migrations, models


def count_anew(apps, schema_editor):
    """Let every first attempt be counted again: tallies of before hold less than reports need."""
    apps.get_model("quiz", "Tally").objects.all().delete()
    apps.get_model("quiz", "Attempt").objects.filter(tallied=True).update(tallied=False)


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0002_paper_withdrawn"),
    ]

    operations = [
        migrations.CreateModel(
            name="Turnout",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("finished", models.PositiveIntegerField(default=0)),
                (
                    "left",
                    models.JSONField(
                        default=dict,
                        help_text="Attempts that were left, by how many questions were answered.",
                    ),
                ),
            ],
        ),
        migrations.RemoveIndex(
            model_name="attempt",
            name="attempt_to_tally",
        ),
        migrations.AddField(
            model_name="attempt",
            name="left",
            field=models.JSONField(
                help_text="Where it stood when it was counted as left; see quiz.tallies.", null=True
            ),
        ),
        migrations.AddField(
            model_name="tally",
            name="left",
            field=models.PositiveIntegerField(
                default=0, help_text="Attempts left at this question."
            ),
        ),
        migrations.AddField(
            model_name="tally",
            name="picks",
            field=models.JSONField(
                default=dict,
                help_text="How many chose what, by the place among what can be chosen.",
            ),
        ),
        migrations.AddField(
            model_name="tally",
            name="rests",
            field=models.JSONField(
                default=list,
                help_text="Sums of marks with the rest’s: see quiz.statistics.PairSums.",
            ),
        ),
        migrations.AddField(
            model_name="tally",
            name="right",
            field=models.PositiveIntegerField(default=0, help_text="Those that were wholly right."),
        ),
        migrations.AddField(
            model_name="tally",
            name="sure",
            field=models.JSONField(
                default=dict, help_text="By how sure the reader was, in percent: [answers, marks]."
            ),
        ),
        migrations.AddField(
            model_name="tally",
            name="times",
            field=models.JSONField(
                default=list, help_text="Answers by the time taken: see quiz.statistics.TIME_EDGES."
            ),
        ),
        migrations.AlterField(
            model_name="attempt",
            name="tallied",
            field=models.BooleanField(
                default=False, help_text="Whether the tallies hold all there is of it so far."
            ),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(
                condition=models.Q(("first", True), ("tallied", False)),
                fields=["paper"],
                name="attempt_to_tally",
            ),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(
                condition=models.Q(("deadline__isnull", False), ("finished__isnull", True)),
                fields=["paper", "deadline"],
                name="attempt_out_of_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.CheckConstraint(
                condition=models.Q(("right__lte", models.F("answers"))),
                name="tally_right_within_answers",
            ),
        ),
        migrations.AddField(
            model_name="turnout",
            name="paper",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="turnout", to="quiz.paper"
            ),
        ),
        migrations.RunPython(count_anew, migrations.RunPython.noop),
    ]
