"""The statements behind every answer, in SQL: writing them anew takes Django longer than asking.

They are the same on SQLite and on PostgreSQL.
"""

from functools import partial
from typing import Any, cast
from uuid import UUID

from django.db import connections, router
from django.utils import timezone

from quiz.models import Answer, Attempt, Paper
from quiz.sitting import Said

# In the order of the model's fields.
_OF_PAPER = ("sha256", "title", "language", "page")
_COLUMNS = ", ".join(f"paper.{name} AS its_{name}" for name in _OF_PAPER)
_OWN = f"""
    SELECT attempt.*, {_COLUMNS}
    FROM quiz_attempt AS attempt JOIN quiz_paper AS paper ON paper.id = attempt.paper_id
    WHERE attempt.public_id = %s AND attempt.reader = %s
"""  # noqa: S608
_GIVEN = "SELECT question, response, sure, mark FROM quiz_answer WHERE attempt_id = %s"
_KEEP = """
    INSERT INTO quiz_answer (attempt_id, question, response, sure, mark, given)
    VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (attempt_id, question) DO NOTHING
"""
# Each of them knows how its values are written on either database.
_ID: Any = Attempt._meta.get_field("public_id")
_RESPONSE: Any = Answer._meta.get_field("response")
_MOMENT: Any = Answer._meta.get_field("given")


def own_attempt(reader: UUID | None, public_id: UUID) -> Attempt:
    """Return a reader's own attempt with its paper; one query.

    Raises Attempt.DoesNotExist for any other.
    """
    if reader is None:
        raise Attempt.DoesNotExist
    alias = router.db_for_read(Attempt)
    as_kept = partial(_ID.get_db_prep_value, connection=connections[alias])
    found: Any = Attempt.objects.using(alias).raw(_OWN, [as_kept(public_id), as_kept(reader)])
    for attempt in found:
        known = (attempt.paper_id, *(getattr(attempt, f"its_{name}") for name in _OF_PAPER))
        attempt.paper = Paper.from_db(alias, ("id", *_OF_PAPER), known)
        return cast(Attempt, attempt)
    raise Attempt.DoesNotExist


def answers_to(attempt: Attempt) -> list[Said]:
    """Return the answers of an attempt; one query."""
    connection = connections[router.db_for_read(Answer)]
    with connection.cursor() as cursor:
        cursor.execute(_GIVEN, [attempt.pk])
        return [
            Said(question, _RESPONSE.from_db_value(response, None, connection), sure, mark)
            for question, response, sure, mark in cursor.fetchall()
        ]


def keep_first(attempt: Attempt, answer: Said) -> None:
    """Keep an answer unless its question is answered already; one query."""
    connection = connections[router.db_for_write(Answer)]
    response = _RESPONSE.get_db_prep_save(answer.response, connection)
    now = _MOMENT.get_db_prep_save(timezone.now(), connection)
    values = [attempt.pk, answer.question, response, answer.sure, answer.mark, now]
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, values)
