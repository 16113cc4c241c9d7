import errno
import fcntl
import hashlib
import os
import secrets
import socket
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, transaction
from django.utils.translation import gettext

from briefing.documents.yaml_format import read_brief
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import publish
from briefing.models import Brief

BUNDLED = Path(settings.BASE_DIR) / "briefing" / "briefs"


class Command(BaseCommand):
    help = (
        "Make this installation ready to serve: database, static files, and on an empty database "
        "the bundled brief and an editor’s login. Safe to run again: it never changes a brief."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, help="Stop if this port of 127.0.0.1 is in use.")

    def handle(self, *args: Any, port: int | None, **options: Any) -> None:
        if port is not None:
            _check_free(port)
        os.umask(0o077)
        with Path(settings.DATA_DIR, "setup.lock").open("w") as lock:
            # Two that start at once take turns.
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._set_up(f"http://127.0.0.1:{port}" if port else settings.SITE_URL)

    def _set_up(self, address: str) -> None:
        try:
            call_command("migrate", verbosity=0, interactive=False)
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {error}") from None
        _collect_static()
        self._import_bundled()
        self._make_editor(address)
        self.stdout.write(f"Readout is ready for {address}/")

    @transaction.atomic
    def _import_bundled(self) -> None:
        if Brief.objects.exists():
            return
        for file in sorted(BUNDLED.glob("*.yaml")):
            brief = replace_draft(read_brief(file.read_bytes()))
            publish(brief.pk, note=gettext("The bundled brief."))
            self.stdout.write(f"Imported and published “{brief}”.")

    def _make_editor(self, address: str) -> None:
        users = get_user_model()
        if users.objects.exists():
            return
        password = secrets.token_urlsafe(12)
        users.objects.create_superuser("editor", password=password)
        self.stdout.write(
            f"\n  The editor’s login, shown this once:  editor  {password}\n"
            f"  Sign in at {address}/admin/ and change the password there.\n"
        )


def _collect_static() -> None:
    """Collect the static files, unless those of this very version are there: it takes seconds."""
    requirements = Path(settings.BASE_DIR, "requirements.txt").read_bytes()
    version = f"{settings.RELEASE} {hashlib.sha256(requirements).hexdigest()}"
    # Not among the files themselves, all of which are served.
    collected = Path(settings.DATA_DIR, "static.version")
    there = Path(settings.STATIC_ROOT).is_dir() and collected.exists()
    if not there or collected.read_text() != version:
        call_command("collectstatic", verbosity=0, interactive=False)
        collected.write_text(version)


def _check_free(port: int) -> None:
    if not 1 <= port <= 65535:
        raise CommandError(f"There is no port {port}. Use one from 1024 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise CommandError(f"Port {port} cannot be used: {error.strerror}.") from None
            raise CommandError(
                f"Port {port} is in use by another program. Stop that one, or take another port: "
                f"make run PORT={port + 1}"
            ) from None
