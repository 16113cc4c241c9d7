"""Whoever asks too often has to wait, and nobody else does."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from config.operations import rate_limit
from quiz.models import Answer, Attempt
from tests.support.html import text_of
from tests.support.quiz.answers import right

CHOICE = {"themes": ["actors"], "length": "5"}
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.1"


@pytest.fixture(autouse=True)
def clock(monkeypatch, tmp_path, settings):
    """A clock that stands 18 seconds into a minute; each reader may do two, an address three."""
    settings.RATE_LIMIT_PER_MINUTE = {"start": (2, 3), "answer": (2, 3), "import": (2, 3)}
    if settings.COUNTERS_DIR:
        settings.COUNTERS_DIR = tmp_path / "counters"
    now = [1_000_000_038.0]
    monkeypatch.setattr("config.operations.rate_limit.time", lambda: now[0])
    return now


def start(edition: Any, client: Client, **headers: str) -> Any:
    return client.post(reverse("quiz:attempts", args=[edition.paper_id]), CHOICE, headers=headers)


def at(address: str) -> Client:
    return Client(REMOTE_ADDR=address)


def test_a_reader_who_starts_too_often_waits_for_the_minute_to_end(edition, clock):
    reader = at(HERE)
    # The first start makes the reader known.
    assert [start(edition, reader).status_code for _ in range(3)] == [302] * 3
    refused = start(edition, reader)
    assert [refused.status_code, refused["Retry-After"]] == [429, "42"]
    assert "<h1>That was too often in a short time</h1>" in refused.text
    assert "no-store" in refused["Cache-Control"]
    assert Attempt.objects.count() == 3
    clock[0] += 42
    assert start(edition, reader).status_code == 302


def test_an_address_has_a_share_of_its_own_for_all_its_readers(edition):
    assert [start(edition, at(HERE)).status_code for _ in range(4)] == [302, 302, 302, 429]
    assert start(edition, at(ELSEWHERE)).status_code == 302


def test_one_who_is_refused_uses_up_nothing_of_the_others(edition, settings):
    settings.RATE_LIMIT_PER_MINUTE["start"] = (1, 3)
    reader = at(HERE)
    assert [start(edition, reader).status_code for _ in range(6)] == [302, 302, *[429] * 4]
    assert start(edition, at(HERE)).status_code == 302


def test_an_address_of_ipv6_is_a_network(edition):
    addresses = [f"2001:db8:1:2::{number}" for number in range(4)]
    found = [start(edition, at(address)).status_code for address in addresses]
    assert found == [302, 302, 302, 429]
    assert start(edition, at("2001:db8:1:3::1")).status_code == 302


def test_the_panel_is_told_in_words_how_long_to_wait(edition, clock):
    for _ in range(3):
        start(edition, at(HERE))
    words = "That was too often in a short time. Nothing is lost here: try again in {}."
    refused = start(edition, at(HERE), HX_Request="true")
    assert [refused.status_code, refused.text] == [429, words.format("42 seconds")]
    assert refused["Content-Type"] == "text/plain; charset=utf-8"
    clock[0] += 41
    assert start(edition, at(HERE), HX_Request="true").text == words.format("1 second")


def test_answers_are_counted_and_what_is_only_looked_at_is_not(edition):
    reader = at(HERE)
    start(edition, reader)
    attempt = Attempt.objects.get()
    addresses = [reverse("quiz:question", args=[attempt.public_id, n]) for n in (1, 2, 3)]
    found = [
        reader.post(address, right(attempt, number)).status_code
        for number, address in enumerate(addresses, 1)
    ]
    assert found == [302, 302, 429]
    assert Answer.objects.count() == 2
    assert [reader.get(addresses[0]).status_code for _ in range(5)] == [200] * 5
    assert reader.post(reverse("quiz:hand_in", args=[attempt.public_id])).status_code == 429


@pytest.mark.parametrize("name", ["import", "exchange"])
def test_imports_are_counted_for_each_editor(edition, editor_client, name):
    more = {"exchange": [edition.brief_id]}.get(name, [])
    address = reverse(f"admin:briefing_brief_{name}", args=more)
    found = [editor_client.post(address, {}).status_code for _ in range(3)]
    assert found == [422, 422, 429]
    assert editor_client.get(address).status_code == 200
    assert "too often" in text_of(editor_client.post(address, {}).text)


def test_limits_cost_no_query(edition, queries, settings):
    def cost() -> int:
        with queries() as seen:
            start(edition, at(HERE))
        return len(seen)

    with_limits = cost()
    settings.RATE_LIMIT_PER_MINUTE = {}
    assert with_limits == cost()


def test_where_there_are_no_limits_nobody_waits(edition, settings):
    settings.RATE_LIMIT_PER_MINUTE = {}
    assert {start(edition, at(HERE)).status_code for _ in range(10)} == {302}


def test_readers_are_not_refused_where_counting_does_not_work(edition, settings, caplog, tmp_path):
    settings.COUNTERS_DIR = tmp_path / "file"
    settings.COUNTERS_DIR.write_text("No folder.")
    assert {start(edition, at(HERE)).status_code for _ in range(5)} == {302}
    assert "counting does not work" in caplog.text


def test_a_cache_that_is_away_refuses_nobody(edition, settings, monkeypatch, caplog):
    settings.COUNTERS_DIR = None
    monkeypatch.setattr(cache, "add", lambda *key: 1 / 0)
    assert {start(edition, at(HERE)).status_code for _ in range(5)} == {302}
    assert "counting does not work" in caplog.text


def test_a_cache_counts_as_files_do(edition, settings):
    settings.COUNTERS_DIR = None
    assert [start(edition, at(HERE)).status_code for _ in range(4)] == [302, 302, 302, 429]


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "²"])
def test_a_file_that_something_else_left_there_stops_no_counting(clock, tmp_path, name):
    minute = int(clock[0]) // 60
    rate_limit._grown(tmp_path, "a", minute)
    (tmp_path / name).write_text("Not ours.")
    assert [rate_limit._grown(tmp_path, "a", minute + 2) for _ in range(2)] == [1, 2]
    assert {each.name for each in tmp_path.iterdir()} == {name, str(minute + 2)}


def test_what_was_counted_is_forgotten_after_two_minutes(clock, tmp_path):
    for _ in range(3):
        rate_limit._grown(tmp_path, "a", int(clock[0]) // 60)
        clock[0] += 60
    assert len(list(tmp_path.iterdir())) == 2


COUNT = """
import sys
from pathlib import Path
import django
django.setup()
from config.operations.rate_limit import _grown
print(*(_grown(Path(sys.argv[1]), "one", 7) for _ in range(400)))
"""


def counted(folder: Path) -> list[int]:
    command = [sys.executable, "-c", COUNT, str(folder)]
    environment = {"DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": f"{folder}-data"}
    done = subprocess.run(
        command, cwd=site.BASE_DIR, env=environment, capture_output=True, check=True, text=True
    )
    return [int(number) for number in done.stdout.split()]


@pytest.mark.thorough
@pytest.mark.sqlite
def test_no_two_processes_count_the_same(tmp_path):
    with ThreadPoolExecutor(2) as pool:
        found = [number for part in pool.map(counted, [tmp_path] * 2) for number in part]
    assert sorted(found) == list(range(1, 801))
