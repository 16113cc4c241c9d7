"""The statements behind every answer, in SQL: writing them anew takes Django longer than asking.

They are the same on SQLite and on PostgreSQL.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connections, router
from django.utils import timezone

from quiz.attempts.state import GivenAnswer
from quiz.models import Answer, Attempt, Paper

# Each table's columns in the order of its model's fields; the others are read only if need be.
_OF_ATTEMPT = ("id", "paper_id", "mode", "draw", "started", "deadline", "finished", "score")
_OF_PAPER = ("id", "sha256", "title", "language", "page_key")
_COLUMNS = ", ".join(
    [f"attempt.{name}" for name in _OF_ATTEMPT] + [f"paper.{name}" for name in _OF_PAPER]
)
_OWN = f"""
    SELECT {_COLUMNS}
    FROM quiz_attempt AS attempt JOIN quiz_paper AS paper ON paper.id = attempt.paper_id
    WHERE attempt.public_id = %s AND attempt.reader = %s
"""  # noqa: S608
_GIVEN = "SELECT question, response, sure, mark FROM quiz_answer WHERE attempt_id = %s"
# An end that comes at the same moment is waited for where others may write meanwhile.
_KEEP = """
    INSERT INTO quiz_answer (attempt_id, question, response, sure, mark, given)
    SELECT id, %s, %s, %s, %s, %s FROM quiz_attempt WHERE id = %s AND finished IS NULL {lock}
    ON CONFLICT (attempt_id, question) DO NOTHING
"""
# Each of them knows how its values are written on either database.
_ID: Any = Attempt._meta.get_field("public_id")
_JSON: Any = Answer._meta.get_field("response")
_MOMENT: Any = Answer._meta.get_field("given")


def own_attempt(reader: UUID | None, public_id: UUID) -> Attempt:
    """Return a reader's own attempt with its paper; one query.

    Raises Attempt.DoesNotExist for any other.
    """
    if reader is None:
        raise Attempt.DoesNotExist
    connection = connections[router.db_for_read(Attempt)]
    asked = [_ID.get_db_prep_value(each, connection) for each in (public_id, reader)]
    with connection.cursor() as cursor:
        cursor.execute(_OWN, asked)
        found = cursor.fetchone()
    if found is None:
        raise Attempt.DoesNotExist
    number, paper_id, mode, draw, *moments, score = found[: len(_OF_ATTEMPT)]
    names = ("id", "public_id", "paper_id", "reader", *_OF_ATTEMPT[2:])
    draw = _JSON.from_db_value(draw, None, connection)
    values = (number, public_id, paper_id, reader, mode, draw, *map(_moment, moments), score)
    attempt = Attempt.from_db(connection.alias, names, values)
    attempt.paper = Paper.from_db(connection.alias, _OF_PAPER, found[len(_OF_ATTEMPT) :])
    return attempt


def _moment(kept: datetime | None) -> datetime | None:
    """Return a moment with its time zone, which SQLite does not keep."""
    return kept.replace(tzinfo=UTC) if kept and kept.tzinfo is None else kept


def answers_to(attempt: Attempt) -> list[GivenAnswer]:
    """Return the answers of an attempt; one query."""
    connection = connections[router.db_for_read(Answer)]
    with connection.cursor() as cursor:
        cursor.execute(_GIVEN, [attempt.pk])
        return [
            GivenAnswer(question, _JSON.from_db_value(response, None, connection), sure, mark)
            for question, response, sure, mark in cursor.fetchall()
        ]


def keep_first(attempt: Attempt, answer: GivenAnswer) -> bool:
    """Keep an answer and return whether it is kept; one query.

    It is not where its question is answered already, or the attempt is finished or not there.
    """
    connection = connections[router.db_for_write(Answer)]
    response = _JSON.get_db_prep_save(answer.response, connection)
    now = _MOMENT.get_db_prep_save(timezone.now(), connection)
    lock = "FOR NO KEY UPDATE" if connection.features.has_select_for_no_key_update else ""
    values = [answer.question, response, answer.sure, answer.mark, now, attempt.pk]
    with connection.cursor() as cursor:
        cursor.execute(_KEEP.format(lock=lock), values)
        return bool(cursor.rowcount)
