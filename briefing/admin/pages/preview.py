"""The draft as readers would see it, its quiz included; nothing is published or recorded."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from briefing.admin.base import DeskAdmin
from briefing.admin.pages.publishing import located_problems
from briefing.documents.schema import BriefDocument
from briefing.editing.draft_data import draft_data
from briefing.editing.publishing import NotReady, draft_paper, whole_brief
from briefing.models import Brief, Edition
from briefing.reading.evidence import asked_filter
from briefing.reading.pages import BriefPage
from briefing.serving.rendering import PreviewLinks, render_edition
from quiz.attempts.preview import PreviewAttempt, PreviewExpired
from quiz.attempts.state import NothingToAsk
from quiz.attempts.urls import Addresses
from quiz.choices import Mode
from quiz.forms import StartForm
from quiz.models import Paper
from quiz.paper import read_paper
from quiz.views.attempt import RNG
from quiz.views.flow import (
    HtmxHttpRequest,
    View,
    ask,
    lead,
    personal,
    show_attempt,
    show_start,
    take_hand_in,
)

# Why a quiz begins anew, by the word for it in an address.
ANEW = {
    "changed": _("The draft has changed since that quiz was begun. Begin a new one here."),
    "gone": _("That quiz is not kept any more. Begin a new one here."),
}
NAMES = "admin:briefing_brief_preview_"


class NoQuestions(Exception):
    """A draft that has no quiz."""


@dataclass(frozen=True)
class Draft:
    """A draft that is whole."""

    brief: Brief
    document: BriefDocument

    @property
    def page(self) -> str:
        return self.addresses().page

    @property
    def form(self) -> str:
        return reverse("admin:briefing_brief_change", args=[self.brief.pk])

    def addresses(self, *public_id: UUID) -> Addresses:
        quiz = (self.brief.pk,)
        return Addresses(NAMES, quiz, (*quiz, *public_id), draft=self.form)

    @property
    def paper(self) -> Paper:
        """The paper that publishing it would make, not saved. Raises NoQuestions."""
        paper = draft_paper(self.document, self.brief.key)
        if paper is None:
            raise NoQuestions
        return paper

    def attempt(self, request: HttpRequest, public_id: UUID | None = None) -> PreviewAttempt:
        """Return the quiz on this draft that the editor's own session keeps."""
        key = f"preview-{self.brief.pk}"
        return PreviewAttempt(request.session, key, self.paper, self.addresses, public_id)


class PreviewPages(DeskAdmin):
    """The addresses under a brief at which its draft is seen and its quiz taken."""

    def preview_urls(self) -> list[Any]:
        quiz = "/quiz"
        attempt = f"{quiz}/attempts/<uuid:public_id>"
        views: dict[str, tuple[str, View]] = {
            "page": ("", require_safe(_show_page)),
            "paper": (quiz, require_safe(_show_start)),
            "attempts": (f"{quiz}/attempts", require_POST(_begin)),
            "attempt": (attempt, require_safe(_show_attempt)),
            "hand_in": (f"{attempt}/hand-in", require_POST(_hand_in)),
            "question": (
                f"{attempt}/<int:number>",
                require_http_methods(["GET", "HEAD", "POST"])(_ask),
            ),
        }
        return [
            path(
                f"<int:brief_id>/preview{route}/",
                self._signed_in(view),
                name=f"briefing_brief_preview_{name}",
            )
            for name, (route, view) in views.items()
        ]

    def _signed_in(self, view: View) -> View:
        guarded = self.admin_site.admin_view(self._of_draft(view))

        @never_cache
        def signed_in(request: HtmxHttpRequest, **kwargs: Any) -> HttpResponse:
            if request.htmx and not self.admin_site.has_permission(request):
                # The page asks to sign in; the panel alone cannot.
                return HttpResponseClientRefresh()
            response: HttpResponse = guarded(request, **kwargs)
            return response

        return signed_in

    def _of_draft(self, view: View) -> View:
        """Give a view the draft; where that cannot be shown, say why in the view's place."""

        @personal
        def of_draft(request: HtmxHttpRequest, brief_id: int, **kwargs: Any) -> HttpResponse:
            brief = get_object_or_404(self.get_queryset(request), pk=brief_id)
            if not self.has_view_permission(request, brief):
                raise PermissionDenied
            try:
                draft = Draft(brief, whole_brief(draft_data(brief)))
            except NotReady as error:
                response = self._show_problems(request, brief, error)
            else:
                response = _answer(view, request, draft, **kwargs)
            response["X-Robots-Tag"] = "noindex"
            return response

        return of_draft

    def _show_problems(
        self, request: HtmxHttpRequest, brief: Brief, error: NotReady
    ) -> HttpResponse:
        problems = located_problems(brief, error.problems)
        if request.htmx:
            return render(request, "admin/briefing/brief/_not_whole.html", {"problems": problems})
        context = {"title": gettext("Preview"), "problems": problems}
        return self.show_page(request, brief, "preview", context)


def _answer(view: View, request: HtmxHttpRequest, draft: Draft, **kwargs: Any) -> HttpResponse:
    try:
        return view(request, draft, **kwargs)
    except NoQuestions:
        if request.htmx:
            return render(request, "briefing/serving/_no_quiz.html")
        return redirect(draft.page)
    except PreviewExpired as error:
        anew = "changed" if error.changed else "gone"
        if request.htmx:
            return _show_start(request, draft, anew)
        return redirect(f"{draft.addresses().start}?anew={anew}")


def _show_page(request: HtmxHttpRequest, draft: Draft) -> HttpResponse:
    edition = Edition(
        brief=draft.brief,
        number=draft.brief.editions.count() + 1,
        document=draft.document.edition().model_dump_json(exclude_defaults=True),
        title=draft.document.title,
        standfirst=draft.document.standfirst,
        published=timezone.now(),
    )
    # The page is that of a live edition; none of this is saved.
    draft.brief.live = edition
    quiz = draft.addresses().start if draft.document.questions else ""
    asked = request.GET.get("page", "")
    page = BriefPage(asked) if asked in set(BriefPage) else BriefPage.BRIEF
    links = PreviewLinks(draft.form, quiz)
    return HttpResponse(render_edition(edition, page, asked_filter(request.GET), links))


def _show_start(request: HtmxHttpRequest, draft: Draft, anew: str = "") -> HttpResponse:
    paper = draft.paper
    notice = ANEW.get(anew or request.GET.get("anew", ""), "")
    form = StartForm(read_paper(paper))
    return show_start(request, paper, draft.addresses(), form, {"notice": notice})


def _begin(request: HtmxHttpRequest, draft: Draft) -> HttpResponse:
    preview = draft.attempt(request)
    form = StartForm(read_paper(preview.paper), request.POST)
    if form.is_valid():
        try:
            if form.cleaned_data["mode"] in (Mode.MISSED, Mode.REVIEW):
                raise NothingToAsk
            return lead(request, preview.start(form.plan, RNG), 1)
        except NothingToAsk as error:
            form.add_error("mode", str(error))
    return show_start(request, preview.paper, draft.addresses(), form, {})


def _show_attempt(request: HtmxHttpRequest, draft: Draft, public_id: UUID) -> HttpResponse:
    return show_attempt(request, draft.attempt(request, public_id).find())


def _hand_in(request: HtmxHttpRequest, draft: Draft, public_id: UUID) -> HttpResponse:
    return take_hand_in(request, draft.attempt(request, public_id))


def _ask(request: HtmxHttpRequest, draft: Draft, public_id: UUID, number: int) -> HttpResponse:
    return ask(request, draft.attempt(request, public_id), number)
