"""The editor's desk as a site: its name, and how one signs in."""

from django.contrib import admin

from briefing.sign_in import SignInForm


class DeskSite(admin.AdminSite):
    site_header = "Readout: the editor’s desk"
    site_title = "Readout"
    index_title = "Briefs and what belongs to them"
    login_form = SignInForm
