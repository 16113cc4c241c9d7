"""What was done at the desk, by whom and when, to be looked at."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from briefing.admin.base import DeskAdmin

# For entries that say no more.
DONE = {ADDITION: _("Added."), CHANGE: _("Changed."), DELETION: _("Deleted.")}


@admin.register(LogEntry)
class LogAdmin(DeskAdmin):
    list_display = ("when", "who", "what", "to_what")
    list_display_links = None
    list_select_related = ("user", "content_type")
    list_filter = ("user",)
    search_fields = ("object_repr", "change_message")
    fields = ("when", "who", "what", "to_what")
    readonly_fields = fields

    @admin.display(description=_("when"), ordering="action_time")
    def when(self, entry: LogEntry) -> Any:
        return entry.action_time

    @admin.display(description=_("who"), ordering="user")
    def who(self, entry: LogEntry) -> str:
        return entry.user.get_full_name() or entry.user.get_username()

    @admin.display(description=_("what"))
    def what(self, entry: LogEntry) -> str:
        return entry.get_change_message() or str(DONE[entry.action_flag])

    @admin.display(description=_("to what"))
    def to_what(self, entry: LogEntry) -> str:
        kind = entry.content_type.name if entry.content_type else gettext("something")
        address = None if entry.is_deletion() else entry.get_admin_url()
        if address is None:
            return f"{kind}: {entry.object_repr}"
        return format_html('{}: <a href="{}">{}</a>', kind, address, entry.object_repr)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {"title": gettext("What was done"), **(extra_context or {})}
        return super().changelist_view(request, context)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: LogEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: LogEntry | None = None) -> bool:
        return False
