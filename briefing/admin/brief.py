"""The brief with its parts on one form, and publishing it."""

from dataclasses import replace
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from briefing.admin.base import RelatedTexts, known_actors
from briefing.admin.forms.brief import BriefForm
from briefing.admin.forms.rows import PartFormSet
from briefing.admin.forms.submitted import FIELDS, PARTS, PREFIXES, Submitted, submitted_brief
from briefing.admin.inlines import (
    ClaimInline,
    EventInline,
    GapInline,
    IndicatorInline,
    PassageInline,
    RelationInline,
    RoleInline,
    TermInline,
)
from briefing.admin.pages.conflicts import ConflictsForm
from briefing.admin.pages.import_export import ExchangePages
from briefing.admin.pages.live_checks import (
    Checked,
    CheckedAdmin,
    brief_checked,
    count_errors,
    count_warnings,
    drafted,
)
from briefing.admin.pages.preview import PreviewPages
from briefing.admin.pages.publishing import PublishingPages
from briefing.admin.pages.reports import ReportPages
from briefing.admin.pages.search import search_view
from briefing.admin.pages.versions import VersionPages
from briefing.documents.partial_date import spell_time
from briefing.documents.references import reference_problems
from briefing.editing import draft_data
from briefing.editing.drafts import keep_revision
from briefing.models import (
    Brief,
    Claim,
    Edition,
)
from quiz.models import Question, Quiz
from quiz.question_rows import quiz_data


class StateFilter(admin.SimpleListFilter):
    """What a brief is waiting for."""

    title = _("state")
    parameter_name = "state"
    states = {
        "draft": (_("Not live"), Q(live=None)),
        "live": (_("Live"), Q(live__isnull=False)),
        "changed": (_("Live, changed since"), ~Q(revision=F("live__revision")) & ~Q(live=None)),
        "due": (_("Scheduled"), Q(schedule__isnull=False)),
        "troubled": (_("With errors"), Q(errors__gt=0) | Q(schedule__trouble__gt="")),
    }

    def lookups(self, request: Any, model_admin: Any) -> Any:
        return [(name, words) for name, (words, _) in self.states.items()]

    def queryset(self, request: Any, queryset: QuerySet[Brief]) -> QuerySet[Brief]:
        chosen = self.states.get(self.value() or "")
        return queryset.filter(chosen[1]) if chosen else queryset


@admin.register(Brief)
class BriefAdmin(
    ConflictsForm,
    CheckedAdmin,
    PreviewPages,
    PublishingPages,
    VersionPages,
    ReportPages,
    ExchangePages,
):
    form = BriefForm
    list_display = ("title", "state", "due", "trouble", "claim_count", "question_count", "report")
    list_filter = (StateFilter,)
    search_fields = ("title",)
    search_beside = RelatedTexts(Claim, "brief", ("text",))
    actions = None
    prepopulated_fields = {"slug": ("title",)}
    inlines = (
        *(PassageInline, RoleInline, ClaimInline, RelationInline, EventInline),
        *(TermInline, GapInline, IndicatorInline),
    )
    # The order in which a brief is made: what it rests on, what it says, and how it came about.
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "title",
                    "slug",
                    "language",
                    "article",
                    "standfirst",
                    "topics",
                    "bottom_line",
                )
            },
        ),
        (_("How it was made"), {"fields": ("method",)}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        briefs = super().get_queryset(request)
        whole = briefs.select_related("article", "quiz", "live", "schedule")
        return whole.defer("live__document").annotate(
            claim_total=_number_of(Claim.objects.filter(brief=OuterRef("pk")), "brief"),
            question_total=_number_of(Question.objects.filter(quiz=OuterRef("quiz")), "quiz"),
            was_live=Exists(Edition.objects.filter(brief=OuterRef("pk"))),
        )

    @admin.display(description=_("state"))
    def state(self, brief: Any) -> str:
        if not brief.live:
            return gettext("taken back") if brief.was_live else gettext("draft")
        said = gettext("live: edition %(number)s")
        if brief.revision != brief.live.revision:
            said = gettext("live: edition %(number)s, changed since")
        return said % {"number": brief.live.number}

    @admin.display(description=_("due (UTC)"), ordering="schedule__due")
    def due(self, brief: Brief) -> str:
        plan = getattr(brief, "schedule", None)
        return spell_time(plan.due) if plan else ""

    @admin.display(description=_("trouble"), ordering="-errors")
    def trouble(self, brief: Brief) -> str:
        plan = getattr(brief, "schedule", None)
        said = [gettext("not published when due")] if plan and plan.trouble else []
        said += [count_errors(brief.errors)] if brief.errors else []
        said += [count_warnings(brief.warnings)] if brief.warnings else []
        return ", ".join(said)

    @admin.display(description=_("claims"), ordering="claim_total")
    def claim_count(self, brief: Any) -> int:
        return int(brief.claim_total)

    @admin.display(description=_("questions"), ordering="question_total")
    def question_count(self, brief: Any) -> int:
        return int(brief.question_total)

    @admin.display(description=_("reports"))
    def report(self, brief: Any) -> str:
        address = reverse("admin:briefing_brief_report", args=[brief.pk])
        if not brief.was_live:
            return gettext("none yet")
        return format_html('<a href="{}">{}</a>', address, gettext("Reports"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("slug",) if obj and obj.was_published() else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else self.prepopulated_fields

    def view_on_site(self, obj: Brief) -> str | None:
        return obj.get_absolute_url() if obj.live_id else None

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        # The one place where the forms of all parts are together, which is what references need.
        formsets, inlines = super()._create_formsets(request, obj, change)
        if request.method == "POST":
            for formset in formsets:
                formset.full_clean()
            _say_problems(obj, {formset.prefix: formset for formset in formsets})
        return formsets, inlines

    def save_model(self, request: HttpRequest, obj: Brief, form: Any, change: bool) -> None:
        if not change:
            obj.quiz = Quiz()
        obj.quiz.title = obj.title
        obj.quiz.save()
        super().save_model(request, obj, form, change)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        what = gettext("Changed the brief") if change else gettext("Began the brief")
        keep_revision(form.instance.pk, request.user, what)

    def has_delete_permission(self, request: HttpRequest, obj: Brief | None = None) -> bool:
        # Editions stay, and so does what they are of.
        return super().has_delete_permission(request, obj) and not (obj and obj.live_id)

    def delete_model(self, request: HttpRequest, obj: Brief) -> None:
        super().delete_model(request, obj)
        obj.quiz.delete()

    def checked(self, request: HttpRequest, row: Brief | None) -> Checked:
        brief = row or Brief()
        if request.method == "POST":
            return brief_checked(brief, submitted_brief(self, request, brief))
        kept = drafted(draft_data.draft_data(brief), PREFIXES, brief.article_id)
        return brief_checked(brief, kept)

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        actors = known_actors(request)
        context["actor_choices"] = [
            (key, actor.name) for key, actor in actors.items() if isinstance(key, str)
        ]
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> Any:
        together = self.conflicts_url("briefing_brief_together")
        searching = path(
            "search/", self.admin_site.admin_view(search_view), name="briefing_brief_search"
        )
        pages = [*self.preview_urls(), *self.publishing_urls(), *self.version_urls()]
        return [searching, together, *pages, *self.report_urls(), *super().get_urls()]

    def brief_of(self, request: HttpRequest, object_id: str) -> Brief | None:
        return self.get_object(request, unquote(object_id))

    def typed(self, request: HttpRequest, brief: Brief, object_id: str) -> Submitted:
        typed = submitted_brief(self, request, brief)
        return replace(typed, problems=typed.problems + reference_problems(typed.data))

    def after(self, brief: Brief, object_id: str) -> str:
        return reverse("admin:briefing_brief_change", args=[brief.pk])


def _number_of(rows: QuerySet[Any], owner: str) -> Coalesce:
    """Count rows of one owner on their own: two joins would count each row beside each other."""
    counted = rows.order_by().values(owner).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _say_problems(brief: Brief, formsets: dict[str, PartFormSet]) -> None:
    """Say at the fields of the forms what does not fit together: the rules of a brief file."""
    data: dict[str, Any] = {}
    if brief.pk:
        data["questions"] = quiz_data(brief.quiz)
        _keep_cited(formsets["claims"], data["questions"])
    for prefix, (named, row_data) in PARTS.items():
        data[named] = [row_data(form.instance) for form in formsets[prefix].readable]
    if brief.article_id:
        data["article"] = {"paragraphs": brief.article.paragraphs}
    problems = reference_problems(data)
    for prefix, formset in formsets.items():
        own = [problem for problem in problems if problem.loc[0] == PARTS[prefix][0]]
        formset.blame(own, FIELDS.get(prefix, {}))


def _keep_cited(claims: PartFormSet, questions: list[dict[str, Any]]) -> None:
    """Refuse to delete a claim that a question rests on."""
    for form in claims.dropped:
        key = form.instance.key
        resting = [question["key"] for question in questions if key in question["evidence"]]
        if resting:
            named = ", ".join(resting)
            claims.keep(
                form,
                gettext("%(key)s cannot be deleted: the evidence of %(questions)s names it.")
                % {"key": key, "questions": named},
            )
