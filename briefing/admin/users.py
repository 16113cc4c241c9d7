"""The people who sign in: made and given their group on one form, by a superuser."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

HELP = {
    "is_active": _(
        "Untick it to take the sign-in away. What the person has done stays in the log."
    ),
    "is_staff": _("Without it nobody can sign in."),
    "groups": _("Editors write drafts. Publishers do so too, and decide what readers see."),
    "is_superuser": _("May do everything, and look after the people. One or two are enough."),
}
WIDGETS = {"groups": forms.CheckboxSelectMultiple}
MAY = _("What this person may do")


class NewPersonForm(UserCreationForm):
    class Meta(UserCreationForm.Meta):
        help_texts = HELP
        widgets = WIDGETS


class PersonForm(UserChangeForm):
    class Meta(UserChangeForm.Meta):
        help_texts = HELP
        widgets = WIDGETS


admin.site.unregister(User)
# What a group may do is said in briefing.admin_site.permissions.
admin.site.unregister(Group)


@admin.register(User)
class PersonAdmin(UserAdmin):
    form = PersonForm
    add_form = NewPersonForm
    list_display = ("username", "first_name", "last_name", "is_active", "is_superuser")
    filter_horizontal = ()
    # Deleting many at once would not ask of each whether the log names it.
    actions = None
    add_fieldsets = (
        (None, {"fields": ("username", "password1", "password2")}),
        (MAY, {"fields": ("is_staff", "groups")}),
    )
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Name"), {"fields": ("first_name", "last_name", "email")}),
        (MAY, {"fields": ("is_active", "is_staff", "groups", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        # Nobody can shut themselves out, so that one superuser at least is left.
        own = ("is_active", "is_staff", "is_superuser") if obj == request.user else ()
        return ("last_login", "date_joined", *own)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        # Whoever is entered here is to sign in: readers have no names.
        return {"is_staff": True, **super().get_changeform_initial_data(request)}

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        person = form.instance
        if person.is_active and not person.is_superuser and not person.groups.exists():
            said = gettext(
                "%(name)s is in no group, and so can do nothing here. "
                "Tick one on the person’s form."
            )
            messages.warning(request, said % {"name": person.get_username()})

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        # What the log says of somebody would be deleted too.
        stays = obj and (obj == request.user or LogEntry.objects.filter(user=obj).exists())
        return super().has_delete_permission(request, obj) and not stays
