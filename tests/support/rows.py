"""Rows that are made once in a process and written again for each test that begins with them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

Rows = Mapping[type[Model], list[tuple[Any, ...]]]


def rows_of(*acts: Callable[[], object]) -> list[Rows]:
    """Return all rows as they are after each of these acts, none of which is kept."""
    with transaction.atomic():
        found: list[Rows] = []
        for act in acts:
            act()
            found.append({model: _rows(model) for model in _models()})
        transaction.set_rollback(True)
    return found


def write(rows: Rows, there: Rows | None = None) -> None:
    """Write rows into empty tables, or into tables that hold just the rows `there`."""
    # The database looks at what refers to what when the transaction ends.
    with transaction.atomic(), connection.cursor() as cursor:
        for model, wanted in rows.items():
            table, before = model._meta.db_table, there[model] if there else []
            for row in set(before) - set(wanted):
                cursor.execute(f"DELETE FROM {table} WHERE {_key(model)} = %s", row[:1])
            if new := [row for row in wanted if row not in before]:
                places = ", ".join(["%s"] * len(new[0]))
                cursor.executemany(f"INSERT INTO {table} VALUES ({places})", new)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(rows)):
            cursor.execute(statement)


def _models() -> list[type[Model]]:
    of_apps = (apps.get_app_config(label) for label in ("quiz", "briefing"))
    return [model for app in of_apps for model in app.get_models(include_auto_created=True)]


def _rows(model: type[Model]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY {_key(model)}")
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _key(model: type[Model]) -> str:
    """Return the column of the primary key, which is the first of its table."""
    return str(model._meta.pk.column)
