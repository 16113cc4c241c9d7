"""The rows of a brief. Inside one brief, references are keys (`c7`, `russia`).

`briefing.documents.references` checks them together; rows that live longer than a brief are
foreign keys, and protected.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from briefing.choices import Section, Standing
from briefing.documents.partial_date import validate_date
from briefing.models.articles import Actor
from briefing.models.briefs import Brief, Part, claim_keys
from quiz.validators import validate_claim_key


class Claim(Part):
    """One idea, with how it is known and the paragraphs it rests on."""

    brief = models.ForeignKey(
        Brief, models.CASCADE, related_name="claims", verbose_name=pgettext_lazy("field", "brief")
    )
    key = models.CharField(
        pgettext_lazy("field", "key"),
        max_length=40,
        validators=[validate_claim_key],
        help_text=_("A short name that stays, such as c7. Links and reports go by it."),
    )
    section = models.CharField(pgettext_lazy("field", "section"), max_length=20, choices=Section)
    standing = models.CharField(
        pgettext_lazy("field", "standing"),
        max_length=20,
        choices=Standing,
        help_text=_("How it is known. A report is never promoted to a fact."),
    )
    speaker = models.ForeignKey(
        Actor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who says it, alleges it or denies it."),
        verbose_name=pgettext_lazy("field", "speaker"),
    )
    answers = models.CharField(
        pgettext_lazy("field", "answers"),
        max_length=40,
        blank=True,
        help_text=_("The claim it denies or contradicts, by its key."),
    )
    paragraphs = models.JSONField(
        pgettext_lazy("field", "paragraphs"),
        default=list,
        help_text=_("The paragraphs of the article it rests on: 3, 4."),
    )
    actors = models.JSONField(
        pgettext_lazy("field", "actors"),
        default=list,
        blank=True,
        help_text=_("Keys of the actors it is about: russia, taliban."),
    )
    text = models.CharField(
        pgettext_lazy("field", "text"),
        max_length=600,
        help_text=_("One idea in one to three sentences. Who says it travels with it."),
    )
    bare = models.CharField(
        pgettext_lazy("field", "bare statement"),
        max_length=300,
        blank=True,
        help_text=_(
            "What is claimed, without who says so. A question then asks how that is known. Most "
            "claims need none."
        ),
    )
    why = models.CharField(
        pgettext_lazy("field", "why it is known so"),
        max_length=400,
        blank=True,
        help_text=_("For that question: who says so, who denies it, what is inferred from what."),
    )
    gist = models.CharField(
        pgettext_lazy("field", "gist"),
        max_length=80,
        blank=True,
        help_text=_("The claim in a few words, for the chain of motives and consequences."),
    )
    leads_to = models.JSONField(
        pgettext_lazy("field", "leads to"),
        default=list,
        blank=True,
        help_text=_("The claims that follow from it, where the article says so: c32, c33."),
    )

    class Meta(Part.Meta):
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = (
            models.UniqueConstraint(
                fields=("brief", "key"),
                name="claim_key_unique_in_brief",
                violation_error_message=_("Another claim of this brief has this key."),
            ),
            models.CheckConstraint(condition=Q(section__in=Section.values), name="claim_section"),
            models.CheckConstraint(
                condition=Q(standing__in=Standing.values), name="claim_standing"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="claim_text_not_empty"),
        )

    def __str__(self) -> str:
        return f"{self.key}: {self.text}"


class Passage(Part):
    """A stretch of the brief’s prose, whose sentences name the claims they rest on."""

    brief = models.ForeignKey(
        Brief, models.CASCADE, related_name="passages", verbose_name=pgettext_lazy("field", "brief")
    )
    section = models.CharField(pgettext_lazy("field", "section"), max_length=20, choices=Section)
    heading = models.CharField(
        pgettext_lazy("field", "heading"),
        max_length=80,
        blank=True,
        help_text=_("Left empty, the section’s own name stands above it."),
    )
    text = models.TextField(
        pgettext_lazy("field", "text"),
        max_length=2000,
        help_text=_("End each sentence with the claims it rests on: [c1] or [c2, c5]."),
    )

    class Meta(Part.Meta):
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        constraints = (
            models.CheckConstraint(condition=Q(section__in=Section.values), name="passage_section"),
        )

    def __str__(self) -> str:
        return self.heading or self.get_section_display()


class Event(Part):
    brief = models.ForeignKey(
        Brief, models.CASCADE, related_name="events", verbose_name=pgettext_lazy("field", "brief")
    )
    date = models.CharField(
        pgettext_lazy("field", "date"),
        max_length=10,
        validators=[validate_date],
        help_text=_("As far as it is known: 2017, 2017-07 or 2017-07-25."),
    )
    until = models.CharField(
        pgettext_lazy("field", "until"),
        max_length=10,
        blank=True,
        validators=[validate_date],
        help_text=_("For what lasted: its end."),
    )
    text = models.CharField(pgettext_lazy("field", "text"), max_length=300)
    claims = claim_keys(_("The claims that say so: c1, c2."))

    class Meta(Part.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = (
            models.CheckConstraint(
                condition=Q(until="") | Q(until__gte=F("date")),
                name="event_ends_after_it_begins",
                violation_error_message=_("It ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(date__regex=r"^[0-9]{4}(-[0-9]{2}){0,2}$"), name="event_date"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="event_text_not_empty"),
        )

    def __str__(self) -> str:
        return f"{self.date}: {self.text}"


class Term(Part):
    """A word explained."""

    brief = models.ForeignKey(
        Brief, models.CASCADE, related_name="terms", verbose_name=pgettext_lazy("field", "brief")
    )
    term = models.CharField(pgettext_lazy("field", "term"), max_length=80)
    text = models.CharField(pgettext_lazy("field", "text"), max_length=500)

    class Meta(Part.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = (
            models.UniqueConstraint(
                fields=("brief", "term"),
                name="term_once_in_brief",
                violation_error_message=_("This term is explained already."),
            ),
            models.CheckConstraint(
                condition=~Q(term="") & ~Q(text=""), name="term_and_text_not_empty"
            ),
        )

    def __str__(self) -> str:
        return self.term


class Gap(Part):
    """Something that nobody in the article tells."""

    brief = models.ForeignKey(
        Brief, models.CASCADE, related_name="gaps", verbose_name=pgettext_lazy("field", "brief")
    )
    text = models.CharField(pgettext_lazy("field", "text"), max_length=500)
    claims = claim_keys(_("The claims it bears on: c1, c2."))

    class Meta(Part.Meta):
        verbose_name = _("thing not known")
        verbose_name_plural = _("what is not known")
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="gap_text_not_empty"),)

    def __str__(self) -> str:
        return self.text


class Indicator(Part):
    """Something that would strengthen or weaken the judgements."""

    brief = models.ForeignKey(
        Brief,
        models.CASCADE,
        related_name="indicators",
        verbose_name=pgettext_lazy("field", "brief"),
    )
    text = models.CharField(pgettext_lazy("field", "text"), max_length=500)
    claims = claim_keys(_("The claims it bears on: c1, c2."))

    class Meta(Part.Meta):
        verbose_name = _("thing to watch")
        verbose_name_plural = _("what to watch")
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="indicator_text_not_empty"),
        )

    def __str__(self) -> str:
        return self.text
