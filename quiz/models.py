import uuid

from django.db import models
from django.db.models import Q

from quiz.frozen import FrozenModel, FrozenQuerySet
from quiz.vocabulary import KindName, Mode, Skill, Theme


class Quiz(models.Model):
    """The set of questions an editor works on."""

    title = models.CharField(max_length=120)

    class Meta:
        verbose_name_plural = "quizzes"

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField(default=0)
    key = models.SlugField(
        max_length=40, help_text="A short name that stays, such as q12. Reports go by it."
    )
    theme = models.CharField(max_length=20, choices=Theme)
    skill = models.CharField(max_length=20, choices=Skill)
    kind = models.CharField(max_length=20, choices=KindName, default=KindName.SINGLE)
    prompt = models.CharField(
        max_length=300,
        help_text="One whole question. It can be answered with the options covered.",
    )
    explanation = models.CharField(
        max_length=600, help_text="Why the right answer is right, in the words of the claim."
    )
    evidence = models.JSONField(
        default=list, help_text="The one to four claims the right answer rests on."
    )

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("quiz", "key"),
                name="question_key_unique_in_quiz",
                violation_error_message="Another question of this quiz has this key.",
            ),
            models.CheckConstraint(condition=Q(theme__in=Theme.values), name="question_theme"),
            models.CheckConstraint(condition=Q(skill__in=Skill.values), name="question_skill"),
            models.CheckConstraint(condition=Q(kind__in=KindName.values), name="question_kind"),
            models.CheckConstraint(condition=~Q(prompt=""), name="question_prompt_not_empty"),
        )

    def __str__(self) -> str:
        return f"{self.key}: {self.prompt}"


class Option(models.Model):
    question = models.ForeignKey(Question, models.CASCADE, related_name="options")
    position = models.PositiveIntegerField(default=0)
    text = models.CharField(max_length=200)
    right = models.BooleanField(default=False)
    feedback = models.CharField(
        max_length=400, help_text="What choosing this gets right or wrong, said to the reader."
    )

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("question", "text"),
                name="option_text_unique_in_question",
                violation_error_message="Another option of this question says the same.",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="option_text_not_empty"),
        )

    def __str__(self) -> str:
        return self.text


class Paper(FrozenModel):
    """Frozen questions. The same content for the same page is the same paper."""

    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    page = models.CharField(max_length=200)
    made = models.DateTimeField(auto_now_add=True)

    objects = models.Manager.from_queryset(FrozenQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("page", "sha256"), name="paper_unique_for_page"),
        )

    def __str__(self) -> str:
        return f"Paper {self.pk} of {self.page}"


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def of(self, reader: uuid.UUID | None) -> "AttemptQuerySet":
        """One reader's own attempts, each with its paper; every look-up of one starts here."""
        own = self.filter(reader=reader) if reader else self.none()
        return own.select_related("paper").defer("paper__document")

    def unfinished(self, page: str) -> "AttemptQuerySet":
        """Those begun for a page and not yet finished, the newest first."""
        return self.filter(paper__page=page, finished=None).order_by("-started")


class Attempt(models.Model):
    """One reader's run through a paper. `draw` keeps [question key, [option positions]]."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="attempts")
    reader = models.UUIDField(editable=False)
    mode = models.CharField(max_length=20, choices=Mode, default=Mode.PRACTICE)
    draw = models.JSONField()
    started = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True)
    score = models.FloatField(null=True, help_text="Mean of the marks, 0 to 1, when finished.")

    objects = AttemptQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("reader", "-started"), name="attempt_of_reader"),)
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


class Answer(models.Model):
    """One response to one question: the sorted positions of the options chosen."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=40)
    response = models.JSONField()
    sure = models.PositiveSmallIntegerField(
        null=True, help_text="How sure the reader was, in percent, where they said so."
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
                condition=Q(sure__isnull=True) | Q(sure__lte=100), name="answer_sure_percent"
            ),
        )

    def __str__(self) -> str:
        return f"Answer to {self.question}"


class Tally(models.Model):
    """Counts of one question of one paper, up to and including the answer `counted_to`."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="tallies")
    question = models.CharField(max_length=40)
    answers = models.PositiveIntegerField(default=0)
    marks = models.FloatField(default=0, help_text="The sum of the marks given.")
    counted_to = models.BigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "tallies"
        constraints = (
            models.UniqueConstraint(fields=("paper", "question"), name="tally_unique"),
            models.CheckConstraint(
                condition=Q(marks__gte=0, marks__lte=models.F("answers")),
                name="tally_marks_within_answers",
            ),
        )

    def __str__(self) -> str:
        return f"{self.question}: {self.answers} answers"
