from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin, on the desk's own site."""

    default_site = "briefing.admin_site.site.DeskSite"
