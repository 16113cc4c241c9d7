"""What the forms of the editor's desk share."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext

from briefing.admin.forms.fields import ActorField
from briefing.admin.forms.rows import PartFormSet
from briefing.documents.diff import DiffPlace
from briefing.editing.drafts import keep_revision
from briefing.models import Actor, Brief

# More words in one search would make a condition deeper than a database takes.
MOST_WORDS = 8
MOST_LETTERS = 200


def search_words(typed: str) -> list[str]:
    """Return the words to search for, as many as are looked for at once."""
    return typed.replace("\x00", " ")[:MOST_LETTERS].split()[:MOST_WORDS]


@dataclass(frozen=True)
class RelatedTexts:
    """Texts of rows that belong to what is searched, by the field that leads from them to it."""

    model: type[Model]
    leads_to: str
    texts: tuple[str, ...]


def containing(word: str, texts: Sequence[str], beside: RelatedTexts | None = None) -> Q:
    """Return what finds the rows with a word in one of their texts or of those beside.

    What is beside is looked through by itself, once: joined to the rows, a database that knows
    little of their number may look through all of it for each of them.
    """
    found = Q()
    for name in texts:
        found |= Q(**{f"{name}__icontains": word})
    if beside:
        rows = beside.model._default_manager.filter(containing(word, beside.texts))
        found |= Q(pk__in=rows.values(beside.leads_to))
    return found


class DeskAdmin(admin.ModelAdmin):
    """A form of the desk, and pages of its own beside it."""

    search_beside: RelatedTexts | None = None

    def seen_brief(
        self, request: HttpRequest, brief_id: int, briefs: QuerySet[Brief] | None = None
    ) -> Brief:
        """Return a brief that who asks may see at the desk, or answer as fits."""
        rows = self.get_queryset(request) if briefs is None else briefs
        brief: Brief = get_object_or_404(rows, pk=brief_id)
        if not self.has_view_permission(request, brief):
            raise PermissionDenied
        return brief

    def show_page(
        self, request: HttpRequest, brief: Brief, page: str, context: dict[str, Any]
    ) -> HttpResponse:
        """Show a page of the desk's own that belongs to a brief."""
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "brief": brief}
        shared |= {"subtitle": str(brief)}
        template = f"admin/briefing/brief/{page}.html"
        return TemplateResponse(request, template, shared | context)

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> Any:
        for word in search_words(search_term):
            queryset = queryset.filter(containing(word, self.search_fields, self.search_beside))
        return queryset, False

    def lookup_allowed(self, lookup: str, value: str, request: Any = None) -> bool:
        # Lists are narrowed by what stands beside them. Other lookups, such as a regular
        # expression or one into a list, a database may refuse.
        # A filter of the desk's own reads its value itself.
        if lookup in {getattr(made, "parameter_name", None) for made in self.list_filter}:
            return True
        names = [name for name in self.list_filter if isinstance(name, str)]
        ends = ("", "__exact", "__id__exact", "__isnull")
        return lookup in {f"{name}{end}" for name in names for end in ends}


class PartInline(admin.options.InlineModelAdmin):
    """Rows of a brief. The actors to choose from are read once, however many rows there are."""

    formset = PartFormSet
    extra = 0

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.related_model is not Actor:
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return ActorField(
            known=lambda: known_actors(request),
            required=not db_field.blank,
            label=capfirst(db_field.verbose_name),
            help_text=db_field.help_text,
        )


class RowsInline(PartInline, admin.StackedInline):
    """Rows of long texts, in a brief folded away until they are worked on."""

    template = "admin/briefing/rows.html"
    classes: tuple[str, ...] = ("collapse",)

    def get_formset(self, request: Any, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        fields = formset.form.base_fields
        for name in fields:
            if fields[name].help_text:
                # Said once for all rows; a field that forms inherit is the same in all of them.
                fields[name] = copy.deepcopy(fields[name])
                described = f"{formset.get_default_prefix()}-{name}-help"
                fields[name].widget.attrs["aria-describedby"] = described
        return formset


def tell_left_out(request: HttpRequest, places: list[DiffPlace]) -> None:
    """Tell the editor what a draft was put together without, if anything."""
    if places:
        messages.warning(
            request,
            gettext("Left out, since the actor it names was deleted: %(places)s.")
            % {"places": "; ".join(place.name for place in places)},
        )


def known_actors(request: Any) -> dict[Any, Actor]:
    """Return all actors by key and by primary key, read once a request."""
    if not hasattr(request, "known_actors"):
        actors = list(Actor.objects.all())
        request.known_actors = {a.key: a for a in actors} | {a.pk: a for a in actors}
    found: dict[Any, Actor] = request.known_actors
    return found


def may_publish(request: HttpRequest) -> bool:
    """Return whether who asks may publish briefs, schedule them and take them back."""
    return request.user.has_perm("briefing.publish_brief")


def count_save(briefs: QuerySet[Brief], editor: User, what: str) -> None:
    """Keep, as a revision of each brief, that what its draft is made of was saved beside it."""
    for pk in briefs.values_list("pk", flat=True).distinct().order_by("pk"):
        keep_revision(pk, editor, what)
