"""A disk is full: readers read, whoever writes is told, and all goes on when there is room."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.faults.acknowledged import grow, kept
from tests.support.faults.htmx_client import cookie_of
from tests.support.faults.readers import Crowd
from tests.support.faults.server import Site
from tests.support.faults.small_disk import Disk, small_disk
from tests.support.services import postgresql

pytestmark = [pytest.mark.faults, pytest.mark.sqlite]
START = {"themes": "actors", "length": "all"}
MORE = {"RATE_LIMITS": "off", "LOG_LEVEL": "ERROR"}


@contextmanager
def on_sqlite(folder: Path) -> Iterator[tuple[Site, Disk]]:
    """All that the site writes is on the disk: database, cache, counters."""
    with small_disk(24) as disk:
        yield Site(disk.folder, **MORE), disk


@contextmanager
def on_postgresql(folder: Path) -> Iterator[tuple[Site, Disk]]:
    with small_disk(160) as disk, postgresql(disk.folder) as url:
        yield Site(folder, url, **MORE), disk


@pytest.fixture(params=[on_sqlite, on_postgresql], ids=["SQLite", "PostgreSQL"])
def place(request: Any, tmp_path: Path) -> Iterator[tuple[Site, Disk]]:
    """A site that serves, and the disk that its database is on."""
    with request.param(tmp_path) as (site, disk):
        site.log = tmp_path / "log"
        site.prepare()
        try:
            site.start()
            yield site, disk
        finally:
            site.kill()


def test_on_a_full_disk_readers_read_writers_are_told_and_all_heals(place):
    site, disk = place
    with Crowd(site, 2) as crowd:
        grow(crowd, 20)
    _, page, headers = site.asked("POST", "/quiz/papers/1/attempts/", START)
    cookie = cookie_of(headers, "reader")
    attempt = re.search(r"/quiz/attempts/[0-9a-f-]{36}/", page)
    assert attempt
    paths = ["/", "/briefs/sky/", "/quiz/papers/1/", f"{attempt[0]}1/"]
    assert [site.asked("GET", path, None, cookie)[0] for path in paths] == [200] * 4
    disk.fill()
    # There is some room left in the files, at first.
    tries = (site.asked("POST", "/quiz/papers/1/attempts/", START) for _ in range(3000))
    status, body, headers = next(answer for answer in tries if answer[0] != 200)
    assert [status, headers["Retry-After"]] == [503, "30"]
    assert "The site is away for a moment" in body
    assert [site.asked("GET", path, None, cookie)[0] for path in paths] == [200] * 4
    assert re.search("No space left on device|disk is full", site.log.read_text())
    disk.make_room()
    with Crowd(site, 2) as more:
        grow(more, 20)
    told, found = crowd.told | more.told, kept(site)
    assert {place: found.get(place) for place in told} == {
        place: [choice] for place, choice in told.items()
    }
