"""A question with its options, its evidence chosen from the brief's claims."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from briefing.admin.base import RowsInline, count_save
from briefing.admin.forms.question import OptionForm, OptionFormSet, QuestionForm
from briefing.admin.forms.submitted import Submitted, submitted_question, submitted_question_alone
from briefing.admin.pages.conflicts import ConflictsForm
from briefing.admin.pages.live_checks import Checked, CheckedAdmin, drafted, question_checked
from briefing.admin.pages.search import OPTIONS, QUESTION_TEXTS
from briefing.models import Brief
from quiz.choices import WRITTEN_THEMES
from quiz.documents.schema import CLAIM_KEY
from quiz.models import Option, Question
from quiz.question_rows import question_data


class OptionInline(RowsInline):
    model = Option
    form = OptionForm
    formset = OptionFormSet
    fields = (("position", "text", "answer", "right"), "feedback")
    classes = ()

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 4


@admin.register(Question)
class QuestionAdmin(ConflictsForm, CheckedAdmin):
    form = QuestionForm
    inlines = (OptionInline,)
    list_display = ("key", "prompt", "theme", "skill", "kind", "quiz")
    list_select_related = ("quiz",)
    list_display_links = ("key", "prompt")
    list_filter = ("quiz", "theme", "skill", "kind")
    search_fields = QUESTION_TEXTS
    search_beside = OPTIONS
    fields = (
        ("position", "key", "theme", "skill", "kind", "in_order"),
        *("prompt", "explanation", "evidence", "excludes"),
    )

    def add_view(self, request: Any, form_url: str = "", extra_context: Any = None) -> Any:
        if self.has_add_permission(request) and _brief_asked_for(request) is None:
            messages.info(
                request, gettext("Open the brief that the question is for, and add it there.")
            )
            return redirect("admin:briefing_brief_changelist")
        return super().add_view(request, form_url, extra_context)

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("add"):
            brief = context["adminform"].form.brief
            context["subtitle"] = gettext("For the brief “%(brief)s”") % {"brief": brief}
        return super().render_change_form(request, context, *args, **kwargs)

    def checked(self, request: HttpRequest, row: Question | None) -> Checked:
        if request.method != "POST":
            return question_checked(
                drafted(question_data(row) if row else {}, {"options": "options"})
            )
        brief = self.brief_of(request, str(row.pk)) if row else _brief_asked_for(request)
        if brief is None:
            raise Http404("A question is checked with the brief that it is for.")
        return question_checked(submitted_question_alone(self, request, brief, row))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Fill in the next free key, and of a claim that is named, its key and its theme."""
        brief = _brief_asked_for(request)
        if brief is None:
            return {}
        keys = brief.quiz.questions.values_list("key", flat=True)
        initial: dict[str, Any] = {"key": _next_key(keys)}
        named = request.GET.get("evidence", "")
        claim = brief.claims.filter(key=named).first() if re.fullmatch(CLAIM_KEY, named) else None
        if claim:
            theme = claim.section if claim.section in dict(WRITTEN_THEMES) else ""
            initial |= {"evidence": [claim.key], "theme": theme}
        return initial

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.brief = obj.quiz.brief if obj else _brief_asked_for(request)  # type: ignore[attr-defined]
        return form

    def get_urls(self) -> Any:
        return [self.conflicts_url("quiz_question_together"), *super().get_urls()]

    def brief_of(self, request: HttpRequest, object_id: str) -> Brief | None:
        row = self.get_object(request, unquote(object_id))
        named = request.POST.get("brief", "")
        briefs = Brief.objects.select_related("quiz", "article")
        if row:
            return briefs.get(quiz=row.quiz_id)
        return briefs.filter(pk=int(named)).first() if re.fullmatch("[0-9]{1,18}", named) else None

    def typed(self, request: HttpRequest, brief: Brief, object_id: str) -> Submitted:
        return submitted_question(
            self, request, brief, self.get_object(request, unquote(object_id))
        )

    def after(self, brief: Brief, object_id: str) -> str:
        return f"{reverse('admin:quiz_question_changelist')}?quiz__id__exact={brief.quiz_id}"

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        questions = reverse("admin:quiz_question_changelist")
        return redirect(f"{questions}?quiz__id__exact={obj.quiz_id}")

    response_post_save_change = response_post_save_add

    def save_model(self, request: HttpRequest, obj: Question, form: Any, change: bool) -> None:
        obj.quiz = form.brief.quiz
        super().save_model(request, obj, form, change)
        if not change or "position" in form.changed_data:
            _make_room(obj)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        done = gettext("Changed question %(key)s") if change else gettext("Added question %(key)s")
        what = done % {"key": form.instance.key}
        count_save(Brief.objects.filter(quiz=form.instance.quiz), request.user, what)

    def delete_model(self, request: Any, obj: Question) -> None:
        super().delete_model(request, obj)
        count_save(
            Brief.objects.filter(quiz=obj.quiz),
            request.user,
            gettext("Deleted question %(key)s") % {"key": obj.key},
        )

    def delete_queryset(self, request: Any, queryset: QuerySet[Question]) -> None:
        briefs = Brief.objects.filter(quiz__in=list(queryset.values_list("quiz", flat=True)))
        super().delete_queryset(request, queryset)
        count_save(briefs, request.user, gettext("Deleted questions"))


def _next_key(keys: Iterable[str]) -> str:
    """Return q and the number after the highest that keys like q12 have."""
    numbers = [int(key[1:]) for key in keys if re.fullmatch("q[0-9]{1,5}", key)]
    return f"q{max(numbers, default=0) + 1}"


def _make_room(question: Question) -> None:
    """Let a question have the place asked for, or the last, and number all of its quiz anew."""
    rows = list(question.quiz.questions.exclude(pk=question.pk))
    rows.insert(question.position - 1 if question.position else len(rows), question)
    for place, row in enumerate(rows, 1):
        row.position = place
    Question.objects.bulk_update(rows, ["position"])


def _brief_asked_for(request: HttpRequest) -> Brief | None:
    """Return the brief that a new question is for: named, or that of the list one came from."""
    came_from = parse_qs(request.GET.get("_changelist_filters", ""))
    asked = request.GET.get("quiz") or (*came_from.get("quiz__id__exact", ()), "")[0]
    briefs = Brief.objects.select_related("quiz")
    # A longer number is one that no database takes.
    if not asked.isdecimal() or len(asked) > 18:
        return None
    return briefs.filter(quiz=int(asked)).first()
