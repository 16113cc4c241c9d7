"""Processes are killed and servers go away: nothing that a reader was told of is lost."""

import random
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.faults.conftest import NewSite
from tests.support.faults.acknowledged import grow, kept
from tests.support.faults.breakable_connection import Cable, cable
from tests.support.faults.readers import Crowd
from tests.support.faults.server import Site
from tests.support.services import redis

pytestmark = [pytest.mark.faults, pytest.mark.sqlite]


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def site(request: Any, tmp_path: Path, new_site: NewSite) -> Iterator[Site]:
    """A site with one brief, serving."""
    with serving(new_site(request.param, tmp_path)) as served:
        yield served


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    try:
        site.start()
        yield site
    finally:
        site.stop()


def test_no_answer_that_got_a_verdict_is_lost_or_kept_twice_when_processes_are_killed(site):
    with Crowd(site) as crowd:
        for _ in range(2):
            grow(crowd)
            site.kill_a_worker()
        grow(crowd)
        site.kill()
        before = len(crowd.told)
        site.start()
        grow(crowd)
    site.kill()
    told, found = crowd.told, kept(site)
    assert before >= 120
    assert {place: found.get(place) for place in told} == {
        place: [choice] for place, choice in told.items()
    }
    assert {place: given for place, given in found.items() if len(given) > 1} == {}
    # No more is there than what was under way when the readers stopped.
    assert len(found) - len(told) <= len(crowd.readers)


def test_publishing_is_whole_or_not_at_all_when_it_is_killed(site):
    chance = random.Random(7)
    told: list[int] = []
    for _ in range(4):
        act = site.act("publish")
        assert act.stdout
        told.append(int(act.stdout.readline()))
        time.sleep(chance.uniform(0, 0.2))
        act.kill()
        told += map(int, act.communicate(timeout=30)[0].split())
    editions = site.rows(
        "SELECT e.number, e.id, p.document, r.document FROM briefing_edition e "
        "LEFT JOIN quiz_paper p ON p.id = e.paper_id "
        "LEFT JOIN briefing_revision r ON r.brief_id = e.brief_id AND r.number = e.revision "
        "ORDER BY e.number"
    )
    numbers = [number for number, *_ in editions]
    assert numbers == list(range(1, len(editions) + 1))
    assert set(told) <= set(numbers)
    assert site.rows("SELECT live_id FROM briefing_brief") == [(editions[-1][1],)]
    for number, _, paper, revision in editions[1:]:
        assert [f"QuestionVersion {number}." in text for text in (paper, revision)] == [True, True]
    assert site.asked("GET", "/briefs/sky/")[0] == 200


def through(line: Cable, url: str) -> str:
    port = urlsplit(url).port
    return url.replace(f":{port}/", f":{line.port}/")


def port_of(url: str) -> int:
    port = urlsplit(url).port
    assert port
    return port


def statuses(site: Site, *paths: str) -> list[int]:
    return [site.asked("GET", path)[0] for path in paths]


def test_while_postgresql_is_gone_readers_read_writers_are_told_and_all_heals(
    tmp_path, new_database
):
    url = new_database()
    with (
        cable(port_of(url)) as line,
        serving(Site(tmp_path, through(line, url))) as site,
    ):
        with Crowd(site, 2) as crowd:
            grow(crowd, 5)
            assert statuses(site, "/", "/briefs/sky/", "/readyz") == [200, 200, 200]
            line.cut()
            begun = time.monotonic()
            assert statuses(site, "/", "/briefs/sky/", "/healthz") == [200, 200, 200]
            assert statuses(site, "/quiz/papers/1/", "/readyz") == [503, 503]
            status, body, headers = site.asked(
                "POST", "/quiz/papers/1/attempts/", {"themes": "actors", "length": "all"}
            )
            assert [status, headers["Retry-After"]] == [503, "30"]
            assert "The site is away for a moment" in body
            # Nobody waited for a server that is not there.
            assert time.monotonic() - begun < 30
            line.mend()
            grow(crowd, 5)
            assert statuses(site, "/quiz/papers/1/", "/readyz") == [200, 200]
        told, found = crowd.told, kept(site)
        assert {place: found.get(place) for place in told} == {
            place: [choice] for place, choice in told.items()
        }


def test_while_redis_is_gone_everything_goes_on_and_all_heals(tmp_path, prepared_file):
    shutil.copy(prepared_file, tmp_path)
    with (
        redis() as url,
        cable(port_of(url)) as line,
        serving(Site(tmp_path, cache_url=through(line, url))) as site,
    ):
        assert statuses(site, "/", "/briefs/sky/", "/readyz") == [200, 200, 200]
        line.cut()
        assert statuses(site, "/", "/briefs/sky/", "/healthz") == [200, 200, 200]
        assert statuses(site, "/readyz") == [503]
        with Crowd(site, 2) as crowd:
            grow(crowd, 5)
        line.mend()
        assert statuses(site, "/", "/briefs/sky/", "/readyz") == [200, 200, 200]
