"""The states of a brief at the desk: looked through, compared word by word, brought back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from briefing.admin.base import DeskAdmin, tell_left_out
from briefing.documents.diff import changes, differences
from briefing.documents.partial_date import spell_time
from briefing.editing.versions import NoSuchVersion, restore, version_data, version_name
from briefing.models import Brief

A_PAGE = 50
# Of so many revisions the newest can be chosen to compare; any can from the list of them.
CHOICES = 30


class VersionPages(DeskAdmin):
    """The addresses under a brief at which its states are found."""

    def version_urls(self) -> list[Any]:
        views: dict[str, Any] = {
            "versions": require_safe(self.versions_view),
            "compare": require_safe(self.compare_view),
            "restore": require_POST(self.restore_view),
        }
        return [
            path(
                f"<int:brief_id>/{name}/",
                self.admin_site.admin_view(view),
                name=f"briefing_brief_{name}",
            )
            for name, view in views.items()
        ]

    def versions_view(self, request: HttpRequest, brief_id: int) -> HttpResponse:
        """List every edition and every revision, with who, when and why."""
        brief = self.seen_brief(request, brief_id)
        revisions = brief.revisions.select_related("editor").defer("document")
        context = {
            "title": gettext("Editions and revisions"),
            "editions": brief.editions.select_related("publisher").defer("document"),
            "revisions": Paginator(revisions, A_PAGE).get_page(request.GET.get("page")),
            "may_restore": self.has_change_permission(request, brief),
        }
        return self.show_page(request, brief, "versions", context)

    def compare_view(self, request: HttpRequest, brief_id: int) -> HttpResponse:
        """Show two states side by side: the live edition and the draft where none are named."""
        brief = self.seen_brief(request, brief_id)
        usual = f"edition-{brief.live.number}" if brief.live else f"revision-{brief.revision}"
        names = [request.GET.get("from") or usual, request.GET.get("to") or "draft"]
        try:
            before, after = (version_data(brief, name) for name in names)
        except NoSuchVersion as error:
            raise Http404("This brief has no such state.") from error
        context = {
            "title": gettext("Compare"),
            "fields": [(("from", names[0]), gettext("From")), (("to", names[1]), gettext("To"))],
            "called": [version_name(name) for name in names],
            "choices": _choices(brief, names),
            "changes": changes(differences(before, after)),
        }
        return self.show_page(request, brief, "compare", context)

    @transaction.atomic
    def restore_view(self, request: Any, brief_id: int) -> HttpResponse:
        brief = self.seen_brief(request, brief_id)
        if not self.has_change_permission(request, brief):
            raise PermissionDenied
        name = request.POST.get("version", "")
        before = brief.revision
        try:
            revision, left_out = restore(brief.pk, name, request.user)
        except NoSuchVersion as error:
            raise Http404("This brief has no such state.") from error
        if revision.number == before:
            messages.info(
                request,
                gettext("The draft says the same as %(version)s already.")
                % {"version": version_name(name)},
            )
        else:
            self.log_change(
                request,
                brief,
                gettext("Brought back %(version)s as the draft.") % {"version": version_name(name)},
            )
            messages.success(
                request,
                gettext(
                    "The draft is %(version)s again. What it was is kept as revision "
                    "%(number)s, and readers see nothing of this before it is published."
                )
                % {"version": version_name(name), "number": revision.number - 1},
            )
        tell_left_out(request, left_out)
        return redirect("admin:briefing_brief_change", brief.pk)


def _choices(brief: Brief, named: list[str]) -> list[tuple[str, str]]:
    """Return the states that can be chosen to compare: the named ones are always among them."""
    editions = brief.editions.values_list("number", "published")
    revisions = brief.revisions.values_list("number", "saved")[:CHOICES]
    found = [("draft", gettext("the draft"))]
    found += [_dated(f"edition-{n}", date_format(when)) for n, when in editions]
    found += [_dated(f"revision-{n}", spell_time(when)) for n, when in revisions]
    known = {name for name, _ in found}
    return found + [(n, version_name(n)) for n in dict.fromkeys(named) if n not in known]


def _dated(name: str, when: str) -> tuple[str, str]:
    return name, f"{version_name(name)}, {when}"
