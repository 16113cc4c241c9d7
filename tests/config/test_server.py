"""The server as a process of its own."""

import signal
import socket
import subprocess
import time
from pathlib import Path

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


def serve(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the server until it ends by itself."""
    return subprocess.run(
        [settings.BASE_DIR / "deploy" / "serve.sh"],
        check=False,
        env={**Site(folder).environment, **environment},
        capture_output=True,
        text=True,
        timeout=30,
    )


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


def test_settings_that_are_wrong_are_said_once(tmp_path):
    run = serve(tmp_path, SITE_LANGUAGE="klingon")
    assert [run.returncode, run.stderr.count("“klingon”, which is not known")] == [1, 1]


@pytest.mark.parametrize("name", ["WEB_CONCURRENCY", "WEB_THREADS", "LOG_LEVEL", "GRANIAN_PORT"])
def test_an_option_that_is_wrong_is_said_once(tmp_path, name):
    run = serve(tmp_path, **{name: "many"})
    assert [run.returncode, run.stderr.count("'many' is not")] == [2, 1]


def test_the_server_logs_as_the_site_does(tmp_path):
    site = Site(tmp_path, LOG_LEVEL="INFO")
    site.prepare()
    site.start()
    site.stop()
    assert {"_granian", "readout.request"} <= {line["logger"] for line in site.logged()}


def test_a_request_in_progress_is_answered_when_the_server_stops(tmp_path):
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
