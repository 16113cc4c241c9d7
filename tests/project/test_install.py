"""A fresh copy of the project is set up and serves by the README's one command."""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.install
SECONDS = 180


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def copy_of_the_project(folder):
    """Copy what git knows or would know of the project, and nothing that was made here."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.check_output(listed, cwd=settings.BASE_DIR, text=True).split("\0")
    for name in filter(None, names):
        source = Path(settings.BASE_DIR, name)
        if source.is_file():
            Path(folder, name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, Path(folder, name))


def fetched(url, server):
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        try:
            return urllib.request.urlopen(url).read().decode()
        except OSError:
            assert server.poll() is None, server.communicate()
            time.sleep(0.2)
    raise AssertionError(f"nothing serves at {url} after {SECONDS} seconds")


def said_of_jobs(port, server):
    """Return what the site says of its jobs once they have run."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        said = fetched(f"http://127.0.0.1:{port}/readyz", server)
        if "do not run" not in said:
            return said
        time.sleep(0.2)
    raise AssertionError(said)


def test_make_run_serves_the_bundled_brief_and_prints_the_first_login_once(tmp_path):
    copy_of_the_project(tmp_path)
    port = free_port()
    own = ("DATA_DIR", "SECRET_KEY", "DATABASE_URL", "CACHE_URL", "DJANGO_SETTINGS_MODULE")
    environment = {name: value for name, value in os.environ.items() if name not in own}
    command = ["make", "run", f"PORT={port}"]
    said = []
    for _ in range(2):
        server = subprocess.Popen(
            command,
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        page = fetched(f"http://127.0.0.1:{port}/briefs/russia-and-the-taliban/", server)
        jobs = said_of_jobs(port, server)
        # Both the server and the jobs end, or reading what they say would go on.
        os.killpg(server.pid, signal.SIGINT)
        said.append(server.communicate(timeout=30)[0])
        assert "<h1>Russia and the Taliban" in page
        assert "The jobs last ran: 20" in jobs
    assert ["The editor’s login" in words for words in said] == [True, False]
