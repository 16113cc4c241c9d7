"""Throw-away PostgreSQL and Redis servers for the tests.

`python -m tests.support.services COMMAND…` runs a command with DATABASE_URL and CACHE_URL set to
both, and ends with its exit status. Fixtures can use `postgresql()` and `redis()` by themselves.
"""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import psycopg
from redis import Redis, RedisError

START_SECONDS = 60
STOP_SECONDS = 10


class ServiceError(Exception):
    """A server is not installed or does not start; the message says what to do."""


@contextlib.contextmanager
def postgresql(disk: Path | None = None) -> Iterator[str]:
    """Yield the URL of an empty PostgreSQL server, which ends with the block.

    Its files are below the folder `disk`, or where temporary files are. Raises
    ServiceError where PostgreSQL's server is not installed or does not start.
    """
    programs = _postgresql_programs()
    # PostgreSQL refuses to run as root.
    account: dict[str, Any] = {}
    if os.geteuid() == 0:
        account = {"user": "postgres", "group": "postgres", "extra_groups": []}
    with tempfile.TemporaryDirectory(prefix="readout-postgresql-", dir=disk) as name:
        directory = Path(name)
        # Anyone on this machine can reach the port, so a password it is.
        password = secrets.token_urlsafe()
        (directory / "password").write_text(password)
        if account:
            shutil.chown(directory, "postgres", "postgres")
            shutil.chown(directory / "password", "postgres", "postgres")
        initdb: list[str | Path] = [
            programs / "initdb",
            *("--pgdata", directory / "data", "--pwfile", directory / "password"),
            *("--username", "readout", "--no-sync"),
            *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8"),
        ]
        made = subprocess.run(initdb, cwd=directory, capture_output=True, text=True, **account)
        if made.returncode:
            raise ServiceError(f"PostgreSQL’s initdb failed:\n{made.stdout}{made.stderr}")
        port = _free_port()
        url = f"postgres://readout:{password}@127.0.0.1:{port}/postgres"
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": port,
            "unix_socket_directories": "",
            # Nothing here has to outlive a crash.
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            # It would count the rows of a test as none, since they are never committed, and have
            # queries planned for that; when it comes is rng.
            "autovacuum": "off",
        }
        server: list[str | Path] = [programs / "postgres", "-D", directory / "data"]
        for key, value in settings.items():
            server += ["-c", f"{key}={value}"]
        # SIGINT is PostgreSQL's fast stop: it does not wait for the clients to leave.
        with _server("PostgreSQL", server, directory, signal.SIGINT, account, _asker(url)):
            yield url


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """Yield the URL of an empty Redis server that keeps nothing, which ends with the block.

    Raises ServiceError where Redis is not installed or does not start.
    """
    program = shutil.which("redis-server")
    if not program:
        raise ServiceError("Redis is not installed; on Debian: apt-get install redis-server")
    with tempfile.TemporaryDirectory(prefix="readout-redis-") as name:
        port = _free_port()
        url = f"redis://127.0.0.1:{port}/0"
        server = [
            *(program, "--bind", "127.0.0.1", "--port", str(port)),
            *("--dir", name, "--save", "", "--appendonly", "no"),
        ]

        def ask() -> None:
            with Redis.from_url(url) as client:
                client.ping()

        with _server("Redis", server, Path(name), signal.SIGTERM, {}, ask):
            yield url


def _postgresql_programs() -> Path:
    # Debian keeps the server's programs out of PATH, in a folder for each version.
    kept = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(kept, key=lambda path: float(path.parts[-3]), default=None)
    found = newest or shutil.which("initdb")
    if not found:
        raise ServiceError(
            "PostgreSQL’s server is not installed; on Debian: apt-get install postgresql"
        )
    return Path(found).parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _asker(url: str) -> Callable[[], None]:
    return lambda: psycopg.connect(url, connect_timeout=5).close()


@contextlib.contextmanager
def _server(
    name: str,
    command: Sequence[str | Path],
    directory: Path,
    stop: signal.Signals,
    account: dict[str, Any],
    ask: Callable[[], None],
) -> Iterator[None]:
    """Keep a server running for the block, from when `ask` no longer raises."""
    log = directory / "log"
    with log.open("w") as output:
        # In a session of its own, Ctrl-C does not take the server from under the command.
        process = subprocess.Popen(
            command,
            cwd=directory,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            **account,
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                ask()
                break
            except (psycopg.OperationalError, RedisError):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise ServiceError(f"{name} does not start:\n{log.read_text()}") from None
                time.sleep(0.05)
        yield
    finally:
        _end(process, stop)


def _end(process: subprocess.Popen[bytes], stop: signal.Signals) -> None:
    process.send_signal(stop)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _stop_on_signal(number: int, frame: FrameType | None) -> None:
    # Once is enough: a second signal must not cut the tidying short.
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise SystemExit(128 + number)


def _run(command: Sequence[str], environment: dict[str, str]) -> int:
    process = subprocess.Popen(command, env=environment)
    try:
        status = process.wait()
    except SystemExit as stopped:
        # A terminal's Ctrl-C reached the command too, which then ends in its own way.
        if stopped.code == 128 + signal.SIGINT:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(STOP_SECONDS)
        _end(process, signal.SIGTERM)
        raise
    return status if status >= 0 else 128 - status


def main(command: Sequence[str]) -> int:
    """Run the command beside both servers and return its exit status, or 2 for no server."""
    if not command:
        print("Usage: python -m tests.support.services COMMAND…", file=sys.stderr)
        return 2
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, _stop_on_signal)
    try:
        with redis() as cache_url, postgresql() as database_url:
            urls = {"DATABASE_URL": database_url, "CACHE_URL": cache_url}
            return _run(command, {**os.environ, **urls})
    except ServiceError as error:
        print(error, file=sys.stderr)
        return 2
    except FileNotFoundError as error:
        print(f"There is no {error.filename} to run.", file=sys.stderr)
        return 127


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
