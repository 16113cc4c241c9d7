"""Servers for measurements, each a process of its own as `deploy/serve.sh` starts it."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60


@dataclass(frozen=True)
class Installation:
    """A database with its data folder, for which a server can be started."""

    folder: Path
    urls: dict[str, str]
    port: int = field(default_factory=lambda: free_port())  # noqa: PLW0108

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "GRANIAN_PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
            "DATA_DIR": str(self.folder),
            # Pages name the address at which they are found.
            "SITE_URL": f"http://127.0.0.1:{self.port}",
            **self.urls,
        }

    def prepare(self, attempts: int) -> dict[str, Any]:
        """Fill the database; return what tests.benchmarks.prepare prints."""
        command = [sys.executable, "-m", "tests.benchmarks.prepare", str(attempts)]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, check=True
        )
        facts: dict[str, Any] = json.loads(done.stdout)
        return facts

    @contextlib.contextmanager
    def serving(self, processes: int = 1) -> Iterator["Serving"]:
        server = subprocess.Popen(
            [ROOT / "deploy" / "serve.sh", "tests.benchmarks.application:application"],
            cwd=ROOT,
            env={**self.environment, "WEB_CONCURRENCY": str(processes)},
            start_new_session=True,
        )
        try:
            until_it_answers(self.port)
            yield Serving(self.port, server.pid)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(SECONDS)


@dataclass(frozen=True)
class Serving:
    port: int
    pid: int

    @property
    def workers(self) -> list[int]:
        """The processes that answer: all but the first, which watches over them."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(child) for child in children.split()]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until_it_answers(port: int) -> None:
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as line:
                line.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                if line.recv(15) == b"HTTP/1.1 200 OK":
                    return
        except OSError:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.005)
