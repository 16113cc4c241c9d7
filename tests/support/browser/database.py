"""Copies of the whole test database, which take milliseconds to put back: on SQLite alone."""

import sqlite3

from django.db import connection


class Copy:
    """The database as it is now."""

    def __init__(self) -> None:
        self._kept = sqlite3.connect(":memory:")
        _file().backup(self._kept)

    def put_back(self) -> None:
        """Make the database what it was, for all that are connected to it."""
        self._kept.backup(_file())


def _file() -> sqlite3.Connection:
    connection.ensure_connection()
    file: sqlite3.Connection = connection.connection
    return file
