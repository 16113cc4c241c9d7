"""What editors work on, as rows, and the editions readers see, frozen.

Inside one brief, references are keys (`c7`, `russia`), checked together by
`briefing.documents.references`; rows that live longer than a brief are foreign keys, and protected.
"""

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from briefing.choices import ActorKind, Section, Standing, Verb
from briefing.documents.partial_date import validate_date
from quiz.documents.immutable import FrozenModel, FrozenQuerySet
from quiz.documents.language import USUAL
from quiz.documents.schema import StrOrPromise
from quiz.models import Paper, Quiz
from quiz.validators import validate_claim_key, validate_key, validate_language


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


class Brief(models.Model):
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


def _named(row: models.Model, field: str) -> str:
    """Return the name of an actor that was read with its row, and dots for another.

    Django lists all that a deletion would take along; it is not to ask for the actors of each row.
    """
    known = row._meta.get_field(field).is_cached(row)  # type: ignore[union-attr]
    return str(getattr(row, field)) if known else "…"


def _claim_keys(help_text: StrOrPromise) -> Any:
    return models.JSONField(
        pgettext_lazy("field", "claims"), default=list, blank=True, help_text=help_text
    )


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
    claims = _claim_keys(_("The claims that say so: c1, c2."))

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
    lead = models.BooleanField(
        pgettext_lazy("field", "leads"),
        default=False,
        help_text=_("Whether it is read by those who have two minutes."),
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
    claims = _claim_keys(_("The claims that say so: c1, c2."))

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
    claims = _claim_keys(_("The claims that say so: c1, c2."))

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
    claims = _claim_keys(_("The claims it bears on: c1, c2."))

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
    claims = _claim_keys(_("The claims it bears on: c1, c2."))

    class Meta(Part.Meta):
        verbose_name = _("thing to watch")
        verbose_name_plural = _("what to watch")
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="indicator_text_not_empty"),
        )

    def __str__(self) -> str:
        return self.text


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
        found: dict[str, Any] = json.loads(self.document)
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
