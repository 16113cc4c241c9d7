"""nginx in front of sites, with the very file that is copied to a server."""

import contextlib
import copy
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar, Self

from django.conf import settings

from tests.support.faults.htmx_client import Door
from tests.support.faults.server import SECONDS, Site, free_port, until

NAME = "readout.example"
ADDRESS = f"https://{NAME}"
SHIPPED = Path(settings.BASE_DIR, "deploy", "nginx.conf")


class Front(Door):
    """The public address of sites, asked from an address of this machine."""

    # As a browser does, which is asked for it where a form came by HTTPS.
    headers: ClassVar[dict[str, str]] = {"Origin": ADDRESS}

    def __init__(self, folder: Path, sites: Sequence[Site]) -> None:
        self.folder, self.address = folder, "127.0.0.1"
        self.plain_port, self.port = free_port(), free_port()
        _make_certificate(folder)
        self.configuration = folder / "nginx.conf"
        self.configuration.write_text(self._whole([site.port for site in sites]))
        self.context = ssl.create_default_context(cafile=str(folder / "fullchain.pem"))

    def seen_from(self, address: str) -> Self:
        """Return this door as somebody finds it who comes from another address."""
        other = copy.copy(self)
        other.address = address
        return other

    def connection(self) -> http.client.HTTPConnection:
        bare = socket.create_connection(("127.0.0.1", self.port), 30, (self.address, 0))
        line = http.client.HTTPSConnection(NAME)
        line.sock = self.context.wrap_socket(bare, server_hostname=NAME)
        return line

    def command(self, *more: str) -> list[str]:
        program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
        assert program, "nginx is not installed; on Debian: apt-get install nginx-light"
        return [program, "-e", "stderr", "-c", str(self.configuration), *more]

    def _whole(self, ports: Sequence[int]) -> str:
        """Return the shipped file with a test’s ports and paths, in what nginx needs around it."""
        text = SHIPPED.read_text()
        # Not every machine that tests has IPv6.
        text = re.sub(r"^ +listen \[::\]:.*\n", "", text, flags=re.MULTILINE)
        for shipped, here in {
            "server 127.0.0.1:8000;": " ".join(f"server 127.0.0.1:{port};" for port in ports),
            "listen 80;": f"listen 127.0.0.1:{self.plain_port};",
            "listen 443 ssl;": f"listen 127.0.0.1:{self.port} ssl;",
            f"/etc/letsencrypt/live/{NAME}/": f"{self.folder}/",
        }.items():
            assert shipped in text
            text = text.replace(shipped, here)
        kept = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        paths = "".join(f"{name}_temp_path {self.folder}/{name};\n" for name in kept)
        # The workers of root would be another account, to which the folder is closed.
        user = "user root;\n" if os.geteuid() == 0 else ""
        main = f"daemon off;\npid {self.folder}/nginx.pid;\nevents {{}}\n"
        return f"{user}{main}http {{\n{paths}{text}}}\n"


def _make_certificate(folder: Path) -> None:
    command = [
        *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
        *("-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"),
        *("-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")),
    ]
    subprocess.run(command, check=True, capture_output=True)


@contextlib.contextmanager
def front(folder: Path, sites: Sequence[Site]) -> Iterator[Front]:
    """Keep nginx running before the sites for the block."""
    door = Front(folder, sites)
    with Path(folder, "errors").open("w") as errors:
        process = subprocess.Popen(door.command(), stderr=errors)
    try:
        until(lambda: door.asked("GET", "/healthz")[0] == 200)
        yield door
    finally:
        process.terminate()
        process.wait(SECONDS)
