"""Requests as a browser sends them, over one connection that stays open."""

import re
import shutil
import socket
import subprocess
from statistics import median
from time import perf_counter
from urllib.parse import urlencode

TOKEN = "x" * 32
BROWSER = (
    "Accept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: en-GB,en\r\nUser-Agent: Bench\r\n"
)


class Line:
    """A connection to a server of this machine."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path: str, etag: str = "") -> bytes:
        """Return a request for a page, or for what is new since the page of a tag."""
        known = f"If-None-Match: {etag}\r\n" if etag else ""
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n{BROWSER}{known}\r\n"
        return head.encode()

    def post(self, path: str, sent: dict[str, list[str]], cookie: str) -> bytes:
        """Return what htmx sends for a form."""
        body = urlencode({**sent, "csrfmiddlewaretoken": TOKEN}, doseq=True)
        return (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n{BROWSER}"
            f"HX-Request: true\r\nCookie: csrftoken={TOKEN}; {cookie}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
            f"\r\n{body}"
        ).encode()

    def ask(self, request: bytes) -> tuple[int, dict[str, str], int]:
        """Return the status, the headers and the length of the body of an answer."""
        self.socket.sendall(request)
        read = b""
        while b"\r\n\r\n" not in read:
            read += self._more()
        head, _, body = read.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {n.lower(): v for n, _, v in (line.partition(": ") for line in lines)}
        status = int(first.split()[1])
        length = 0 if status == 304 else int(headers["content-length"])
        missing = length - len(body)
        while missing > 0:
            missing -= len(self._more())
        return status, headers, length

    def _more(self) -> bytes:
        more = self.socket.recv(1 << 18)
        if not more:
            raise ConnectionError("The server has closed the connection.")
        return more


Asked = tuple[Line, bytes]


def in_turn(requests: dict[str, list[Asked]], status: dict[str, int]) -> dict[str, float]:
    """Ask one request of each name after the other, and return each name's median in seconds.

    Whatever else the machine does then falls on all alike. Raises AssertionError where an answer
    has another status than its name should have.
    """
    took: dict[str, list[float]] = {name: [] for name in requests}
    for together in zip(*requests.values(), strict=True):
        for name, (line, request) in zip(requests, together, strict=True):
            begun = perf_counter()
            answered = line.ask(request)[0]
            took[name].append(perf_counter() - begun)
            assert answered == status[name], (name, answered)
    return {name: median(times) for name, times in took.items()}


CONNECTIONS = 8
SECONDS = 2


def per_second(port: int, path: str, header: str = "") -> float:
    """Return how often a second a page is sent to so many who ask for it all the time.

    wrk asks, since a client in Python would take longer than the server. Raises FileNotFoundError
    where it is not installed.
    """
    wrk = shutil.which("wrk")
    if wrk is None:
        raise FileNotFoundError("wrk is not installed; on Debian: apt-get install wrk")
    headers = [*BROWSER.strip().split("\r\n"), *([header] if header else [])]
    named = [word for each in headers for word in ("--header", each)]
    command = [wrk, "--threads=1", f"--connections={CONNECTIONS}", f"--duration={SECONDS}s"]
    place = f"http://127.0.0.1:{port}{path}"
    said = subprocess.run([*command, *named, place], capture_output=True, text=True, check=True)
    assert "Non-2xx or 3xx" not in said.stdout, said.stdout
    found = re.search(r"Requests/sec: +([0-9.]+)", said.stdout)
    assert found, said.stdout
    return float(found[1])
