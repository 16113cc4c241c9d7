"""Serves Readout with Granian: `python -m config.server --bind 127.0.0.1:8000`.

WEB_CONCURRENCY (processes), WEB_THREADS (threads in each) and LOG_LEVEL come from the environment,
as do the site's own settings.
"""

import argparse
import multiprocessing
import os
import socket
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

# In seconds: less than the ten that container runtimes wait before they kill.
KILL_AFTER = 8
# In bytes, for the line and the headers of a request.
MOST_OF_HEAD = 32 * 1024
# In milliseconds: whoever sends a head more slowly than this holds up a connection for nothing.
HEAD_WITHIN = 10_000


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m config.server", description="Serve Readout.")
    parser.add_argument("--bind", type=_address, default="127.0.0.1:8000", metavar="HOST:PORT")
    host, port = parser.parse_args().bind
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        # What is wrong with the settings is said once, and not by each process.
        granian = server(host, port)
    except (ImproperlyConfigured, ValueError) as error:
        sys.exit(f"Readout cannot start: {error}")
    _check_free(host, port)
    # What this makes is for its own account alone.
    os.umask(0o077)
    # A process that is started anew must not inherit the locks of this one's threads.
    multiprocessing.set_start_method("spawn")
    granian.serve()


def server(host: str, port: int, application: str = "config.wsgi:application") -> MPServer:
    """Return the server of a WSGI application at an address, not started.

    Raises ImproperlyConfigured, and ValueError for numbers and names that are none.
    """
    return MPServer(
        application,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=int(os.environ.get("WEB_CONCURRENCY", "2")),
        blocking_threads=int(os.environ.get("WEB_THREADS", "8")),
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_WITHIN, max_buffer_size=MOST_OF_HEAD),
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_AFTER,
        # Its warnings are of what is meant here, such as more threads than processors.
        log_level=LogLevels(os.environ.get("LOG_LEVEL", "error").lower()),
        log_dictconfig=settings.LOGGING,
    )


def _check_free(host: str, port: int) -> None:
    """Stop where another program serves: the system would let both, and readers meet either."""
    try:
        with socket.create_server((host, port), family=_family(host)):
            pass
    except OSError as error:
        sys.exit(f"Readout cannot serve at {host}, port {port}: {os.strerror(error.errno or 0)}.")


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not (port.isascii() and port.isdecimal()):
        raise argparse.ArgumentTypeError(f"“{text}” is not of the form 127.0.0.1:8000")
    return host.strip("[]"), int(port)


if __name__ == "__main__":
    main()
