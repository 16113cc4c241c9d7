"""The brief with its parts on one form, and publishing it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from briefing import draft
from briefing import forms as desk
from briefing.admin.base import DeskAdmin, PartInline
from briefing.admin.reports import ReportViews
from briefing.models import (
    Brief,
    Claim,
    Event,
    Gap,
    Indicator,
    Relation,
    Role,
    Term,
)
from briefing.publishing import NotReady, publish, whole_brief
from briefing.references import reference_problems
from quiz.documents import Problem
from quiz.models import Quiz
from quiz.question_set import quiz_data


class ClaimInline(PartInline, admin.StackedInline):
    model = Claim
    form = desk.ClaimForm
    fields = (
        ("position", "key", "section", "standing", "speaker", "answers"),
        "text",
        ("paragraphs", "actors"),
    )
    classes = ("collapse",)


class RoleInline(PartInline, admin.StackedInline):
    model = Role
    form = desk.RoleForm
    fields = (("position", "actor", "side"), "office", "wants", "does", "claims")
    classes = ("collapse",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("actor")


class RelationInline(PartInline, admin.TabularInline):
    model = Relation
    form = desk.RelationForm
    classes = ("collapse",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("subject", "object")


class EventInline(PartInline, admin.TabularInline):
    model = Event
    form = desk.EventForm
    classes = ("collapse",)


class TermInline(PartInline, admin.TabularInline):
    model = Term
    form = desk.TermForm
    classes = ("collapse",)


class GapInline(PartInline, admin.TabularInline):
    model = Gap
    form = desk.GapForm
    classes = ("collapse",)


class IndicatorInline(PartInline, admin.TabularInline):
    model = Indicator
    form = desk.IndicatorForm
    classes = ("collapse",)


# Each part as its formset is called, as a document calls it, and how a row becomes data.
PARTS: dict[str, tuple[str, Any]] = {
    "claims": ("claims", draft.claim_data),
    "roles": ("actors", draft.role_data),
    "relations": ("relations", draft.relation_data),
    "events": ("events", draft.event_data),
    "terms": ("terms", draft.term_data),
    "gaps": ("gaps", draft.point_data),
    "indicators": ("indicators", draft.point_data),
}
# Where a document's field has another name in a form.
FIELDS = {"roles": {"key": "actor"}}


class PublishForm(forms.Form):
    note = forms.CharField(
        max_length=300,
        label="What has changed, and why",
        help_text="Readers find it at the end of the brief.",
        error_messages={"required": "Say in a few words what has changed."},
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
    )


@admin.register(Brief)
class BriefAdmin(ReportViews, DeskAdmin):
    form = desk.BriefForm
    list_display = ("title", "edition_live", "claim_count", "question_count", "report")
    list_select_related = ("live",)
    search_fields = ("title", "claims__text")
    actions = None
    prepopulated_fields = {"slug": ("title",)}
    inlines = (
        *(ClaimInline, RoleInline, RelationInline, EventInline),
        *(TermInline, GapInline, IndicatorInline),
    )
    fieldsets = (
        (None, {"fields": ("title", "slug", "standfirst", "topics", "bottom_line")}),
        ("Source", {"fields": ("article", "method")}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        counted = super().get_queryset(request).select_related("article", "quiz")
        return counted.annotate(
            claim_total=Count("claims", distinct=True),
            question_total=Count("quiz__questions", distinct=True),
        )

    @admin.display(description="live")
    def edition_live(self, brief: Brief) -> str:
        if not brief.live:
            return "not published"
        saved = ", saved since" if brief.revision != brief.live.revision else ""
        return f"edition {brief.live.number}{saved}"

    @admin.display(description="claims", ordering="claim_total")
    def claim_count(self, brief: Any) -> int:
        return int(brief.claim_total)

    @admin.display(description="questions", ordering="question_total")
    def question_count(self, brief: Any) -> int:
        return int(brief.question_total)

    @admin.display(description="reports")
    def report(self, brief: Brief) -> str:
        address = reverse("admin:briefing_brief_report", args=[brief.pk])
        return format_html('<a href="{}">Reports</a>', address) if brief.live_id else "none yet"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("slug",) if obj and obj.live_id else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else self.prepopulated_fields

    def view_on_site(self, obj: Brief) -> str | None:
        return obj.get_absolute_url() if obj.live_id else None

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        # The one place where the forms of all parts are together, which is what references need.
        formsets, inlines = super()._create_formsets(request, obj, change)  # type: ignore[misc]
        if request.method == "POST" and all(formset.is_valid() for formset in formsets):
            _say_problems(obj, {formset.prefix: formset for formset in formsets})
        return formsets, inlines

    def save_model(self, request: HttpRequest, obj: Brief, form: Any, change: bool) -> None:
        if not change:
            obj.quiz = Quiz()
        obj.quiz.title = obj.title
        obj.quiz.save()
        obj.revision += 1
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Brief | None = None) -> bool:
        # Editions stay, and so does what they are of.
        return super().has_delete_permission(request, obj) and not (obj and obj.live_id)

    def delete_model(self, request: HttpRequest, obj: Brief) -> None:
        super().delete_model(request, obj)
        obj.quiz.delete()

    def get_urls(self) -> Any:
        publishing = path(
            "<int:brief_id>/publish/",
            self.admin_site.admin_view(self.publish_view),
            name="briefing_brief_publish",
        )
        return [publishing, *super().get_urls()]

    def publish_view(self, request: HttpRequest, brief_id: int) -> HttpResponse:
        """Ask for a note and publish, or say what has to be mended first."""
        brief = get_object_or_404(self.get_queryset(request), pk=brief_id)
        if not self.has_change_permission(request, brief):
            raise PermissionDenied
        form = PublishForm(request.POST or None)
        form.fields["note"].required = brief.live_id is not None
        problems: list[tuple[str, Problem]] = []
        try:
            if request.method == "POST" and form.is_valid():
                return self._publish(request, brief, form.cleaned_data["note"])
            whole_brief(draft.draft_data(brief))
        except NotReady as error:
            problems = error.problems
        context = {
            **self.admin_site.each_context(request),
            "title": "Publish",
            "subtitle": str(brief),
            "opts": self.opts,
            "brief": brief,
            "form": form,
            "problems": _told(brief, problems),
        }
        return TemplateResponse(request, "admin/briefing/brief/publish.html", context)

    def _publish(self, request: Any, brief: Brief, note: str) -> HttpResponse:
        edition, new = publish(brief.pk, request.user, note)
        if new:
            self.log_change(request, brief, f"Published edition {edition.number}. {note}".strip())
            messages.success(request, f"Edition {edition.number} is live.")
        else:
            messages.info(request, f"Nothing has changed since edition {edition.number}.")
        return redirect("admin:briefing_brief_change", brief.pk)


def _say_problems(brief: Brief, formsets: dict[str, desk.PartFormSet]) -> None:
    """Say at the fields of the forms what does not fit together: the rules of a brief file."""
    data: dict[str, Any] = {
        named: [row_data(form.instance) for form in formsets[prefix].kept]
        for prefix, (named, row_data) in PARTS.items()
    }
    if brief.pk:
        data["questions"] = quiz_data(brief.quiz)
        _keep_cited(formsets["claims"], data["questions"])
        data["claims"] = [draft.claim_data(form.instance) for form in formsets["claims"].kept]
    if brief.article_id:
        data["article"] = {"paragraphs": brief.article.paragraphs}
    prefixes = {named: prefix for prefix, (named, _) in PARTS.items()}
    for problem in reference_problems(data):
        prefix = prefixes.get(str(problem.loc[0]))
        if prefix:
            formsets[prefix].blame(problem, FIELDS.get(prefix, {}))


def _keep_cited(claims: desk.PartFormSet, questions: list[dict[str, Any]]) -> None:
    """Refuse to delete a claim that a question rests on."""
    for form in claims.deleted_forms:
        key = form.instance.key
        resting = [question["key"] for question in questions if key in question["evidence"]]
        if resting and form.instance.pk:
            named = ", ".join(resting)
            claims.keep(form, f"{key} cannot be deleted: the evidence of {named} names it.")


def _told(brief: Brief, problems: list[tuple[str, Problem]]) -> list[tuple[str, str, str]]:
    """Return each problem as its place's name, its message and the address to mend it at."""
    questions = list(brief.quiz.questions.values_list("pk", flat=True)) if problems else []
    return [(name, p.message, _place(brief, questions, p)) for name, p in problems]


def _place(brief: Brief, questions: list[int], problem: Problem) -> str:
    """Return the address of the form in which a problem can be mended."""
    part, row = (*map(str, problem.loc), "", "")[:2]
    if part == "questions" and row:
        return reverse("admin:quiz_question_change", args=[questions[int(row)]])
    if part == "article":
        return reverse("admin:briefing_article_change", args=[brief.article_id])
    change = reverse("admin:briefing_brief_change", args=[brief.pk])
    prefix = {"actors": "roles"}.get(part, part)
    return f"{change}#{prefix}-{row}" if prefix in PARTS and row else f"{change}#id_{part}"
