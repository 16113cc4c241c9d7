"""Sums over the answers of all readers, which name nobody."""

from django.db import models
from django.db.models import Q

from quiz.models.papers import Paper


class Tally(models.Model):
    """How readers answered one question of one paper the first time they met its page."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="tallies")
    question = models.CharField(max_length=40)
    answers = models.PositiveIntegerField(default=0, help_text="As many as there were readers.")
    right = models.PositiveIntegerField(default=0, help_text="Those that were wholly right.")
    marks = models.FloatField(default=0, help_text="The sum of the marks given.")
    left = models.PositiveIntegerField(default=0, help_text="Attempts left at this question.")
    picks = models.JSONField(
        default=dict, help_text="How many chose what, by the place among what can be chosen."
    )
    times = models.JSONField(
        default=list,
        help_text="Answers by the time taken: how many in each span, the shortest first.",
    )
    sure = models.JSONField(
        default=dict, help_text="By how sure the reader was, in percent: [answers, marks]."
    )
    rests = models.JSONField(
        default=list,
        help_text="Sums of the marks beside the mean mark of the other questions, for the "
        "correlation between them.",
    )

    class Meta:
        verbose_name_plural = "tallies"
        constraints = (
            models.UniqueConstraint(fields=("paper", "question"), name="tally_unique"),
            models.CheckConstraint(
                # A sum of thirds may stray from whole numbers by a rounding.
                condition=Q(marks__gte=0, marks__lte=models.F("answers") + 0.001),
                name="tally_marks_within_answers",
            ),
            models.CheckConstraint(
                condition=Q(right__lte=models.F("answers")), name="tally_right_within_answers"
            ),
        )

    def __str__(self) -> str:
        return f"{self.question}: {self.answers} answers"


class Turnout(models.Model):
    """How readers went through a paper the first time they met its page.

    Who counts locks this row, so that no two count the attempts of one paper at once.
    """

    paper = models.OneToOneField(Paper, models.CASCADE, related_name="turnout")
    finished = models.PositiveIntegerField(default=0)
    left = models.JSONField(
        default=dict, help_text="Attempts that were left, by how many questions were answered."
    )

    def __str__(self) -> str:
        return f"Turnout of paper {self.paper_id}"
