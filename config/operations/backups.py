"""Copies of the whole database, made and put back while the site runs."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient
from django.db.backends.sqlite3._functions import register  # type: ignore[import-untyped]

# How often a busy database is asked for its turn, and how long between, in seconds.
TRIES = 240
PAUSE = 0.25


class BackupError(Exception):
    """A backup that could not be made or put back; the message says what to do."""


def back_up(target: Path, replace: bool) -> None:
    """Write the database as it is at one moment to a file that its owner alone can read.

    The file appears whole or not at all. A file of that name is left alone, unless `replace`.
    Raises BackupError.
    """
    if target.is_dir() or (target.exists() and not replace):
        raise BackupError(f"{target} is there already. Name another file, or add --replace.")
    with _whole_file(target, replace) as draft:
        _copier(_copy_sqlite, _dump_postgresql)(draft)


def restore(source: Path, replace: bool) -> None:
    """Put a backup in the place of the database, all of it or nothing.

    A database that holds anything is left alone, unless `replace`. Raises BackupError.
    """
    if not source.is_file():
        raise BackupError(f"There is no file {source}.")
    put_back = _copier(_restore_sqlite, _restore_postgresql)
    if not replace and connection.introspection.table_names():
        raise BackupError(
            "The database is not empty. Add --replace to put the backup in its place: "
            "what is in it now is lost."
        )
    connection.close()
    put_back(source)


def _copier(sqlite: Callable[[Path], None], postgresql: Callable[[Path], None]) -> Any:
    try:
        return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]
    except KeyError:
        raise BackupError(
            f"Databases of {connection.display_name} have programs of their own for backups."
        ) from None


@contextmanager
def _whole_file(target: Path, replace: bool) -> Iterator[Path]:
    """Give a file to write to, which takes the target’s place when all went well."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise BackupError(f"{target}: {error.strerror}") from None
    try:
        os.close(handle)
        yield Path(name)
        _keep_on_disk(Path(name))
        if replace:
            os.replace(name, target)
        else:
            # Unlike a renaming, this never takes the place of a file that came in the meantime.
            os.link(name, target)
        _keep_on_disk(target.parent)
    except OSError as error:
        raise BackupError(f"{target}: {error.strerror}. Nothing was written.") from None
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)


def _keep_on_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# SQLite: its online backup (sqlite.org/backup.html), which copies in one go and holds up no writer


def _sqlite_name() -> Path:
    return Path(connection.settings_dict["NAME"])


@contextmanager
def _opened(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    """Open a database: "rw" one that is there, "rwc" also one that is not."""
    database = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=20)
    try:
        yield database
    finally:
        database.close()


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    tries = iter(range(TRIES))

    def count(status: int, remaining: int, total: int) -> None:
        if next(tries, None) is None:
            raise BackupError("The database was busy for too long. Nothing was changed.")

    source.backup(target, progress=count, sleep=PAUSE)


def _copy_sqlite(draft: Path) -> None:
    try:
        with _opened(_sqlite_name(), "rw") as source, _opened(draft, "rw") as target:
            _copy(source, target)
            # One file, which needs no other beside it to be whole.
            target.execute("PRAGMA journal_mode = DELETE")
            _check(target, draft)
    except sqlite3.Error as error:
        raise BackupError(f"The database could not be copied: {error}.") from None


def _check(database: sqlite3.Connection, path: Path) -> None:
    # The constraints that are checked are written in Django’s functions.
    register(database)
    found = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise BackupError(f"{path} is damaged: {found}. Nothing was changed.")


def _restore_sqlite(source: Path) -> None:
    target = _sqlite_name()
    if target.exists() and target.samefile(source):
        raise BackupError(f"{source} is the database itself.")
    try:
        with _opened(source, "ro") as backup:
            _check(backup, source)
            if not backup.execute(_OURS).fetchone():
                raise BackupError(f"{source} is no backup of a site like this.")
            with _opened(target, "rwc") as database:
                _copy(backup, database)
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{source} could not be put back: {error}.") from None


_OURS = "SELECT 1 FROM sqlite_master WHERE name = 'django_migrations'"


# PostgreSQL: its own programs, as https://www.postgresql.org/docs/current/backup-dump.html says


def _dump_postgresql(draft: Path) -> None:
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={draft}")


def _restore_postgresql(source: Path) -> None:
    contents = _run("pg_restore", "--list", str(source))
    if "TABLE public django_migrations" not in contents:
        raise BackupError(f"{source} is no backup of a site like this.")
    # One session that ends before COMMIT changes nothing, whichever program fails.
    with tempfile.TemporaryFile("w+") as said, _psql(said) as psql:
        assert psql.stdin  # noqa: S101
        with suppress(BrokenPipeError):
            psql.stdin.write(_BEGIN.encode())
            _write_script(source, psql.stdin, said)
            psql.stdin.write(b"COMMIT;\n")
        with suppress(BrokenPipeError):
            psql.stdin.close()
        if psql.wait():
            said.seek(0)
            raise BackupError(f"{said.read().strip()}\nNothing was changed.")


# Readers who answer meanwhile wait. Tables that were locked one by one, as they are replaced, could
# block readers who hold others, and be blocked by them: then PostgreSQL breaks one of both off.
# All of them go, since a backup of an older version does not name the newer ones, which hang on its
# own and would be in the way of the migrations that make them. What an extension brought stays.
_BEGIN = """
SET client_min_messages = warning;
BEGIN;
DO $$
DECLARE
    tables text := (
        SELECT string_agg(oid::regclass::text, ', ') FROM pg_class
        WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
        AND pg_get_userbyid(relowner) = current_user
        AND NOT EXISTS (
            SELECT FROM pg_depend
            WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e'
        )
    );
BEGIN
    WHILE tables IS NOT NULL LOOP
        BEGIN
            EXECUTE 'LOCK TABLE ' || tables;
            EXECUTE 'DROP TABLE ' || tables || ' CASCADE';
            EXIT;
        EXCEPTION WHEN deadlock_detected THEN
            -- All that was locked is free again, and others get their turn.
        END;
    END LOOP;
END $$;
"""


def _psql(said: IO[str]) -> subprocess.Popen[bytes]:
    """Start a session that reads statements and ends at the first error, which it says."""
    return _started(
        *("psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=said,
    )


def _write_script(source: Path, target: IO[bytes], said: IO[str]) -> None:
    """Write the statements that put a backup back; raises BackupError before the last of them."""
    options = ["--clean", "--if-exists", "--no-owner", "--no-privileges", "--file=-"]
    command = ["pg_restore", *options, str(source)]
    with _started(*command, stdout=subprocess.PIPE, stderr=said) as program:
        assert program.stdout  # noqa: S101
        shutil.copyfileobj(program.stdout, target)
        if program.wait():
            said.seek(0)
            raise BackupError(f"{said.read().strip()}\nNothing was changed.")


def _run(program: str, *arguments: str) -> str:
    """Run one of PostgreSQL’s programs, and return what it says."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with _started(program, *arguments, **pipes) as done:
        said, errors = (each.decode(errors="replace") for each in done.communicate())
    if done.returncode:
        raise BackupError(f"{errors.strip()}\nNothing was changed.")
    return said


def _started(program: str, *arguments: str, **pipes: Any) -> subprocess.Popen[bytes]:
    """Start one of PostgreSQL’s programs, which finds the server in its environment."""
    environment = os.environ | _postgresql_server()
    try:
        return subprocess.Popen([program, *arguments], env=environment, **pipes)  # noqa: S603
    except FileNotFoundError:
        raise BackupError(
            f"{program} is not installed; on Debian: apt-get install postgresql-client"
        ) from None


def _postgresql_server() -> dict[str, str]:
    """Return where the server is, as PostgreSQL’s programs read it: no password on their lines."""
    settings = connection.settings_dict
    _, secrets = DatabaseClient.settings_to_cmd_args_env(settings, [])
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGDATABASE": "NAME"}
    places = {name: str(settings[key]) for name, key in named.items() if settings[key]}
    return places | (secrets or {})
