"""A site that serves as on a server, in processes of its own, and can be killed."""

import contextlib
import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db.backends.sqlite3._functions import register  # type: ignore[import-untyped]

from tests.support.faults.htmx_client import Door

# A busy machine is no fault of the site.
SECONDS = 180


class Site(Door):
    """Serves on a port of 127.0.0.1 from `start` to `stop`, on SQLite where no URL is given."""

    def __init__(
        self, folder: Path, database_url: str = "", cache_url: str = "", **more: str
    ) -> None:
        self.folder, self.database_url = folder, database_url
        self.port = free_port()
        urls = {"DATABASE_URL": database_url, "CACHE_URL": cache_url}
        self.environment = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "GRANIAN_PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "tests.support.faults.settings",
            "DATA_DIR": str(folder),
            "LOG_LEVEL": "CRITICAL",
            **{name: url for name, url in urls.items() if url},
            **more,
        }
        (folder / "static").mkdir(exist_ok=True)
        self.server: subprocess.Popen[bytes] | None = None
        self.log = folder / "log"

    def act(self, name: str) -> "subprocess.Popen[str]":
        """Start one of tests.support.faults.killed_processes."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.support.faults.killed_processes", name],
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
        )

    def prepare(self) -> None:
        act = self.act("prepare")
        act.communicate(timeout=SECONDS)
        assert act.returncode == 0

    def start(self) -> None:
        """Start serving, and return when the first answer came."""
        self.launch()
        until(lambda: self.asked("GET", "/healthz")[0] == 200)

    def launch(self) -> None:
        """Start serving, and do not wait for it."""
        with self.log.open("ab") as log:
            self.server = subprocess.Popen(
                [settings.BASE_DIR / "deploy" / "serve.sh"],
                cwd=settings.BASE_DIR,
                env=self.environment,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """End the server and its workers as a machine does that loses its power."""
        if self.server and self.server.poll() is None:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait(SECONDS)

    def kill_a_worker(self) -> None:
        assert self.server
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children")
        os.kill(int(children.read_text().split()[0]), signal.SIGKILL)

    def stop(self) -> None:
        if self.server and self.server.poll() is None:
            self.server.terminate()
            try:
                self.server.wait(SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def logged(self) -> list[dict[str, Any]]:
        """Return the lines of the log: all requests, where LOG_LEVEL is INFO."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return what the database holds, read past the program."""
        if self.database_url:
            with psycopg.connect(self.database_url) as server:
                return server.execute(query.encode()).fetchall()
        with contextlib.closing(sqlite3.connect(self.folder / "readout.sqlite3")) as file:
            # The constraints that a check looks at are written in Django’s functions.
            register(file)
            return file.execute(query).fetchall()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(condition: Any, seconds: float = SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "It did not come to pass in time."
        time.sleep(0.05)


def plain(value: Any) -> Any:
    """Return a JSON column’s value, which one database gives as text."""
    return json.loads(value) if isinstance(value, str) else value
