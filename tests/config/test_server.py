"""The server as a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest
from django.conf import settings

from tests.support.faults.server import Site

pytestmark = pytest.mark.faults


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("served"))
    site.prepare()
    site.start()
    yield site
    site.stop()


def answer_to(site, sent: bytes) -> bytes:
    """Return the first line that a server answers with."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as line:
        line.sendall(sent)
        return line.recv(200).partition(b"\r\n")[0]


def ended(*words: str, **environment: str) -> tuple[int, str]:
    """Return the code and the last line with which the server ends."""
    run = subprocess.run(
        [sys.executable, "-m", "config.server", *words],
        check=False,
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=30,
    )
    return run.returncode, run.stderr.strip().splitlines()[-1]


def test_a_head_that_is_too_long_is_refused(site):
    long = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + b"a" * 40_000
    assert answer_to(site, long) == b"HTTP/1.1 431 Request Header Fields Too Large"


@pytest.mark.parametrize("nonsense", [b"GET\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\r\n"])
def test_what_is_no_request_is_refused(site, nonsense):
    assert answer_to(site, nonsense + b"\r\n\r\n") == b"HTTP/1.1 400 Bad Request"


def test_a_head_has_no_answer_without_its_body(site):
    status, body, headers = site.asked("HEAD", "/")
    assert [status, body, int(headers["Content-Length"]) > 1000] == [200, "", True]


def test_what_the_server_makes_is_for_its_own_account_alone(site):
    assert site.asked("GET", "/")[0] == 200
    made = [path for path in (site.folder / "cache").iterdir() if path.is_file()]
    assert {path.stat().st_mode & 0o077 for path in made} == {0}


def test_an_address_in_use_is_said(site, tmp_path):
    said = f"Readout cannot serve at 127.0.0.1, port {site.port}: Address already in use."
    assert ended("--bind", f"127.0.0.1:{site.port}", DATA_DIR=str(tmp_path)) == (1, said)


def test_settings_that_are_wrong_are_said_once(tmp_path):
    code, said = ended(DATA_DIR=str(tmp_path), SITE_LANGUAGE="klingon")
    assert [code, said.startswith("Readout cannot start: ")] == [1, True]


def test_whoever_is_being_answered_is_answered_when_the_server_stops(tmp_path):
    site = Site(tmp_path)
    site.prepare()
    site.start()
    assert site.server
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        time.sleep(0.01)
        site.server.send_signal(signal.SIGTERM)
        assert line.recv(15) == b"HTTP/1.1 200 OK"
    assert site.server.wait(30) == 0
