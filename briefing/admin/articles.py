"""What briefs share: articles, actors; and the editions, to be looked at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext

from briefing.admin.base import DeskAdmin, count_save
from briefing.admin.forms.brief import ActorForm, ArticleForm
from briefing.models import Actor, Article, Brief, Edition


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    form = ArticleForm
    list_display = ("__str__", "author", "date")

    def save_model(self, request: Any, obj: Article, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        count_save(Brief.objects.filter(article=obj), request.user, gettext("Changed the article"))


@admin.register(Actor)
class ActorAdmin(DeskAdmin):
    form = ActorForm
    list_display = ("name", "kind", "key")
    list_filter = ("kind",)
    search_fields = ("name", "key")
    prepopulated_fields = {"key": ("name",)}

    def save_model(self, request: Any, obj: Actor, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        count_save(
            Brief.objects.filter(roles__actor=obj),
            request.user,
            gettext("Changed actor %(actor)s") % {"actor": obj},
        )


@admin.register(Edition)
class EditionAdmin(DeskAdmin):
    """Editions can be looked at, and nothing else."""

    list_display = ("__str__", "note", "publisher", "published")
    list_select_related = ("brief", "publisher")
    list_filter = ("brief",)
    fields = ("brief", "number", "note", "publisher", "published")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("document")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return False
