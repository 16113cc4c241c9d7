"""While the database is away readers read on, and whoever writes is told to try again."""

import errno
import sqlite3
import time
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.core.cache import cache
from django.db import DataError, InterfaceError, InternalError, OperationalError, connection
from django.db.utils import ProgrammingError
from django.test import Client
from django.urls import reverse

from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import publish, unpublish
from briefing.models import Edition
from briefing.serving import pages
from briefing.serving.cache import LIVE_FOR, TRY_AFTER
from config.operations.outage import is_outage
from quiz.models import Attempt


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def of_sqlite(name: str) -> Exception:
    cause = sqlite3.OperationalError("words")
    cause.sqlite_errorcode = getattr(sqlite3, name)
    return caused(OperationalError("words"), cause)


@pytest.mark.parametrize(
    "name",
    [
        *("SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_LOCKED", "SQLITE_FULL"),
        *("SQLITE_READONLY", "SQLITE_READONLY_DBMOVED", "SQLITE_IOERR_WRITE", "SQLITE_CANTOPEN"),
    ],
)
def test_what_sqlite_says_of_its_file_is_an_outage(name):
    assert is_outage(of_sqlite(name))


@pytest.mark.parametrize("name", ["SQLITE_ERROR", "SQLITE_CORRUPT", "SQLITE_TOOBIG"])
def test_what_sqlite_says_of_a_statement_is_a_fault_of_ours(name):
    assert not is_outage(of_sqlite(name))


@pytest.mark.parametrize(
    "error",
    [
        caused(OperationalError(), psycopg.errors.AdminShutdown()),
        caused(OperationalError(), psycopg.errors.DiskFull()),
        caused(OperationalError(), psycopg.OperationalError("connection refused")),
        caused(InterfaceError(), psycopg.InterfaceError("the connection is closed")),
        caused(InternalError(), psycopg.errors.ReadOnlySqlTransaction()),
        *(OSError(number, "") for number in (errno.ENOSPC, errno.EDQUOT, errno.EROFS)),
    ],
    ids=repr,
)
def test_a_server_that_is_gone_full_or_read_only_is_an_outage(error):
    assert is_outage(error)


@pytest.mark.parametrize(
    "error",
    [
        None,
        ValueError(),
        OSError(errno.ENOENT, ""),
        caused(ProgrammingError(), psycopg.errors.UndefinedTable()),
        caused(InternalError(), psycopg.errors.InFailedSqlTransaction()),
        DataError(),
    ],
    ids=repr,
)
def test_anything_else_is_a_fault_of_ours(error):
    assert not is_outage(error)


@pytest.fixture
def sky(db: None, small: Any) -> Edition:
    return publish(replace_draft(BriefDocument.model_validate(small())).pk)[0]


@pytest.fixture
def reader(client: Client) -> Client:
    """A browser that is shown what a server answers, and not the error behind it."""
    client.raise_request_exception = False
    return client


class Gone:
    """Stand between the program and its database as a server that is gone."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, *call: Any) -> Any:
        self.asked += 1
        raise OperationalError("The server is gone.")


@pytest.fixture
def gone(sky: Edition) -> Iterator[Gone]:
    """The database, gone after the brief and the front page were read once."""
    client = Client()
    for address in ("/", "/briefs/sky/"):
        client.get(address)
    away = Gone()
    with connection.execute_wrapper(away):
        yield away


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + seconds)


# Files and memory go by the clock of the program, and Redis goes by its own.
by_our_clock = pytest.mark.sqlite


@pytest.mark.parametrize("address", ["/", "/briefs/sky/"])
@by_our_clock
def test_readers_read_on_while_the_database_is_away(gone, reader, monkeypatch, address):
    assert [reader.get(address).status_code, gone.asked] == [200, 0]
    later(monkeypatch, LIVE_FOR + 1)
    answers = [reader.get(address) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert ["The sky" in answer.text for answer in answers] == [True, True, True]
    # Only one of them waited for the database.
    assert gone.asked == 1
    later(monkeypatch, TRY_AFTER + 1)
    assert [reader.get(address).status_code, gone.asked] == [200, 2]


def test_an_edition_is_read_on_at_its_own_address(sky, reader):
    reader.get("/briefs/sky/")
    address = sky.get_absolute_url()
    read = reader.get(address)
    with connection.execute_wrapper(Gone()):
        shown = reader.get(address)
        assert [shown.status_code, shown.content] == [200, read.content]
        assert reader.get(f"{address}evidence/").status_code == 503


def test_an_edition_that_was_taken_back_is_not_shown_on(
    sky, reader, django_capture_on_commit_callbacks
):
    for address in (sky.get_absolute_url(), "/briefs/sky/"):
        reader.get(address)
    with django_capture_on_commit_callbacks(execute=True):
        unpublish(sky.brief_id)
    with connection.execute_wrapper(Gone()):
        assert reader.get(sky.get_absolute_url()).status_code == 503


@by_our_clock
def test_what_is_published_after_an_outage_is_seen_as_soon_as_ever(
    sky, reader, monkeypatch, django_capture_on_commit_callbacks
):
    for address in ("/", "/briefs/sky/"):
        reader.get(address)
    later(monkeypatch, LIVE_FOR + 1)
    with connection.execute_wrapper(Gone()):
        reader.get("/briefs/sky/")
    with django_capture_on_commit_callbacks(execute=True):
        unpublish(sky.brief_id)
    assert reader.get("/briefs/sky/").status_code == 410
    later(monkeypatch, LIVE_FOR + 1)
    with connection.execute_wrapper(Gone()):
        assert [reader.get(address).status_code for address in ("/", "/briefs/sky/")] == [503, 503]


@pytest.mark.parametrize("address", ["/", "/briefs/sky/", "/quiz/papers/1/", "/feed.xml"])
def test_a_page_that_nobody_read_before_is_away_for_a_moment(gone, reader, caplog, address):
    cache.clear()
    answer = reader.get(address)
    assert [answer.status_code, answer["Retry-After"]] == [503, "30"]
    assert answer["Cache-Control"] == "no-store"
    assert "<h1>The site is away for a moment</h1>" in answer.text
    assert "server is gone" not in answer.text
    assert "The server is gone." in caplog.text


def begun(reader: Client, edition: Edition) -> str:
    sent = {"themes": ["actors"], "length": "all"}
    reader.post(reverse("quiz:attempts", args=[edition.paper_id]), sent)
    return reverse("quiz:question", args=[Attempt.objects.get().public_id, 1])


def test_an_answer_that_cannot_be_kept_is_told_and_can_be_sent_again(sky, reader):
    question = begun(reader, sky)
    with connection.execute_wrapper(Gone()):
        refused = reader.post(question, {"choice": "0"})
    assert [refused.status_code, refused["Retry-After"]] == [503, "30"]
    assert reader.post(question, {"choice": "0"}).status_code == 302
    assert Attempt.objects.get().answers.count() == 1


def test_a_fault_of_the_program_is_still_told_as_one(sky, reader, monkeypatch):
    monkeypatch.setattr(pages, "live_page", lambda slug: 1 / 0)
    answer = reader.get("/briefs/sky/")
    assert [answer.status_code, "Retry-After" in answer] == [500, False]


def test_a_session_that_cannot_be_saved_is_an_outage_too(sky, admin_user, reader, monkeypatch):
    """Sessions are saved after the view is done, where no view and no hook hears of its errors."""
    reader.force_login(admin_user)
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", Gone())
    begin = reverse("admin:briefing_brief_preview_attempts", args=[sky.brief_id])
    answer = reader.post(begin, {"themes": ["actors"], "length": "all"})
    assert [answer.status_code, answer["Retry-After"]] == [503, "30"]


# A true SQLite, in the states that a disk can bring it to


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("pragma", ["query_only = ON", "max_page_count = 1"])
def test_on_a_full_or_read_only_disk_readers_read_and_writers_are_told(sky, reader, pragma):
    question = begun(reader, sky)
    with connection.cursor() as cursor:
        # What was deleted leaves room in the file.
        cursor.execute("VACUUM")
        cursor.execute(f"PRAGMA {pragma}")
    try:
        assert reader.get("/briefs/sky/").status_code == 200
        sent = {"themes": ["actors"], "length": "all"}
        begin = reverse("quiz:attempts", args=[sky.paper_id])
        # A full disk still has the room that is left in the file.
        answers = (reader.post(begin, sent).status_code for _ in range(200))
        assert next(status for status in answers if status != 302) == 503
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = OFF")
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert reader.post(question, {"choice": "0"}).status_code == 302


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_while_another_holds_the_lock_readers_read_and_writers_are_told(sky, reader):
    question = begun(reader, sky)
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    other.execute("BEGIN IMMEDIATE")
    assert reader.get(question).status_code == 200
    assert reader.post(question, {"choice": "0"}).status_code == 503
    other.execute("ROLLBACK")
    other.close()
    assert reader.post(question, {"choice": "0"}).status_code == 302
    connection.close()
