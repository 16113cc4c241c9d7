"""The reports of a brief at the editor's desk: pages and files under the brief's own address."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from briefing.admin.base import DeskAdmin
from briefing.models import Brief
from briefing.reading.context import page_context
from briefing.reading.pages import BriefPage
from briefing.reporting.brief_report import ORDERS, BriefReport, brief_report, ordered
from briefing.reporting.csv_export import FILES, as_csv

TEMPLATES = "admin/briefing/brief/report"


# A report reads the questions of the live edition.
READ = Brief.objects.select_related("live__paper", "live__brief")


class ReportPages(DeskAdmin):
    """What the admin of briefs has of reports; who may look at a brief may look at them."""

    def report_urls(self) -> list[Any]:
        views: dict[str, tuple[Callable[..., HttpResponseBase], str]] = {
            "": (self.overview_view, "briefing_brief_report"),
            "claims/": (self.claims_view, "briefing_brief_report_claims"),
            "questions/<slug:key>/": (self.question_view, "briefing_brief_report_question"),
            "<slug:name>.csv": (self.file_view, "briefing_brief_report_file"),
        }
        return [
            path(
                f"<int:brief_id>/report/{end}",
                require_safe(self.admin_site.admin_view(view)),
                name=name,
            )
            for end, (view, name) in views.items()
        ]

    def overview_view(self, request: HttpRequest, brief_id: int) -> HttpResponse:
        brief = self.seen_brief(request, brief_id, READ)
        report = brief_report(brief)
        order = request.GET.get("order", "")
        order = order if order in ORDERS else "hardest"
        versions = ordered(report.page.present, order) if report else []
        choices = {"order": order, "orders": ORDERS, "files": list(FILES)}
        context = {"report": report, "versions": versions, **choices}
        return self._report_page(request, "overview.html", brief, context)

    def question_view(self, request: HttpRequest, brief_id: int, key: str) -> HttpResponse:
        brief = self.seen_brief(request, brief_id, READ)
        report = self._report(brief)
        if key not in report.page.versions:
            raise Http404("This brief has no such question.")
        versions = report.page.versions[key]
        context = {"report": report, "versions": versions, "key": key}
        return self._report_page(request, "question.html", brief, context)

    def claims_view(self, request: HttpRequest, brief_id: int) -> HttpResponse:
        """Show the brief as readers see it, with what they misread."""
        brief = self.seen_brief(request, brief_id, READ)
        report = self._report(brief)
        document = report.document
        context = {"brief": brief, "report": report, "edition": report.edition}
        context |= page_context(document) | page_context(document, BriefPage.EVIDENCE)
        context["links"] = {str(each): "" for each in BriefPage}
        return TemplateResponse(request, f"{TEMPLATES}/claims.html", context)

    def file_view(self, request: HttpRequest, brief_id: int, name: str) -> HttpResponseBase:
        brief = self.seen_brief(request, brief_id, READ)
        if name not in FILES:
            raise Http404("There is no such file of a brief.")
        rows = FILES[name](self._report(brief), request.GET.get("question", ""))
        response = StreamingHttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{brief.slug}-{name}.csv"'
        return response

    def _report(self, brief: Brief) -> BriefReport:
        report = brief_report(brief)
        if report is None:
            raise Http404("This brief is not published with questions yet.")
        return report

    def _report_page(
        self, request: HttpRequest, template: str, brief: Brief, context: dict[str, Any]
    ) -> HttpResponse:
        shared = {
            **self.admin_site.each_context(request),
            "title": gettext("Reports"),
            "subtitle": str(brief),
            "opts": self.opts,
            "brief": brief,
        }
        return TemplateResponse(request, f"{TEMPLATES}/{template}", {**shared, **context})
