"""Backups are whole, whatever is written meanwhile, and come back whole or not at all."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import OperationalError, connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder

from config.operations import backups
from tests.support.briefing.commands import refused, run

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    return tmp_path / "readout.backup"


def names() -> list[str]:
    return sorted(User.objects.values_list("username", flat=True))


def test_a_backup_brings_back_what_was_there(backup):
    User.objects.create_user("before")
    said = run("backup", backup)
    assert said == f"Backed up to {backup}, {backup.stat().st_size:,} bytes.\n"
    User.objects.create_user("after")
    User.objects.filter(username="before").delete()
    cache.set("before", "yes")
    assert run("restore", backup, "--replace") == f"Restored {backup}.\n"
    assert [names(), cache.get("before")] == [["before"], None]
    # And on it goes.
    User.objects.create_user("later")
    assert names() == ["before", "later"]


def test_a_backup_is_for_its_owner_alone_and_nothing_lies_beside_it(backup):
    run("backup", backup)
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert list(backup.parent.iterdir()) == [backup]


def test_a_file_that_is_there_is_never_written_over_unasked(backup):
    backup.write_text("precious")
    assert refused("backup", backup) == (
        f"{backup} is there already. Name another file, or add --replace."
    )
    assert backup.read_text() == "precious"
    run("backup", backup, "--replace")
    assert backup.stat().st_size > 1000


def test_a_file_that_came_in_the_meantime_is_not_written_over(backup, monkeypatch):
    copier = backups._copier

    def meanwhile(*copiers: Callable[[Path], None]) -> Callable[[Path], None]:
        backup.write_text("precious")
        chosen: Callable[[Path], None] = copier(*copiers)
        return chosen

    monkeypatch.setattr(backups, "_copier", meanwhile)
    assert refused("backup", backup) == f"{backup}: File exists. Nothing was written."
    assert [backup.read_text(), list(backup.parent.iterdir())] == ["precious", [backup]]


def test_a_folder_that_is_not_there_is_said(tmp_path):
    file = tmp_path / "nowhere" / "backup"
    assert refused("backup", file) == f"{file}: No such file or directory"
    assert refused("restore", file) == f"There is no file {file}."
    assert "is there already" in refused("backup", tmp_path, "--replace")


def test_a_disk_that_is_full_leaves_nothing_behind(backup, monkeypatch):
    def full(handle: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    assert refused("backup", backup) == (f"{backup}: No space left on device. Nothing was written.")
    assert list(backup.parent.iterdir()) == []


def test_a_database_that_holds_something_is_not_replaced_unasked(backup):
    run("backup", backup)
    User.objects.create_user("after")
    assert refused("restore", backup) == (
        "The database is not empty. Add --replace to put the backup in its place: "
        "what is in it now is lost."
    )
    assert names() == ["after"]


def damaged(content: bytes) -> bytes:
    """Overwrite all of a file but its first page: what lies behind may be free, and not missed."""
    return content[:4096] + b"\xff" * (len(content) - 4096)


@pytest.mark.parametrize("spoil", [damaged, lambda c: b"", lambda c: b"x" * 9000])
def test_a_file_that_is_no_whole_backup_changes_nothing(backup, spoil):
    run("backup", backup)
    backup.write_bytes(spoil(backup.read_bytes()))
    User.objects.create_user("after")
    refused("restore", backup, "--replace")
    assert names() == ["after"]


def test_a_backup_of_an_older_version_is_told_to_be_brought_up(backup):
    newest = MigrationRecorder.Migration.objects.filter(app="quiz").order_by("-pk")[0]
    newest.delete()
    run("backup", backup)
    newest.save(force_insert=True)
    assert run("restore", backup, "--replace") == (
        f"Restored {backup}.\n"
        "The database is of an older version of the program: run manage.py setup.\n"
    )
    MigrationRecorder(connection).record_applied(newest.app, newest.name)


@pytest.mark.thorough
def test_a_backup_of_an_older_version_takes_the_place_of_a_newer_one(backup):
    User.objects.create_user("before")
    # What the tables of the desk’s log refer to is older than they are.
    run("migrate", "admin", "zero")
    try:
        run("backup", backup)
        run("migrate", "admin")
        User.objects.create_user("after")
        assert "older version" in run("restore", backup, "--replace")
        assert "django_admin_log" not in connection.introspection.table_names()
    finally:
        run("migrate", "admin")
    assert names() == ["before"]
    assert LogEntry.objects.count() == 0


class Writer(Thread):
    """Adds two people at a time, in one transaction, until it is stopped."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self.done, self.stopped = 0, Event()

    def run(self) -> None:
        try:
            while not self.stopped.is_set():
                # On a busy machine it may wait longer for its turn than SQLite lets it.
                with suppress(OperationalError):
                    self.write()
                    self.done += 1
        finally:
            connections.close_all()

    @transaction.atomic
    def write(self) -> None:
        for half in ("left", "right"):
            User.objects.create(username=f"{self.name}-{self.done}-{half}")


@pytest.mark.thorough
def test_a_backup_under_load_is_of_one_moment(backup):
    writers = [Writer(name) for name in ("a", "b", "c")]
    for writer in writers:
        writer.start()
    try:
        while min(writer.done for writer in writers) < 20:
            writers[0].stopped.wait(0.01)
        before = [writer.done for writer in writers]
        run("backup", backup)
        after = [writer.done + 1 for writer in writers]
    finally:
        for writer in writers:
            writer.stopped.set()
        for writer in writers:
            writer.join(30)
    run("restore", backup, "--replace")
    kept = set(names())
    counts = [len([name for name in kept if name.startswith(f"{w.name}-")]) for w in writers]
    assert [count % 2 for count in counts] == [0, 0, 0]
    pairs = [count // 2 for count in counts]
    for low, pair, high in zip(before, pairs, after, strict=True):
        assert low <= pair <= high
    # No writer’s later pair is there without its earlier ones.
    assert kept == {
        f"{writer.name}-{number}-{half}"
        for writer, count in zip(writers, pairs, strict=True)
        for number in range(count)
        for half in ("left", "right")
    }


@pytest.mark.sqlite
def test_another_sites_file_and_the_database_itself_are_refused(backup):
    with sqlite3.connect(backup) as other:
        other.execute("CREATE TABLE cats (name)")
    other.close()
    assert refused("restore", backup, "--replace") == (
        f"{backup} is no backup of a site like this."
    )
    own = connection.settings_dict["NAME"]
    assert refused("restore", own, "--replace") == f"{own} is the database itself."


@pytest.mark.sqlite
def test_a_database_that_is_busy_too_long_is_left_as_it_is(backup, monkeypatch):
    run("backup", backup)
    User.objects.create_user("after")
    monkeypatch.setattr(backups, "TRIES", 2)
    monkeypatch.setattr(backups, "PAUSE", 0.01)
    opened = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: opened(*a, **(k | {"timeout": 0})))
    other = opened(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert refused("restore", backup, "--replace") == (
        "The database was busy for too long. Nothing was changed."
    )
    other.execute("ROLLBACK")
    other.close()
    assert names() == ["after"]


@pytest.mark.sqlite
def test_a_restored_database_is_for_its_owner_alone_and_lets_readers_go_on(
    backup, tmp_path, monkeypatch
):
    run("backup", backup)
    fresh = tmp_path / "fresh.sqlite3"
    monkeypatch.setitem(connection.settings_dict, "NAME", str(fresh))
    connection.close()
    try:
        assert run("restore", backup) == f"Restored {backup}.\n"
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    finally:
        connection.close()
    assert stat.S_IMODE(fresh.stat().st_mode) == 0o600


@pytest.mark.sqlite
def test_a_program_that_is_not_installed_is_named(backup, monkeypatch):
    monkeypatch.setattr(connection, "vendor", "postgresql")
    monkeypatch.setenv("PATH", str(backup.parent))
    assert shutil.which("pg_dump") is None
    assert refused("backup", backup) == (
        "pg_dump is not installed; on Debian: apt-get install postgresql-client"
    )
    assert list(backup.parent.iterdir()) == []
