"""The actors of one brief: what each wants and does, and who does what to whom."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from briefing.choices import Verb
from briefing.models.articles import Actor
from briefing.models.briefs import Brief, Part, claim_keys


def _named(row: models.Model, field: str) -> str:
    """Return the name of an actor that was read with its row, and dots for another.

    Django lists all that a deletion would take along; it is not to ask for the actors of each row.
    """
    known = row._meta.get_field(field).is_cached(row)  # type: ignore[union-attr]
    return str(getattr(row, field)) if known else "…"


class Role(Part):
    """What an actor is, wants and does in one brief."""

    brief = models.ForeignKey(
        Brief, models.CASCADE, related_name="roles", verbose_name=pgettext_lazy("field", "brief")
    )
    actor = models.ForeignKey(
        Actor, models.PROTECT, related_name="roles", verbose_name=pgettext_lazy("field", "actor")
    )
    office = models.CharField(
        pgettext_lazy("field", "office"),
        max_length=160,
        blank=True,
        help_text=_("The office held at the time of the article."),
    )
    side = models.CharField(
        pgettext_lazy("field", "side"),
        max_length=60,
        blank=True,
        help_text=_("Actors of one side stand together."),
    )
    wants = models.CharField(
        pgettext_lazy("field", "wants"),
        max_length=500,
        blank=True,
        help_text=_("Its aim, and who says so. Empty if nobody does."),
    )
    does = models.CharField(
        pgettext_lazy("field", "does"),
        max_length=500,
        blank=True,
        help_text=_("What it does, and who says so."),
    )
    claims = claim_keys(_("The claims that say so: c1, c2."))

    class Meta(Part.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = (
            models.UniqueConstraint(
                fields=("brief", "actor"),
                name="role_once_in_brief",
                violation_error_message=_("This actor has a role in this brief already."),
            ),
        )

    def __str__(self) -> str:
        return gettext("%(actor)s in this brief") % {"actor": _named(self, "actor")}


class Relation(Part):
    """Who does what to whom. Its standing is that of the claims that say so."""

    brief = models.ForeignKey(
        Brief,
        models.CASCADE,
        related_name="relations",
        verbose_name=pgettext_lazy("field", "brief"),
    )
    subject = models.ForeignKey(
        Actor, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("field", "subject")
    )
    verb = models.CharField(pgettext_lazy("field", "verb"), max_length=20, choices=Verb)
    object = models.ForeignKey(
        Actor, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("field", "object")
    )
    claims = claim_keys(_("The claims that say so: c1, c2."))

    class Meta(Part.Meta):
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = (
            models.UniqueConstraint(
                fields=("brief", "subject", "verb", "object"),
                name="relation_once_in_brief",
                violation_error_message=_("This relation is in the brief already."),
            ),
            models.CheckConstraint(
                condition=~Q(subject=F("object")),
                name="relation_between_two",
                violation_error_message=_("One actor stands on both sides. Name two."),
            ),
            models.CheckConstraint(condition=Q(verb__in=Verb.values), name="relation_verb"),
        )

    def __str__(self) -> str:
        return f"{_named(self, 'subject')} {self.get_verb_display()} {_named(self, 'object')}"
