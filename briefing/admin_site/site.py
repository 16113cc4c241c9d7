"""The editor's desk as a site: its name, how one signs in, and what it opens with."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from briefing.admin_site.dashboard import welcome
from briefing.admin_site.login import SignInForm


class DeskSite(admin.AdminSite):
    site_header = _("Readout: the editor’s desk")
    site_title = "Readout"
    index_title = _("Briefs and what belongs to them")
    login_form = SignInForm

    def index(self, request: Any, extra_context: dict[str, Any] | None = None) -> Any:
        return super().index(request, {"welcome": welcome(request.user), **(extra_context or {})})
