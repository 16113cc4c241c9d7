"""Two addresses for machines: is it alive, and is all there that it stands on."""

import pytest
from django.core.cache import caches
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from config.operations.models import JobRun
from tests.config.test_settings import shown

ADDRESSES = ["/healthz", "/readyz"]


def refuse(*call):
    raise OperationalError("host db.example is gone")


def test_the_program_is_alive_without_its_database(client):
    # A test without the mark for the database cannot ask it.
    answer = client.get("/healthz")
    assert [answer.status_code, answer.text] == [200, "Alive.\n"]


@pytest.mark.django_db
def test_the_program_is_ready_at_two_queries(client, queries):
    client.get("/readyz")
    with queries() as seen:
        answer = client.get("/readyz")
    assert [answer.status_code, answer.text.splitlines()[0], len(seen)] == [200, "Ready.", 2]


@pytest.mark.django_db
def test_a_site_without_jobs_is_ready_and_says_what_is_missing(client):
    answer = client.get("/readyz")
    said = ["The jobs last ran: never.", "The jobs do not run: start manage.py run_jobs."]
    assert [answer.status_code, answer.text.splitlines()[1:]] == [200, said]


@pytest.mark.django_db
def test_it_says_when_the_jobs_last_ran_and_which_failed(client):
    now = timezone.now()
    JobRun.objects.create(job="clear sessions", ended=now, error="OSError: disk full")
    answer = client.get("/readyz")
    assert [answer.status_code, answer.text.splitlines()[1:]] == [
        200,
        [
            f"The jobs last ran: {now:%Y-%m-%d %H:%M:%S} UTC.",
            "The job “clear sessions” failed: see the log.",
        ],
    ]


@pytest.mark.django_db
def test_without_its_database_it_is_not_ready(client, caplog):
    with connection.execute_wrapper(refuse):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.text == "The database does not answer, or was not set up.\n"
    assert "host db.example is gone" in caplog.text


@pytest.mark.django_db
def test_with_a_migration_to_come_it_is_not_ready(client):
    MigrationRecorder.Migration.objects.filter(app="quiz").order_by("-pk")[0].delete()
    answer = client.get("/readyz")
    assert [answer.status_code, answer.text] == [
        503,
        "The database is of an older version of the program: run manage.py setup.\n",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("broken", [refuse, lambda *call: None])
def test_without_its_cache_it_is_not_ready(client, monkeypatch, broken):
    monkeypatch.setattr(type(caches["default"]), "get", broken)
    answer = client.get("/readyz")
    assert [answer.status_code, answer.text] == [
        503,
        "The cache does not work: pages are served more slowly.\n",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_cache_keeps_what_is_so_now(client, address):
    answer = client.get(address)
    assert "no-store" in answer["Cache-Control"]
    assert answer.cookies == {}
    assert client.post(address).status_code == 405


@pytest.mark.thorough
@pytest.mark.parametrize("site", ["https://readout.example", "https://readout.example/room.1"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_machine_next_door_asks_without_https(tmp_path, address, site):
    (tmp_path / "static").mkdir()
    asked = f"__import__('django.test').test.client.Client().get('{address}').status_code"
    local = asked.replace("Client()", "Client(headers={'host': '127.0.0.1'})")
    found = shown([local], SITE_URL=site, DATA_DIR=tmp_path, LOG_LEVEL="CRITICAL")
    # Its database is empty there.
    assert found == {local: 200 if address == "/healthz" else 503}
