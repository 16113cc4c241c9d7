"""Frozen questions."""

from django.db import models
from django.utils import timezone

from quiz.documents.immutable import FrozenModel, FrozenQuerySet
from quiz.documents.language import USUAL


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
