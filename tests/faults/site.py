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
from urllib.parse import urlencode

import psycopg
from django.conf import settings

TOKEN = "x" * 32
SECONDS = 60


class Site:
    """Serves on a port of 127.0.0.1 from `start` to `stop`, on SQLite where no URL is given."""

    def __init__(self, folder: Path, database_url: str = "", cache_url: str = "") -> None:
        self.folder, self.database_url = folder, database_url
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        urls = {"DATABASE_URL": database_url, "CACHE_URL": cache_url}
        self.environment = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "DATA_DIR": str(folder),
            "LOG_LEVEL": "CRITICAL",
            **{name: url for name, url in urls.items() if url},
        }
        (folder / "static").mkdir(exist_ok=True)
        self.server: subprocess.Popen[bytes] | None = None

    def act(self, name: str) -> "subprocess.Popen[str]":
        """Start one of tests.faults.acts."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.faults.acts", name],
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
        self.server = subprocess.Popen(
            [sys.executable, "-m", "config.server", "--bind", f"127.0.0.1:{self.port}"],
            cwd=settings.BASE_DIR,
            env=self.environment,
            start_new_session=True,
        )
        until(lambda: self.asked("GET", "/healthz")[0] == 200)

    def kill(self) -> None:
        """End the server and its workers as a machine does that loses its power."""
        assert self.server
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

    def asked(
        self, method: str, path: str, sent: dict[str, str] | None = None, cookie: str = ""
    ) -> tuple[int, str, http.client.HTTPMessage]:
        """Ask as a browser with htmx does; return status, body and headers, or status 0."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {
            "HX-Request": "true",
            "Cookie": f"csrftoken={TOKEN}; {cookie}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode(sent | {"csrfmiddlewaretoken": TOKEN}) if sent is not None else None
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            return answer.status, answer.read().decode(), answer.headers
        except (OSError, http.client.HTTPException):
            return 0, "", http.client.HTTPMessage()
        finally:
            line.close()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return what the database holds, read past the program."""
        if self.database_url:
            with psycopg.connect(self.database_url) as server:
                return server.execute(query.encode()).fetchall()
        with contextlib.closing(sqlite3.connect(self.folder / "readout.sqlite3")) as file:
            return file.execute(query).fetchall()


def until(condition: Any, seconds: float = SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "It did not come to pass in time."
        time.sleep(0.05)


def plain(value: Any) -> Any:
    """Return a JSON column’s value, which one database gives as text."""
    return json.loads(value) if isinstance(value, str) else value
