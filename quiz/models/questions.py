"""What editors write: quizzes, their questions and options."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from quiz.choices import WRITTEN_THEMES, KindName, Skill, Theme
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

    excludes = models.JSONField(
        pgettext_lazy("field", "excludes"),
        default=list,
        blank=True,
        help_text=_("Questions that give this one away, by their keys: never asked together."),
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
