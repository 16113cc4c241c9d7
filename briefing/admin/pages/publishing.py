"""Publishing at the desk: at once or at a time, and taking it back."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from briefing.admin.base import DeskAdmin, may_publish
from briefing.admin.forms.submitted import PREFIXES
from briefing.documents.diff import changes, differences
from briefing.documents.field_labels import field_name
from briefing.documents.partial_date import spell_time
from briefing.editing.checks import warnings
from briefing.editing.draft_data import draft_data
from briefing.editing.publishing import (
    DraftChanged,
    NotReady,
    fingerprint,
    publish,
    schedule,
    unpublish,
    whole_brief,
)
from briefing.editing.versions import edition_data
from briefing.models import Brief, Schedule
from quiz.documents.schema import Problem, named

FARTHEST = timedelta(days=366)


class PublishForm(forms.Form):
    note = forms.CharField(
        max_length=300,
        label=_("What has changed, and why"),
        help_text=_("Readers find it at the end of the brief."),
        error_messages={"required": _("Say in a few words what has changed.")},
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
    )
    due = forms.DateTimeField(
        required=False,
        label=_("When (UTC)"),
        help_text=_(
            "Left empty: now. At another time, the draft is published as it is at present."
        ),
        error_messages={"invalid": _("Write a date and a time, such as 2027-03-01 06:00.")},
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean_due(self) -> Any:
        due, now = self.cleaned_data["due"], timezone.now()
        if due and not now < due < now + FARTHEST:
            raise ValidationError(
                gettext("Choose a time within a year from now, which is %(now)s UTC.")
                % {"now": f"{now:%Y-%m-%d %H:%M}"}
            )
        return due


class PublishingPages(DeskAdmin):
    """The addresses under a brief at which it is published and taken back."""

    def publishing_urls(self) -> list[Any]:
        views: dict[str, Any] = {
            "publish": self.publish_view,
            "unpublish": self.unpublish_view,
            "unschedule": require_POST(self.unschedule_view),
        }
        return [
            path(
                f"<int:brief_id>/{name}/",
                self.admin_site.admin_view(view),
                name=f"briefing_brief_{name}",
            )
            for name, view in views.items()
        ]

    def _publishable(self, request: HttpRequest, brief_id: int) -> Brief:
        if not may_publish(request):
            raise PermissionDenied
        brief: Brief = get_object_or_404(self.get_queryset(request), pk=brief_id)
        return brief

    def publish_view(self, request: HttpRequest, brief_id: int) -> HttpResponse:
        """Show what will change, ask for a note and publish, or say what has to be mended first."""
        brief = self._publishable(request, brief_id)
        form = PublishForm(request.POST or None)
        form.fields["note"].required = brief.live_id is not None
        data = draft_data(brief)
        problems: list[tuple[str, Problem]] = []
        status = HTTPStatus.OK
        try:
            if request.method == "POST" and form.is_valid():
                seen = request.POST.get("seen", "")
                return self._publish(request, brief, **form.cleaned_data, seen=seen)
            whole_brief(data)
        except NotReady as error:
            problems = error.problems
        except DraftChanged:
            status = HTTPStatus.CONFLICT
            form.add_error(
                None,
                gettext(
                    "The draft was changed while you were looking at it. What will change is "
                    "shown anew: look at it, then publish."
                ),
            )
        live = edition_data(brief.live) if brief.live else None
        context = {
            "title": gettext("Publish"),
            "form": form,
            "seen": fingerprint(data),
            "problems": located_problems(brief, problems),
            "warnings": located_problems(
                brief,
                [
                    (named(f.loc, data, field_name), Problem(f.loc, f.message))
                    for f in warnings(data)
                ],
            ),
            "changes": changes(differences(live, data)) if live else None,
            "plan": Schedule.objects.select_related("planner").filter(brief=brief).first(),
        }
        response = self.show_page(request, brief, "publish", context)
        response.status_code = status
        return response

    @transaction.atomic
    def _publish(self, request: Any, brief: Brief, note: str, due: Any, seen: str) -> HttpResponse:
        if due:
            schedule(brief.pk, due, request.user, note, seen)
            said = gettext("Publishing is scheduled for %(time)s UTC.") % {"time": spell_time(due)}
            self.log_change(request, brief, f"{said} {note}".strip())
            messages.success(request, said)
            return redirect("admin:briefing_brief_change", brief.pk)
        planned = _planned(brief)
        edition, new = publish(brief.pk, request.user, note, seen)
        if new:
            self.log_change(
                request,
                brief,
                (
                    gettext("Published edition %(number)s. %(note)s")
                    % {"number": edition.number, "note": note}
                ).strip(),
            )
            messages.success(
                request, gettext("Edition %(number)s is live.") % {"number": edition.number}
            )
        else:
            messages.info(
                request,
                gettext("Nothing has changed since edition %(number)s.")
                % {"number": edition.number},
            )
        _tell_called_off(request, planned)
        return redirect("admin:briefing_brief_change", brief.pk)

    @transaction.atomic
    def unschedule_view(self, request: HttpRequest, brief_id: int) -> HttpResponse:
        brief = self._publishable(request, brief_id)
        if Schedule.objects.filter(brief=brief).delete()[0]:
            self.log_change(request, brief, gettext("Took back the scheduled publishing."))
            messages.success(
                request, gettext("The scheduled publishing is off. The draft is as it was.")
            )
        else:
            messages.info(
                request, gettext("Nothing was scheduled: it was published or taken back already.")
            )
        return redirect("admin:briefing_brief_publish", brief.pk)

    def unpublish_view(self, request: HttpRequest, brief_id: int) -> HttpResponse:
        """Ask whether to take the brief from readers, and do it."""
        brief = self._publishable(request, brief_id)
        if request.method != "POST":
            return self.show_page(request, brief, "unpublish", {"title": gettext("Take back")})
        if brief.live:
            planned = _planned(brief)
            said = gettext("Took back edition %(number)s from readers.")
            with transaction.atomic():
                unpublish(brief.pk)
                self.log_change(request, brief, said % {"number": brief.live.number})
            messages.success(
                request, gettext("Readers do not find this brief any more. The draft stays.")
            )
            _tell_called_off(request, planned)
        return redirect("admin:briefing_brief_change", brief.pk)


def _planned(brief: Brief) -> Schedule | None:
    """Return the publishing that is planned and may still come."""
    return Schedule.objects.filter(brief=brief, trouble="").first()


def _tell_called_off(request: HttpRequest, planned: Schedule | None) -> None:
    if planned:
        due = spell_time(planned.due)
        said = gettext("The publishing planned for %(time)s UTC is called off.") % {"time": due}
        messages.info(request, said)


def located_problems(
    brief: Brief, problems: list[tuple[str, Problem]]
) -> list[tuple[str, str, str]]:
    """Return each problem as its place's name, its message and the address to mend it at."""
    questions = list(brief.quiz.questions.values_list("pk", flat=True))
    return [(name, p.message, _place(brief, questions, p)) for name, p in problems]


def _place(brief: Brief, questions: list[int], problem: Problem) -> str:
    """Return the address of the form in which a problem can be mended."""
    part, row = (*map(str, problem.loc), "", "")[:2]
    if part == "questions" and row:
        return reverse("admin:quiz_question_change", args=[questions[int(row)]])
    if part == "questions":
        return f"{reverse('admin:quiz_question_changelist')}?quiz__id__exact={brief.quiz_id}"
    if part == "article":
        return reverse("admin:briefing_article_change", args=[brief.article_id])
    change = reverse("admin:briefing_brief_change", args=[brief.pk])
    if part in PREFIXES and row:
        return f"{change}#{PREFIXES[part]}-{row}"
    return f"{change}#id_{part}"
