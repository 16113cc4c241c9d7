"""The checks beside a form: live as one types, after each save, and with what a form refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST
from pydantic import ValidationError

from briefing.admin.base import DeskAdmin
from briefing.admin.forms.submitted import Submitted
from briefing.documents.field_labels import field_name
from briefing.editing import checks
from briefing.models import Brief
from quiz.documents.checks import Finding, question_warnings
from quiz.documents.schema import Loc, named, problems_of
from quiz.kinds import KINDS


@dataclass(frozen=True)
class ShownFinding:
    """A finding as it is shown: the name of its place, what to do, and where, if anywhere."""

    name: str
    message: str
    address: str


@dataclass(frozen=True)
class Checked:
    """What the checks say of one form or draft."""

    errors: list[ShownFinding]
    warnings: list[ShownFinding]

    @property
    def summary(self) -> str:
        return f"{count_errors(len(self.errors))}, {count_warnings(len(self.warnings))}"


class CheckedAdmin(DeskAdmin):
    """An admin whose form has its checks beside it."""

    def checked(self, request: HttpRequest, row: Any) -> Checked:
        """Return what the checks say of a form that was sent, or of the row as it is kept."""
        raise NotImplementedError

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        formsets, inlines = super()._create_formsets(request, obj, change)  # type: ignore[misc]
        if "_check" in request.POST:
            # What was typed is shown again with its checks, and nothing is saved.
            for formset in formsets:
                formset.only_checked = True
        return formsets, inlines

    def get_urls(self) -> Any:
        view = self.admin_site.admin_view(require_POST(self.checks_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_checks"
        return [
            path("add/checks/", view, name=f"{name}_add"),
            path("<int:pk>/checks/", view, name=name),
            *super().get_urls(),
        ]

    def checks_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Answer with the checks of the form that was sent; nothing is saved."""
        row = get_object_or_404(self.get_queryset(request), pk=pk) if pk is not None else None
        may = self.has_change_permission(request, row) if row else self.has_add_permission(request)
        if not may:
            raise PermissionDenied
        said = {"checked": self.checked(request, row)}
        return TemplateResponse(request, "admin/_checks.html", said)

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        row = kwargs.get("obj")
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_checks"
        query = request.GET.urlencode()
        live = reverse(name, args=[row.pk]) if row else reverse(f"{name}_add")
        context["checks_address"] = f"{live}?{query}" if query else live
        if row or request.method == "POST":
            context["checked"] = self.checked(request, row)
        context["only_checked"] = "_check" in request.POST
        return super().render_change_form(request, context, *args, **kwargs)


def brief_checked(brief: Brief, typed: Submitted) -> Checked:
    """Return the checks of a brief's form. One query for where its questions are."""
    found = _found(typed, checks.errors(typed.data), checks.warnings(typed.data))
    questions = list(brief.quiz.questions.values_list("pk", flat=True)) if brief.pk else []

    def address(loc: Loc) -> str:
        if loc[:1] == ("questions",):
            return _question_address(brief, questions, loc)
        if loc[:1] == ("article",) and typed.article:
            article = reverse("admin:briefing_article_change", args=[typed.article])
            return f"{article}#id_paragraphs"
        return f"#{typed.field_id(loc)}"

    return _checked(found, typed.data, address)


def question_checked(typed: Submitted) -> Checked:
    """Return the checks of a question's form."""
    kind = KINDS.get(str(typed.data.get("kind")))
    faults = []
    if kind:
        try:
            kind.model_validate(typed.data)
        except ValidationError as error:
            faults = checks.as_errors(problems_of(error))
    found = _found(typed, faults, question_warnings(typed.data))
    return _checked(found, typed.data, lambda loc: f"#{typed.field_id(loc)}")


def _found(typed: Submitted, faults: list[Finding], warnings: list[Finding]) -> list[Finding]:
    """Return what the fields refuse, and of what is found in the data that which is elsewhere."""
    said = [problem.loc for problem in typed.problems]
    left = [f for f in faults if not any(f.loc[: len(loc)] == loc for loc in said)]
    return checks.as_errors(typed.problems) + left + [f for f in warnings if f.loc not in said]


def _checked(found: Iterable[Finding], data: Any, address: Any) -> Checked:
    told: dict[str, list[ShownFinding]] = {"error": [], "warning": []}
    save_first = gettext("Save the brief first.")
    for finding in found:
        where = address(finding.loc)
        message = finding.message if where else f"{finding.message} {save_first}"
        shown = ShownFinding(named(finding.loc, data, field_name), message, where)
        told[finding.severity].append(shown)
    return Checked(told["error"], told["warning"])


def _question_address(brief: Brief, questions: list[int], loc: Loc) -> str:
    """Return where a question can be mended or added; a brief not saved yet has no such place."""
    if brief._state.adding:
        return ""
    row = loc[1] if len(loc) > 1 else None
    if not isinstance(row, int) or row >= len(questions):
        return f"{reverse('admin:quiz_question_changelist')}?quiz__id__exact={brief.quiz_id}"
    change = reverse("admin:quiz_question_change", args=[questions[row]])
    within = "-".join(str(part) for part in loc[2:]) or "prompt"
    return f"{change}#id_{within}"


def count_errors(number: int) -> str:
    return ngettext("%(count)s error", "%(count)s errors", number) % {"count": number}


def count_warnings(number: int) -> str:
    return ngettext("%(count)s warning", "%(count)s warnings", number) % {"count": number}


def drafted(data: dict[str, Any], parts: dict[str, str], article: int | None = None) -> Submitted:
    """Return a draft as it is kept as if it had just been typed; `parts` names its formsets."""
    rows = {
        part: [f"{prefix}-{number}" for number in range(len(data.get(part, [])))]
        for part, prefix in parts.items()
    }
    return Submitted(data, [], rows, article)
