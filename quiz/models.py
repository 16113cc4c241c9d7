import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from quiz.choices import WRITTEN_THEMES, KindName, Mode, Skill, Sureness, Theme
from quiz.documents.immutable import FrozenModel, FrozenQuerySet
from quiz.documents.language import USUAL
from quiz.documents.numbers import whole_percent
from quiz.validators import validate_key


class Quiz(models.Model):
    """The set of questions an editor works on."""

    title = models.CharField(pgettext_lazy("field", "title"), max_length=120)

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    quiz = models.ForeignKey(
        Quiz, models.CASCADE, related_name="questions", verbose_name=pgettext_lazy("field", "quiz")
    )
    position = models.PositiveIntegerField(pgettext_lazy("field", "position"), default=0)
    key = models.CharField(
        pgettext_lazy("field", "key"),
        max_length=40,
        validators=[validate_key],
        help_text=_("A short name that stays, such as q12. Reports go by it."),
    )
    theme = models.CharField(pgettext_lazy("field", "theme"), max_length=20, choices=WRITTEN_THEMES)
    skill = models.CharField(pgettext_lazy("field", "skill"), max_length=20, choices=Skill)
    kind = models.CharField(
        pgettext_lazy("field", "kind"), max_length=20, choices=KindName, default=KindName.SINGLE
    )
    prompt = models.CharField(
        pgettext_lazy("field", "prompt"),
        max_length=300,
        help_text=_("One whole question. It can be answered with the options covered."),
    )
    explanation = models.CharField(
        pgettext_lazy("field", "explanation"),
        max_length=600,
        help_text=_("Why the right answer is right, in the words of the claim."),
    )
    evidence = models.JSONField(
        pgettext_lazy("field", "evidence"),
        default=list,
        help_text=_("The one to four claims the right answer rests on."),
    )
    in_order = models.BooleanField(
        _("keep the order of the options"),
        default=False,
        help_text=_("For choices whose options make a scale or stand by date."),
    )

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("quiz", "key"),
                name="question_key_unique_in_quiz",
                violation_error_message=_("Another question of this quiz has this key."),
            ),
            models.CheckConstraint(condition=Q(theme__in=Theme.values), name="question_theme"),
            models.CheckConstraint(condition=Q(skill__in=Skill.values), name="question_skill"),
            models.CheckConstraint(condition=Q(kind__in=KindName.values), name="question_kind"),
            models.CheckConstraint(condition=~Q(prompt=""), name="question_prompt_not_empty"),
        )

    def __str__(self) -> str:
        return f"{self.key}: {self.prompt}"


class Option(models.Model):
    question = models.ForeignKey(
        Question,
        models.CASCADE,
        related_name="options",
        verbose_name=pgettext_lazy("field", "question"),
    )
    position = models.PositiveIntegerField(pgettext_lazy("field", "position"), default=0)
    text = models.CharField(pgettext_lazy("field", "text"), max_length=200)
    answer = models.CharField(
        pgettext_lazy("field", "answer"),
        max_length=200,
        blank=True,
        help_text=_("For a match alone: what belongs to the text."),
    )
    right = models.BooleanField(pgettext_lazy("field", "right"), default=False)
    feedback = models.CharField(
        pgettext_lazy("field", "feedback"),
        max_length=400,
        help_text=_("What choosing this gets right or wrong, said to the reader."),
    )

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("question", "text"),
                name="option_text_unique_in_question",
                violation_error_message=_("Another option of this question says the same."),
            ),
            models.CheckConstraint(condition=~Q(text=""), name="option_text_not_empty"),
        )

    def __str__(self) -> str:
        return self.text


class PaperQuerySet(FrozenQuerySet):
    def withdraw(self, withdrawn: bool) -> None:
        """Say whether these papers may be begun: that is not of what they freeze."""
        models.QuerySet.update(self.exclude(withdrawn=withdrawn), withdrawn=withdrawn)

    def ask(self) -> None:
        """Say that these are asked from now on: that is not of what they freeze either."""
        models.QuerySet.update(self, asked=timezone.now())

    def current(self) -> "PaperQuerySet":
        """Those that readers are asked now: of each page the last, unless it was taken back."""
        last = Paper.objects.filter(page=models.OuterRef("page")).order_by("-asked", "-pk")
        return self.filter(withdrawn=False, pk=models.Subquery(last.values("pk")[:1]))


class Paper(FrozenModel):
    """Frozen questions. The same content for the same page is the same paper."""

    sha256 = models.CharField(max_length=64)
    title = models.CharField(max_length=120, help_text="From the document, for lists.")
    language = models.CharField(
        max_length=35, default=USUAL, help_text="From the document, for lists."
    )
    page = models.CharField(max_length=200)
    made = models.DateTimeField(auto_now_add=True)
    asked = models.DateTimeField(
        default=timezone.now, help_text="Since when it is what readers of its page are asked."
    )

    withdrawn = models.BooleanField(
        default=False, help_text="Whether its page was taken back, and nobody may begin it anew."
    )
    # The last, since SQLite reads a row from its beginning, and this is long.
    document = models.TextField()

    objects = models.Manager.from_queryset(PaperQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("page", "sha256"), name="paper_unique_for_page"),
        )

    def __str__(self) -> str:
        return f"Paper {self.pk} of {self.page}"


# After so long without an answer an attempt counts as left, until it goes on.
IDLE = timedelta(days=1)


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def of(self, reader: uuid.UUID | None) -> "AttemptQuerySet":
        """One reader’s own attempts, each with its paper.

        Every look-up starts here, or in `quiz.attempts.sql` where it must be quick.
        """
        own = self.filter(reader=reader) if reader else self.none()
        return own.select_related("paper").defer("paper__document")

    def unfinished(self, page: str) -> "AttemptQuerySet":
        """Those begun for a page and not yet finished, the newest first, with answers counted."""
        return self.filter(paper__page=page).open().order_by("-started")

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
        help_text="Where it stood when it was counted as left; see quiz.tallies.",
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
        help_text="Answers by the time taken: see quiz.statistics.TIME_EDGES.",
    )
    sure = models.JSONField(
        default=dict, help_text="By how sure the reader was, in percent: [answers, marks]."
    )
    rests = models.JSONField(
        default=list,
        help_text="Sums of marks with the rest’s: see quiz.statistics.PairSums.",
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


class Card(models.Model):
    """When a reader should meet a question again."""

    reader = models.UUIDField(editable=False)
    page = models.CharField(max_length=200)
    question = models.CharField(max_length=40)
    due = models.DateTimeField()
    memory = models.JSONField(help_text="What the scheduler keeps of it.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("reader", "page", "question"), name="card_unique"),
        )
        indexes = (models.Index(fields=("reader", "due"), name="card_due"),)

    def __str__(self) -> str:
        return f"{self.question} of {self.page}, due {self.due:%d %B %Y}"
