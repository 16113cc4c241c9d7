"""Import and export of briefs and their questions: pages of the editor's desk."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from briefing.admin.base import DeskAdmin
from briefing.admin.pages.import_preview import preview_of
from briefing.documents import yaml_format
from briefing.editing import import_export
from briefing.editing.drafts import keep_revision
from briefing.editing.publishing import NotReady
from briefing.models import Brief
from config.operations.rate_limit import limited
from quiz.choices import WRITTEN_THEMES, Skill, Theme
from quiz.exchange.csv_table import template
from quiz.exchange.imported import (
    MOST_BYTES,
    Defaults,
    UnreadableFile,
)

SHOWN = 100
CSV = "text/csv; charset=utf-8"


class QuestionsForm(forms.Form):
    file = forms.FileField(
        label=_("GIFT, Moodle XML, Aiken or CSV file"),
        error_messages={"required": _("Choose a file first.")},
    )
    theme = forms.ChoiceField(label=_("Theme of questions that name none"), choices=WRITTEN_THEMES)
    skill = forms.ChoiceField(label=_("Skill of questions that name none"), choices=Skill.choices)


class BriefFileForm(forms.Form):
    file = forms.FileField(
        label=_("Brief file (YAML)"), error_messages={"required": _("Choose a file first.")}
    )


class ReplaceForm(BriefFileForm):
    prefix = "replace"
    sure = forms.BooleanField(
        label=_("Put it in the place of this draft, with all its claims and questions"),
        error_messages={"required": _("Say that the draft may be replaced.")},
    )


def _editor(request: Any) -> Any:
    return request.user.pk


class ExchangePages(DeskAdmin):
    """The pages for import and export, for the admin of briefs."""

    def get_urls(self) -> Any:
        view = self.admin_site.admin_view
        name = "briefing_brief_exchange"
        return [
            path("<int:brief_id>/exchange/", view(self.exchange_view), name=name),
            path(
                "<int:brief_id>/exchange/<slug:form>/",
                view(require_safe(self.export_view)),
                name="briefing_brief_export",
            ),
            path("import/", view(self.import_view), name="briefing_brief_import"),
            *super().get_urls(),
        ]

    def export_view(self, request: HttpRequest, brief_id: int, form: str) -> HttpResponse:
        """Send the draft's questions in one format, or the whole draft as a brief file."""
        brief = self.seen_brief(request, brief_id)
        if form == "brief":
            return self._brief_file(request, brief)
        if form == "template":
            return _sent(template(), CSV, "template", "csv")
        if form not in import_export.FORMATS:
            raise Http404
        to = import_export.FORMATS[form]
        return _sent(
            import_export.write_questions(brief, form), to.content_type, brief.slug, to.ending
        )

    def _brief_file(self, request: HttpRequest, brief: Brief) -> HttpResponse:
        try:
            content = import_export.write_brief_file(brief)
        except NotReady:
            messages.error(
                request, gettext("The draft is not whole yet. Mend it before you export it.")
            )
            return redirect("admin:briefing_brief_publish", brief.pk)
        return _sent(content, "application/yaml; charset=utf-8", brief.slug, "yaml")

    @method_decorator(limited("import", _editor))
    def exchange_view(self, request: HttpRequest, brief_id: int) -> HttpResponse:
        """Offer exports; take a file of questions, show what is in it, and add it when told to."""
        brief = self.seen_brief(request, brief_id)
        change = self.has_change_permission(request, brief)
        if request.method != "POST":
            return self._exchange_page(request, brief, change)
        if not change:
            raise PermissionDenied
        if "kept" in request.POST:
            return self._add(request, brief)
        if "replace-submit" in request.POST:
            return self._replace(request, brief)
        return self._read(request, brief)

    def _read(self, request: Any, brief: Brief) -> HttpResponse:
        """Show what of an uploaded file of questions the draft can take."""
        form = QuestionsForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._exchange_page(request, brief, True, questions=form)
        file = form.cleaned_data["file"]
        defaults = Defaults(Theme(form.cleaned_data["theme"]), Skill(form.cleaned_data["skill"]))
        try:
            carried = import_export.questions_in(_content(file, MOST_BYTES), brief, defaults)
        except UnreadableFile as error:
            form.add_error(
                "file",
                gettext("%(name)s, line %(line)s: %(error)s")
                % {"name": file.name, "line": error.line, "error": error},
            )
            return self._exchange_page(request, brief, True, questions=form)
        kept = import_export.keep(brief, carried)
        if len(kept) > import_export.MOST_KEPT:
            form.add_error(
                "file",
                gettext("%(name)s: There is too much in this file. Split it in two.")
                % {"name": file.name},
            )
            return self._exchange_page(request, brief, True, questions=form)
        preview = preview_of(carried, kept) | {"file": file.name}
        return self._exchange_page(request, brief, True, questions=form, preview=preview)

    def _add(self, request: Any, brief: Brief) -> HttpResponse:
        try:
            said = self._add_kept(request, brief)
        except import_export.NotShortened as error:
            sent = request.POST
            preview = preview_of(error.carried, sent["kept"], sent, error.faults)
            preview["file"] = sent.get("file", "")
            return self._exchange_page(request, brief, True, preview=preview, status=422)
        except import_export.Refused as error:
            messages.error(request, str(error))
            return self._exchange_page(request, brief, True, status=409)
        messages.success(request, said)
        questions = reverse("admin:quiz_question_changelist")
        return redirect(f"{questions}?quiz__id__exact={brief.quiz_id}")

    @transaction.atomic
    def _add_kept(self, request: Any, brief: Brief) -> str:
        """Add the questions that were shown, and return what was done.

        Raises NotShortened and Refused.
        """
        keys = import_export.add_kept(brief.pk, request.POST["kept"], request.POST)
        what = ngettext(
            "Added %(count)s question from a file",
            "Added %(count)s questions from a file",
            len(keys),
        )
        keep_revision(brief.pk, request.user, what % {"count": len(keys)})
        done = ngettext(
            "One question added: %(first)s.",
            "%(count)s questions added: %(first)s to %(last)s.",
            len(keys),
        )
        said = done % {"count": len(keys), "first": keys[0], "last": keys[-1]}
        self.log_change(request, brief, said)
        return said

    def _replace(self, request: Any, brief: Brief) -> HttpResponse:
        form = ReplaceForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._exchange_page(request, brief, True, replace=form)
        made = _taken(request, form, brief)
        if made is None:
            return self._exchange_page(request, brief, True, replace=form)
        self.log_change(
            request,
            made,
            gettext("Replaced from the file %(name)s.") % {"name": form.cleaned_data["file"].name},
        )
        messages.success(
            request, gettext("The draft is what the file says. Publish it when it is ready.")
        )
        return redirect("admin:briefing_brief_change", made.pk)

    @method_decorator(limited("import", _editor))
    def import_view(self, request: Any) -> HttpResponse:
        """Make a new brief from a file."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        posted = request.method == "POST"
        form = BriefFileForm(request.POST, request.FILES) if posted else BriefFileForm()
        if form.is_valid() and (made := _taken(request, form)):
            self.log_addition(
                request,
                made,
                gettext("Imported from %(name)s.") % {"name": form.cleaned_data["file"].name},
            )
            messages.success(
                request, gettext("The file is imported as a draft. Publish it when it is ready.")
            )
            return redirect("admin:briefing_brief_change", made.pk)
        context = self._context(request, gettext("Import a brief file")) | {"form": form}
        status = 422 if form.errors else 200
        template = "admin/briefing/brief/import.html"
        return TemplateResponse(request, template, context, status=status)

    def _context(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts}

    def _exchange_page(
        self,
        request: HttpRequest,
        brief: Brief,
        change: bool,
        *,
        questions: forms.Form | None = None,
        replace: forms.Form | None = None,
        preview: dict[str, Any] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        lost = import_export.losses(brief)
        context = self._context(request, gettext("Import and export")) | {
            "subtitle": str(brief),
            "brief": brief,
            "may_import": change,
            "formats": [(name, f.label, lost[name]) for name, f in import_export.FORMATS.items()],
            "questions_form": questions or QuestionsForm(),
            "replace_form": replace or ReplaceForm(),
            "preview": preview,
        }
        faulty = any(form and form.errors for form in (questions, replace))
        template = "admin/briefing/brief/exchange.html"
        return TemplateResponse(request, template, context, status=422 if faulty else status)


def _taken(request: Any, form: forms.Form, replacing: Brief | None = None) -> Brief | None:
    """Return the brief of the file in a form, or say at the form why it is not taken."""
    file = form.cleaned_data["file"]
    try:
        content = _content(file, yaml_format.MOST_BYTES)
        brief, warnings = import_export.brief_from_file(content, request.user, replacing)
    except import_export.Refused as error:
        told = [f"{file.name}: {message}" for message in error.messages[:SHOWN]]
        if len(error.messages) > SHOWN:
            told.append(gettext("… and more. These are the first %(count)s.") % {"count": SHOWN})
        form.add_error("file", told)
        return None
    for warning in warnings[:SHOWN]:
        messages.warning(request, f"{file.name}: {warning}")
    return brief


def _content(file: UploadedFile, most: int) -> bytes:
    """Return what was uploaded, or one byte more than is allowed."""
    return bytes(file.read(most + 1))


def _sent(content: bytes, kind: str, name: str, ending: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}.{ending}"'
    return HttpResponse(content, kind, headers={"Content-Disposition": disposition})
