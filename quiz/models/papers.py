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
        same_page = Paper.objects.filter(page_key=models.OuterRef("page_key"))
        last = same_page.order_by("-asked", "-pk")
        return self.filter(withdrawn=False, pk=models.Subquery(last.values("pk")[:1]))


class Paper(FrozenModel):
    """Frozen questions. The same content for the same page is the same paper."""

    sha256 = models.CharField(max_length=64)
    title = models.CharField(max_length=120, help_text="From the document, for lists.")
    language = models.CharField(
        max_length=35, default=USUAL, help_text="From the document, for lists."
    )
    page_key = models.CharField(
        max_length=200,
        help_text="Which page it is asked on: a key that never changes, not an address.",
    )
    copy = models.PositiveSmallIntegerField(
        default=0,
        help_text="0, or a number of its own for a paper of the same content from the time "
        "when pages were known by their addresses, and this one had several.",
    )
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
            models.UniqueConstraint(
                fields=("page_key", "sha256", "copy"), name="paper_unique_for_page"
            ),
        )

    def __str__(self) -> str:
        return f"Paper {self.pk} of {self.page_key}"
