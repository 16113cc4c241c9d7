from django.apps import AppConfig
from django.db.models.signals import post_migrate


class BriefingConfig(AppConfig):
    name = "briefing"

    def ready(self) -> None:
        from briefing.groups import make_groups

        post_migrate.connect(make_groups, sender=self)
