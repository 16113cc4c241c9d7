"""Two editors at once: the second to save sees both versions, and chooses."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from briefing.admin.base import DeskAdmin, tell_left_out
from briefing.admin.forms.submitted import Submitted, as_new
from briefing.documents.diff import Change, DiffPlace, changed_places, changes, differences, merged
from briefing.documents.references import reference_problems
from briefing.documents.rekey import kept_apart
from briefing.editing.draft_data import draft_data
from briefing.editing.drafts import restore_draft
from briefing.editing.versions import NoSuchVersion, version_data
from briefing.models import Article, Brief

Data = dict[str, Any]


@dataclass(frozen=True)
class Choice:
    """A difference between their version and mine, with what is proposed."""

    place: DiffPlace
    shown: Change
    mine: bool
    by_both: bool

    kind = property(lambda self: self.shown.kind)
    before = property(lambda self: self.shown.before)
    after = property(lambda self: self.shown.after)


def choices(base: Data | None, theirs: Data, mine: Data) -> list[Choice]:
    """Return each difference between theirs and mine; what only they changed is theirs.

    `base` is what both began with, None where that is not known: then all is proposed as mine.
    """
    found = differences(theirs, mine)
    by_them = changed_places(base, theirs) if base else set()
    by_me = changed_places(base, mine) if base else set()
    return [
        Choice(
            place=difference.place,
            shown=change,
            mine=not base or difference.place not in by_them or difference.place in by_me,
            by_both=difference.place in by_them and difference.place in by_me,
        )
        for difference, change in zip(found, changes(found), strict=True)
    ]


class ConflictsForm(DeskAdmin):
    """A form of a draft that knows which revision it was opened on.

    Where the draft was saved since, what was typed is not saved over it: the differences are shown
    and the editor chooses; where the others touched nothing that differs, it is saved at once.
    """

    def brief_of(self, request: HttpRequest, object_id: str) -> Brief | None:
        """Return the brief that the form is about, also where its own row is gone."""
        raise NotImplementedError

    def typed(self, request: HttpRequest, brief: Brief, object_id: str) -> Submitted:
        """Return the brief's draft with what was typed in its place."""
        raise NotImplementedError

    def after(self, brief: Brief, object_id: str) -> str:
        """Return the address to go on at after saving."""
        raise NotImplementedError

    def changeform_view(
        self, request: Any, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        view = super().changeform_view
        brief = self.brief_of(request, object_id) if object_id else None
        if brief is None:
            return view(request, object_id, form_url, extra_context)
        base = _number(request.POST.get("base", ""))
        shown = {"base": brief.revision if base is None else base}
        if request.method != "POST" or base is None:
            return view(request, object_id, form_url, (extra_context or {}) | shown)
        row = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        with transaction.atomic():
            brief = Brief.objects.select_for_update().get(pk=brief.pk)
            if base == brief.revision and "whole" not in request.POST:
                return view(request, object_id, form_url, (extra_context or {}) | shown)
            typed = self.typed(request, brief, object_id)
            if not typed.problems and "_check" not in request.POST:
                return self._meet(request, brief, object_id, base, typed)
        _tell(request, brief, base)
        request.POST = as_new(request.POST)
        request.read_as_new = True
        shown |= {"whole": True}
        return view(request, object_id if row else None, form_url, (extra_context or {}) | shown)

    def get_formset_kwargs(self, request: Any, obj: Any, inline: Any, prefix: str) -> Any:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if getattr(request, "read_as_new", False):
            # The rows that the form was made of may be gone: what was typed is what counts.
            kwargs["instance"] = inline.parent_model()
        return kwargs

    def conflicts_url(self, name: str) -> Any:
        view = require_POST(self.conflicts_view)
        return path("<path:object_id>/together/", self.admin_site.admin_view(view), name=name)

    def conflicts_view(self, request: Any, object_id: str) -> HttpResponse:
        """Save what was chosen; or ask again, where a third editor has saved meanwhile."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        brief_id = _number(request.POST.get("brief", ""))
        with transaction.atomic():
            brief = get_object_or_404(Brief.objects.select_for_update(), pk=brief_id)
            try:
                mine = signing.loads(request.POST.get("mine", ""), salt=_salt(request, brief))
                seen = f"revision-{_number(request.POST.get('theirs', ''))}"
                theirs = version_data(brief, seen)
            except (signing.BadSignature, NoSuchVersion) as error:
                raise Http404("This is not what was shown.") from error
            taken = [
                str(c.place)
                for c in choices(None, theirs, mine["data"])
                if request.POST.get(str(c.place)) == "mine"
            ]
            both = merged(theirs, mine["data"], taken)
            if seen != f"revision-{brief.revision}":
                typed = Submitted(both, [], article=mine["article"])
                return self._meet(request, brief, object_id, _number(seen[9:]) or 0, typed)
            return self._save_both(request, brief, object_id, both, mine)

    def _meet(
        self, request: Any, brief: Brief, object_id: str, base: int, typed: Submitted
    ) -> HttpResponse:
        theirs = draft_data(brief)
        began = brief.revisions.filter(number=base).first()
        data = typed.data
        if began:
            data, renamed = kept_apart(began.data, theirs, data)
            _tell_renamed(request, renamed)
        found = choices(began.data if began else None, theirs, data)
        mine = {"data": data, "article": typed.article}
        if began and not any(choice.by_both or not choice.mine for choice in found):
            both = merged(theirs, data, [str(choice.place) for choice in found])
            return self._save_both(request, brief, object_id, both, mine)
        context = {
            "title": gettext("Two versions"),
            "changes": found,
            "between": brief.revisions.filter(number__gt=base).select_related("editor"),
            "mine": signing.dumps(mine, salt=_salt(request, brief), compress=True),
            "action": reverse(
                f"admin:{self.opts.app_label}_{self.opts.model_name}_together", args=[object_id]
            ),
        }
        return self.show_page(request, brief, "conflicts", context)

    def _save_both(
        self, request: Any, brief: Brief, object_id: str, both: Data, mine: Data
    ) -> HttpResponse:
        if both["article"] == mine["data"]["article"]:
            chosen = Article.objects.filter(pk=mine["article"]).first()
            Brief.objects.filter(pk=brief.pk).update(article=chosen or brief.article)
        if not brief.was_published():
            Brief.objects.filter(pk=brief.pk).update(slug=both["slug"])
        aside = None if both == mine["data"] else mine["data"]
        what = gettext("Saved beside another editor")
        revision, left_out = restore_draft(brief.pk, both, request.user, what, aside)
        self.log_change(
            request,
            brief,
            gettext("%(what)s: revision %(number)s.") % {"what": what, "number": revision.number},
        )
        messages.success(
            request,
            gettext("“%(brief)s” was saved, with what others saved in between.") % {"brief": brief},
        )
        tell_left_out(request, left_out)
        if loose := reference_problems(revision.data):
            messages.warning(
                request,
                gettext(
                    "Not all of it fits together any more: %(problem)s "
                    "Publishing lists what has to be mended."
                )
                % {"problem": loose[0].message},
            )
        return redirect(self.after(brief, object_id))


def _tell(request: HttpRequest, brief: Brief, base: int) -> None:
    others = brief.revisions.filter(number__gt=base).select_related("editor")
    program = gettext("the program")
    said = "; ".join(f"{r.editor or program}: {r.what}" for r in others[:5])
    messages.warning(
        request,
        gettext(
            "This was saved by others since you opened it (%(said)s). Mend what is marked below "
            "first; on saving you see both versions and choose."
        )
        % {"said": said},
    )


def _tell_renamed(request: HttpRequest, renamed: dict[str, str]) -> None:
    said = gettext("Another editor has added a claim %(key)s too. Both are kept: yours is %(new)s.")
    for key, new in renamed.items():
        messages.warning(request, said % {"key": key, "new": new})


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _salt(request: Any, brief: Brief) -> str:
    return f"together:{request.user.pk}:{brief.pk}"
