"""What the forms of the editor's desk share."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from briefing import forms as desk
from briefing.draft import keep_revision
from briefing.models import Actor, Brief


class DeskAdmin(admin.ModelAdmin):
    class Media:
        css = {"all": ("css/desk.css",)}

    def show_page(
        self, request: HttpRequest, brief: Brief, page: str, context: dict[str, Any]
    ) -> HttpResponse:
        """Show a page of the desk's own that belongs to a brief."""
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "brief": brief}
        shared |= {"subtitle": str(brief), "media": self.media}
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
