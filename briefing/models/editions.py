"""The states of a brief that are kept: revisions of the draft, and the editions readers see."""

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from briefing.documents.format_1 import upgraded
from briefing.models.briefs import Brief
from quiz.documents.immutable import FrozenModel, FrozenQuerySet
from quiz.documents.language import USUAL
from quiz.models import Paper


class Revision(models.Model):
    """The draft as one save left it. Every state of a draft is kept and can be brought back."""

    brief = models.ForeignKey(Brief, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    document = models.TextField(help_text="The draft’s data as JSON; it need not be whole.")
    what = models.CharField(max_length=200, help_text="What was done, in a few words.")
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    saved = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("brief", "-number")
        constraints = (
            models.UniqueConstraint(fields=("brief", "number"), name="revision_number_unique"),
        )

    def __str__(self) -> str:
        return gettext("Revision %(number)s") % {"number": self.number}

    @property
    def data(self) -> dict[str, Any]:
        """The draft as plain data, in the form of a brief file."""
        found: dict[str, Any] = upgraded(json.loads(self.document))
        return found


class Schedule(models.Model):
    """A revision that is to be published when its time has come; later saves do not change it."""

    brief = models.OneToOneField(Brief, models.CASCADE, related_name="schedule")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="+")
    due = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)
    planner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    trouble = models.CharField(
        max_length=500, blank=True, help_text="Why it could not be published when it was due."
    )

    def __str__(self) -> str:
        return f"{self.brief}, due {self.due:%d %B %Y, %H:%M}"


class EditionQuerySet(FrozenQuerySet):
    def live(self) -> "EditionQuerySet":
        """The editions readers see now; every public list starts here."""
        return self.filter(brief__live=F("pk"))


class Edition(FrozenModel):
    """A brief as it was published: never changed, at an address of its own."""

    brief = models.ForeignKey(
        Brief, models.PROTECT, related_name="editions", verbose_name=pgettext_lazy("field", "brief")
    )
    number = models.PositiveIntegerField(
        pgettext_lazy("field", "number"),
    )
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    title = models.CharField(
        pgettext_lazy("field", "title"), max_length=120, help_text="From the document, for lists."
    )
    standfirst = models.CharField(
        pgettext_lazy("field", "standfirst"),
        max_length=400,
        help_text="From the document, for lists.",
    )
    language = models.CharField(
        pgettext_lazy("field", "language"),
        max_length=35,
        default=USUAL,
        help_text="From the document, for lists.",
    )
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="editions")
    note = models.CharField(pgettext_lazy("field", "note"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(help_text="The draft’s when it was published.")
    published = models.DateTimeField(pgettext_lazy("field", "published"), auto_now_add=True)
    publisher = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "publisher"),
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ("brief", "-number")
        constraints = (
            models.UniqueConstraint(fields=("brief", "number"), name="edition_number_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_number_from_1"),
        )

    def __str__(self) -> str:
        return gettext("%(title)s, edition %(number)s") % {
            "title": self.title,
            "number": self.number,
        }

    def get_absolute_url(self) -> str:
        return reverse("briefing:edition", args=[self.brief.slug, self.number])


class EditionPictures(models.Model):
    """What takes long to make of an edition, which never changes: made once, and kept here.

    Each has a digest of what it shows. Where that differs, as in another language, it is made anew.
    """

    edition = models.OneToOneField(
        Edition, models.CASCADE, primary_key=True, related_name="pictures"
    )
    maps = models.TextField(blank=True, help_text="The drawings of the relations, as JSON.")
    maps_sha256 = models.CharField(max_length=64, blank=True)
    card = models.BinaryField(blank=True, help_text="The social card, as a PNG.")
    card_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        # Nobody edits them.
        default_permissions = ()

    def __str__(self) -> str:
        return f"Pictures of edition {self.pk}"
