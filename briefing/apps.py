from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class BriefingConfig(AppConfig):
    name = "briefing"
    verbose_name = _("Briefing")

    def ready(self) -> None:
        from briefing.admin_site.permissions import make_groups
        from briefing.jobs import JOBS
        from config.operations.jobs import register

        register(*JOBS)
        post_migrate.connect(make_groups, sender=self)
