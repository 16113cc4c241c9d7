from collections.abc import Iterator
from datetime import timedelta

from django.apps import AppConfig
from django.core.management import call_command


class OperationsConfig(AppConfig):
    name = "config.operations"

    def ready(self) -> None:
        from config.operations.jobs import Job, register

        register(Job("clear sessions", timedelta(hours=6), clear_sessions))


def clear_sessions() -> Iterator[None]:
    """Delete the sessions that have ended, in one batch: only editors have any."""
    call_command("clearsessions")
    yield
