"""What the forms of the editor's desk share."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from briefing import forms as desk
from briefing.draft import keep_revision
from briefing.models import Actor, Brief


class DeskAdmin(admin.ModelAdmin):
    """A form of the desk, and pages of its own beside it."""

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


class PartInline(admin.options.InlineModelAdmin):
    """Rows of a brief. The actors to choose from are read once, however many rows there are."""

    formset = desk.PartFormSet
    extra = 0

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.related_model is Actor and field is not None:
            if not hasattr(request, "actor_choices"):
                request.actor_choices = [
                    (actor.pk, f"{actor.name} ({actor.key})") for actor in Actor.objects.all()
                ]
            field.choices = [("", "—"), *request.actor_choices]
            # One can add an actor from here; to change or delete it is not of this brief alone.
            field.widget.can_change_related = False
            field.widget.can_delete_related = False
            field.widget.can_view_related = False
        return field


def may_publish(request: HttpRequest) -> bool:
    """Return whether who asks may publish briefs, schedule them and take them back."""
    return request.user.has_perm("briefing.publish_brief")


def count_save(briefs: QuerySet[Brief], editor: User, what: str) -> None:
    """Keep, as a revision of each brief, that what its draft is made of was saved beside it."""
    for pk in briefs.values_list("pk", flat=True).distinct().order_by("pk"):
        keep_revision(pk, editor, what)


class TableInline(PartInline, admin.TabularInline):
    """Rows in a table, in which each field has its own label and help for those who hear it."""

    template = "admin/edit_inline/part.html"
