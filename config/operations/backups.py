"""Copies of the whole database, made and put back while the site runs."""

import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

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
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "backup.sql")
        options = ["--clean", "--if-exists", "--no-owner", "--no-privileges"]
        _run("pg_restore", *options, f"--file={script}", str(source))
        if "TABLE public django_migrations" not in _run("pg_restore", "--list", str(source)):
            raise BackupError(f"{source} is no backup of a site like this.")
        # pg_restore cannot remove the newer tables that a backup of an older version does not
        # name, which refer to those it replaces; psql does both in one transaction.
        once = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction"]
        _run("psql", *once, f"--command={_DROP_TABLES}", f"--file={script}")


# Drops every table of this account but those of extensions. Readers who answer meanwhile wait for
# the locks; where they and this wait for each other, this gives way and tries again.
_DROP_TABLES = """
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
        END;
    END LOOP;
END $$;
"""


def _run(program: str, *arguments: str) -> str:
    """Run one of PostgreSQL’s programs, and return what it says.

    It finds the server in its environment: a password on a command line is for all to read.
    """
    environment = os.environ | _postgresql_server()
    command = [program, *arguments]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise BackupError(
            f"{program} is not installed; on Debian: apt-get install postgresql-client"
        ) from None
    if done.returncode:
        raise BackupError(f"{done.stderr.decode(errors='replace').strip()}\nNothing was changed.")
    return done.stdout.decode(errors="replace")


def _postgresql_server() -> dict[str, str]:
    """Return where the server is, as PostgreSQL’s programs read it."""
    settings = connection.settings_dict
    _, secrets = DatabaseClient.settings_to_cmd_args_env(settings, [])
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGDATABASE": "NAME"}
    places = {name: str(settings[key]) for name, key in named.items() if settings[key]}
    return places | (secrets or {})
