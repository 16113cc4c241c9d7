"""A copy of the database is read from, and never shows anyone less than they just wrote."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from briefing.models import Edition
from config.operations.backups import back_up
from config.operations.replica import REPLICA
from quiz.models import Attempt
from tests.config.test_settings import shown
from tests.support.briefing.page_requests import republished

pytestmark = [pytest.mark.sqlite, pytest.mark.thorough, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def replica(
    edition: Edition, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A replica that stays as the database is now: the bundled brief, as its first edition."""
    path = tmp_path / "replica"
    back_up(path, replace=False)
    connections.settings[REPLICA] = {**connections.settings["default"], "NAME": str(path)}
    copy = connections[REPLICA]
    # Django’s tests know the databases that are there when they begin, and guard against others.
    open_copy = lambda: None if copy.connection else copy.connect()  # noqa: E731
    monkeypatch.setattr(copy, "ensure_connection", open_copy)
    settings.DATABASE_ROUTERS = ["config.operations.replica.ReplicaRouter"]
    yield path
    copy.close()
    del connections[REPLICA], connections.settings[REPLICA]


def start_page(edition: Edition) -> str:
    return reverse("quiz:paper", args=[edition.paper_id])


def asked_of(client: Client, address: str) -> tuple[int, list[int]]:
    """Return the status, and how many queries the database and the replica were asked."""
    with (
        CaptureQueriesContext(connection) as own,
        CaptureQueriesContext(connections[REPLICA]) as copy,
    ):
        status = client.get(address).status_code
    return status, [len(own), len(copy)]


def test_a_visitor_without_a_cookie_is_served_from_the_replica(replica, edition):
    for address in (start_page(edition), "/feed.xml"):
        assert asked_of(Client(), address) == (200, [0, 1])
    # The edition, and its pictures.
    assert asked_of(Client(), edition.get_absolute_url()) == (200, [0, 2])


def test_whoever_has_a_cookie_is_served_from_the_database(replica, edition, editor_client):
    reader = Client()
    reader.cookies["reader"] = "anything"
    for client in (reader, editor_client):
        status, asked = asked_of(client, "/feed.xml")
        assert [status, asked[1]] == [200, 0]


def test_a_reader_finds_what_they_just_wrote(replica, edition):
    reader = Client()
    begin = reverse("quiz:attempts", args=[edition.paper_id])
    question = reader.post(begin, {"themes": ["actors"], "length": "all"})["Location"]
    assert reader.get(question).status_code == 200
    attempt = Attempt.objects.using("default").get()
    assert reader.get(reverse("quiz:attempt", args=[attempt.public_id])).status_code == 302
    assert Attempt.objects.using(REPLICA).count() == 0


def test_what_the_replica_lacks_is_looked_for_in_the_database(replica, edition):
    second = republished(edition)
    assert Edition.objects.using(REPLICA).count() == 1
    for address in (second.get_absolute_url(), start_page(second)):
        status, asked = asked_of(Client(), address)
        assert [status, asked[0] > 0] == [200, True]


def test_a_replica_that_lags_spoils_no_cache(replica, edition):
    republished(edition)
    cache.clear()
    for address in ("/", "/briefs/russia-and-the-taliban/"):
        assert asked_of(Client(), address)[0] == 200
    assert "Reworded." in Client().get("/briefs/russia-and-the-taliban/").text


def test_while_the_replica_is_gone_the_database_serves(replica, edition):
    with closing(sqlite3.connect(replica)) as file:
        file.execute("DROP TABLE quiz_paper")
    client = Client(raise_request_exception=False)
    assert client.get(start_page(edition)).status_code == 200


def test_the_environment_names_the_replica(tmp_path):
    names = ["settings.DATABASES['replica']['HOST']", "settings.DATABASES['replica']['OPTIONS']"]
    names += ["settings.DATABASES['replica']['CONN_HEALTH_CHECKS']", "settings.DATABASE_ROUTERS"]
    urls = {
        "DATABASE_URL": "postgres://me:secret@db.example/readout",
        "DATABASE_REPLICA_URL": "postgres://me:secret@copy.example/readout",
    }
    found = shown(names, DATA_DIR=tmp_path, **urls)
    assert list(found.values()) == [
        *("copy.example", {"connect_timeout": 5, "tcp_user_timeout": 20_000}),
        *(True, ["config.operations.replica.ReplicaRouter"]),
    ]
