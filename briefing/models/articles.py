"""What briefs share: the articles they are of, and the actors known across them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from briefing.choices import ActorKind
from briefing.documents.partial_date import validate_date
from quiz.validators import validate_key


class Article(models.Model):
    """The source of a brief. What is not recorded stays empty, never invented."""

    author = models.CharField(pgettext_lazy("field", "author"), max_length=120, blank=True)
    title = models.CharField(pgettext_lazy("field", "title"), max_length=200, blank=True)
    outlet = models.CharField(
        pgettext_lazy("field", "outlet"),
        max_length=120,
        blank=True,
        help_text=_("The newspaper, journal or site it appeared in."),
    )
    date = models.CharField(
        pgettext_lazy("field", "date"),
        max_length=10,
        blank=True,
        validators=[validate_date],
        help_text=_("As far as it is known: 2017, 2017-07 or 2017-07-25."),
    )
    url = models.URLField(pgettext_lazy("field", "address"), max_length=500, blank=True)
    paragraphs = models.JSONField(
        pgettext_lazy("field", "paragraphs"),
        default=list,
        help_text=_(
            "What each paragraph says, in your own words: one line a paragraph, in "
            "order. Claims cite these numbers."
        ),
    )

    words = models.PositiveIntegerField(
        pgettext_lazy("field", "words"),
        null=True,
        blank=True,
        help_text=_("How many words the article has, if known: the brief is to be shorter."),
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def __str__(self) -> str:
        named = self.title or (
            gettext("article by %(author)s") % {"author": self.author}
            if self.author
            else gettext("article")
        )
        return ", ".join(filter(None, [named, self.outlet, self.date]))


class Actor(models.Model):
    """A state, bloc, organisation or person, known across briefs."""

    key = models.CharField(
        pgettext_lazy("field", "key"),
        max_length=40,
        unique=True,
        validators=[validate_key],
        help_text=_("A short name that stays, such as saudi-arabia."),
    )
    name = models.CharField(
        pgettext_lazy("field", "name"), max_length=80, help_text=_("The party’s own usual name.")
    )
    kind = models.CharField(pgettext_lazy("field", "kind"), max_length=20, choices=ActorKind)
    plural = models.BooleanField(
        pgettext_lazy("field", "plural"),
        default=False,
        help_text=_("Whether the name takes a plural verb."),
    )

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=ActorKind.values), name="actor_kind"),
            models.CheckConstraint(condition=~Q(name=""), name="actor_name_not_empty"),
        )

    def __str__(self) -> str:
        return self.name
