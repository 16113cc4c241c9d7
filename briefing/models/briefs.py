"""The brief that editors work on, and what its rows have in common."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from briefing.models.articles import Article
from quiz.documents.language import USUAL
from quiz.documents.schema import StrOrPromise
from quiz.models import Quiz
from quiz.validators import validate_key, validate_language


def new_key() -> str:
    return uuid.uuid4().hex


class Brief(models.Model):
    key = models.CharField(
        max_length=32,
        unique=True,
        default=new_key,
        editable=False,
        help_text="By which its papers know it. It never changes, as its address may.",
    )
    title = models.CharField(pgettext_lazy("field", "title"), max_length=120)
    slug = models.CharField(
        pgettext_lazy("field", "slug"),
        max_length=80,
        unique=True,
        validators=[validate_key],
        help_text=_("Its place in the address. Once shared, it stays."),
    )
    language = models.CharField(
        pgettext_lazy("field", "language"),
        max_length=35,
        default=USUAL,
        validators=[validate_language],
        help_text=_("The language that the brief is written in: en, de, pt-BR …"),
    )
    standfirst = models.CharField(
        pgettext_lazy("field", "standfirst"),
        max_length=400,
        help_text=_("Two or three sentences that make one want to read on."),
    )
    topics = models.JSONField(
        pgettext_lazy("field", "topics"),
        default=list,
        blank=True,
        help_text=_("One a line: Russia, Arms …"),
    )
    bottom_line = models.CharField(
        pgettext_lazy("field", "bottom line"),
        max_length=600,
        help_text=_("Who, what, why, so what, how sure: 60 words at most. It is read first."),
    )
    method = models.CharField(
        pgettext_lazy("field", "method"),
        max_length=1500,
        blank=True,
        help_text=_(
            "On what the brief rests and how it was made, with the scale of likelihood used."
        ),
    )
    article = models.ForeignKey(
        Article,
        models.PROTECT,
        related_name="briefs",
        verbose_name=pgettext_lazy("field", "article"),
    )
    quiz = models.OneToOneField(
        Quiz,
        models.PROTECT,
        related_name="brief",
        editable=False,
        verbose_name=pgettext_lazy("field", "quiz"),
    )
    live = models.ForeignKey(
        "Edition", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    errors = models.PositiveIntegerField(
        default=0, editable=False, help_text="What stops publishing, as counted at the last save."
    )
    warnings = models.PositiveIntegerField(
        default=0, editable=False, help_text="What could be better, as counted at the last save."
    )

    class Meta:
        verbose_name = _("brief")
        verbose_name_plural = _("briefs")
        ordering = ("title",)
        permissions = (("publish_brief", "Can publish, schedule and take back briefs"),)
        constraints = (
            models.CheckConstraint(condition=~Q(title=""), name="brief_title_not_empty"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("briefing:brief", args=[self.slug])

    def was_published(self) -> bool:
        """Return whether readers were ever shown it: then its address stays what it is."""
        return self.pk is not None and self.editions.exists()


class Part(models.Model):
    """A row of a brief that keeps its place among its like."""

    position = models.PositiveIntegerField(
        pgettext_lazy("field", "position"),
        default=0,
        blank=True,
        help_text=_("Its place. Left empty, it comes last."),
    )

    class Meta:
        abstract = True
        ordering = ("position", "pk")


def claim_keys(help_text: StrOrPromise) -> Any:
    """Return the field of the keys of claims that a row cites."""
    return models.JSONField(
        pgettext_lazy("field", "claims"), default=list, blank=True, help_text=help_text
    )
