"""Know a page by a key in place of its address, and call a card a review card.

The keys are still addresses here: the app whose pages they are replaces them.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quiz", "0006_paper_asked")]

    operations = [
        migrations.RemoveConstraint("paper", "paper_unique_for_page"),
        migrations.RenameField("paper", "page", "page_key"),
        migrations.AlterField(
            "paper",
            "page_key",
            models.CharField(
                help_text="Which page it is asked on: a key that never changes, not an address.",
                max_length=200,
            ),
        ),
        migrations.AddField(
            "paper",
            "copy",
            models.PositiveSmallIntegerField(
                default=0,
                help_text="0, or a number of its own for a paper of the same content from the time when pages were known by their addresses, and this one had several.",
            ),
        ),
        migrations.AddConstraint(
            "paper",
            models.UniqueConstraint(
                fields=("page_key", "sha256", "copy"), name="paper_unique_for_page"
            ),
        ),
        migrations.RenameModel("Card", "ReviewCard"),
        migrations.RemoveConstraint("reviewcard", "card_unique"),
        migrations.RenameField("reviewcard", "page", "page_key"),
        migrations.AlterField(
            "reviewcard",
            "page_key",
            models.CharField(help_text="As in the papers of the page.", max_length=200),
        ),
        migrations.AddConstraint(
            "reviewcard",
            models.UniqueConstraint(
                fields=("reader", "page_key", "question"), name="review_card_unique"
            ),
        ),
        migrations.RenameIndex("reviewcard", "review_card_due", old_name="card_due"),
        migrations.AlterField(
            "attempt",
            "left",
            models.JSONField(
                help_text="Where it stood when it was counted as left: the open question, how many were answered, and whose answers the tallies hold.",
                null=True,
            ),
        ),
        migrations.AlterField(
            "tally",
            "times",
            models.JSONField(
                default=list,
                help_text="Answers by the time taken: how many in each span, the shortest first.",
            ),
        ),
        migrations.AlterField(
            "tally",
            "rests",
            models.JSONField(
                default=list,
                help_text="Sums of the marks beside the mean mark of the other questions, for the correlation between them.",
            ),
        ),
    ]
