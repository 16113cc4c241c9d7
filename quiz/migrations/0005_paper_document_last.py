"""Keep what is long at the end of a paper's row.

SQLite reads a row from its beginning: each answer, which needs a paper's title, waited for all
of its questions to be read.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quiz", "0004_names_and_language")]

    operations = [
        migrations.AddField("paper", "content", models.TextField(default="")),
        migrations.RunSQL(
            "UPDATE quiz_paper SET content = document", "UPDATE quiz_paper SET document = content"
        ),
        # Going back, the field is made anew, and filled afterwards.
        migrations.AlterField("paper", "document", models.TextField(default="")),
        migrations.RemoveField("paper", "document"),
        migrations.RenameField("paper", "content", "document"),
        migrations.AlterField("paper", "document", models.TextField()),
    ]
