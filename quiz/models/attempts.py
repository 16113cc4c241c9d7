"""What readers do: attempts and answers, and when a question comes up for review."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from quiz.choices import Mode, Sureness
from quiz.documents.numbers import whole_percent
from quiz.models.papers import Paper

# After so long without an answer an attempt counts as left, until it goes on.
IDLE = timedelta(days=1)


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def of(self, reader: uuid.UUID | None) -> "AttemptQuerySet":
        """One reader’s own attempts, each with its paper.

        Every look-up starts here, or in `quiz.attempts.sql` where it must be quick.
        """
        own = self.filter(reader=reader) if reader else self.none()
        return own.select_related("paper").defer("paper__document")

    def unfinished(self, page_key: str) -> "AttemptQuerySet":
        """Those begun for a page and not yet finished, the newest first, with answers counted."""
        return self.filter(paper__page_key=page_key).open().order_by("-started")

    def open(self) -> "AttemptQuerySet":
        """Those that go on: neither finished nor out of time. Their answers are counted."""
        in_time = Q(deadline=None) | Q(deadline__gt=timezone.now())
        return self.filter(in_time, finished=None).annotate(given=models.Count("answers"))

    def uncounted(self) -> "AttemptQuerySet":
        """First attempts of which something is not in the tallies: finished, or idle for a day."""
        before = timezone.now() - IDLE
        lately = Answer.objects.filter(attempt=models.OuterRef("pk"), given__gte=before)
        idle = Q(started__lt=before) & ~models.Exists(lately)
        return self.filter(Q(finished__isnull=False) | idle, first=True, tallied=False)

    def counting(self) -> "AttemptQuerySet":
        """Those whose answers cannot change any more."""
        return self.exclude(mode=Mode.TEST, finished=None)


class Attempt(models.Model):
    """One reader's run through a paper. `draw` keeps [question key, [option positions]]."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="attempts")
    reader = models.UUIDField(editable=False)
    mode = models.CharField(max_length=20, choices=Mode, default=Mode.PRACTICE)
    draw = models.JSONField()
    started = models.DateTimeField(auto_now_add=True)
    deadline = models.DateTimeField(null=True, help_text="When a test with a time limit ends.")
    finished = models.DateTimeField(null=True)
    score = models.FloatField(null=True, help_text="Mean of the marks, 0 to 1, when finished.")

    first = models.BooleanField(
        default=False, help_text="The reader’s first on this page: what others are compared with."
    )
    tallied = models.BooleanField(
        default=False, help_text="Whether the tallies hold all there is of it so far."
    )
    left = models.JSONField(
        null=True,
        help_text="Where it stood when it was counted as left: the open question, how many were "
        "answered, and whose answers the tallies hold.",
    )
    scheduled = models.BooleanField(default=False)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("reader", "-started"), name="attempt_of_reader"),
            models.Index(
                fields=("paper",),
                condition=Q(first=True, tallied=False),
                name="attempt_to_tally",
            ),
            models.Index(
                fields=("paper", "deadline"),
                condition=Q(finished__isnull=True, deadline__isnull=False),
                name="attempt_out_of_time",
            ),
        )
        constraints = (
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="attempt_mode"),
            models.CheckConstraint(
                condition=Q(finished__isnull=True, score__isnull=True)
                | Q(finished__isnull=False, score__gte=0, score__lte=1),
                name="attempt_score_when_finished",
            ),
        )

    def __str__(self) -> str:
        return f"Attempt {self.public_id}"

    @property
    def mode_name(self) -> str:
        return Mode(self.mode).short

    @property
    def percent(self) -> int:
        """The score in percent, 0 to 100; 0 while it is not finished."""
        return whole_percent(self.score or 0)


class Answer(models.Model):
    """One response to one question, in the form that the question’s kind gives it."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=40)
    response = models.JSONField()
    sure = models.PositiveSmallIntegerField(
        null=True,
        choices=Sureness,
        help_text="How sure the reader was, in percent, where they said so.",
    )
    mark = models.FloatField()
    given = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("attempt", "question"), name="answer_given_once"),
            models.CheckConstraint(
                condition=Q(mark__gte=0, mark__lte=1), name="answer_mark_0_to_1"
            ),
            models.CheckConstraint(
                condition=Q(sure__isnull=True) | Q(sure__in=Sureness.values),
                name="answer_sureness",
            ),
        )

    def __str__(self) -> str:
        return f"Answer to {self.question}"


class ReviewCard(models.Model):
    """When a reader should meet a question again."""

    reader = models.UUIDField(editable=False)
    page_key = models.CharField(max_length=200, help_text="As in the papers of the page.")
    question = models.CharField(max_length=40)
    due = models.DateTimeField()
    memory = models.JSONField(help_text="What the scheduler keeps of it.")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("reader", "page_key", "question"), name="review_card_unique"
            ),
        )
        indexes = (models.Index(fields=("reader", "due"), name="review_card_due"),)

    def __str__(self) -> str:
        return f"{self.question} of {self.page_key}, due {self.due:%d %B %Y}"
