"""Backups taken and put back while readers answer."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from django.conf import settings

from tests.faults.conftest import NewSite
from tests.support.faults.acknowledged import grow, kept
from tests.support.faults.readers import Crowd
from tests.support.faults.server import Site

pytestmark = [pytest.mark.faults, pytest.mark.sqlite]
Told = dict[tuple[UUID, int], int]


class Place(NamedTuple):
    """Makes sites on databases of their own, of one kind."""

    kind: str
    folder: Path
    new_site: NewSite

    def site(self, name: str, empty: bool = False) -> Site:
        folder = self.folder / name
        folder.mkdir()
        return self.new_site(self.kind, folder, empty, RATE_LIMITS="off")


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def place(request: Any, tmp_path: Path, new_site: NewSite) -> Place:
    return Place(request.param, tmp_path, new_site)


@contextlib.contextmanager
def serving(site: Site) -> Iterator[Site]:
    try:
        site.start()
        yield site
    finally:
        site.kill()


def manage(site: Site, *command: object) -> str:
    """Run a command of manage.py beside the site that serves."""
    done = subprocess.run(
        [sys.executable, "manage.py", *map(str, command)],
        cwd=settings.BASE_DIR,
        env=site.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def missing(told: Told, site: Site) -> Told:
    """Return the answers that got a verdict and are not on record as they were given."""
    found = kept(site)
    return {place: choice for place, choice in told.items() if found.get(place) != [choice]}


def faults(site: Site) -> list[Any]:
    """Return what is wrong with a database, as it says itself."""
    if site.database_url:
        # Foreign keys are held whenever a row is written, and made anew by pg_restore.
        query = "SELECT conname FROM pg_constraint WHERE NOT convalidated"
        return site.rows(query)
    checks = site.rows("PRAGMA integrity_check"), site.rows("PRAGMA foreign_key_check")
    return [row for rows in checks for row in rows if row != ("ok",)]


def test_a_backup_under_load_holds_all_that_readers_were_told_and_serves_elsewhere(place):
    site, backup = place.site("one"), place.folder / "backup"
    with serving(site), Crowd(site) as crowd:
        grow(crowd)
        before = dict(crowd.told)
        manage(site, "backup", backup)
        grow(crowd)
    assert [crowd.refused, missing(crowd.told, site)] == [[], {}]
    fresh = place.site("fresh", empty=True)
    manage(fresh, "restore", backup)
    assert [missing(before, fresh), faults(fresh)] == [{}, []]
    # Nothing is there that nobody gave, and what came later is not.
    restored, all_of_it = set(kept(fresh)), set(kept(site))
    assert before.keys() <= restored < all_of_it
    with serving(fresh), Crowd(fresh, 2) as others:
        assert fresh.asked("GET", "/briefs/sky/")[0] == 200
        grow(others, 20)
    assert [others.refused, missing(others.told, fresh)] == [[], {}]


def test_a_backup_is_put_back_under_load_and_the_site_serves_on(place):
    site, backup = place.site("one"), place.folder / "backup"
    with serving(site):
        with Crowd(site) as crowd:
            grow(crowd)
            before = dict(crowd.told)
            manage(site, "backup", backup)
            grow(crowd)
            manage(site, "restore", backup, "--replace")
        restored = kept(site)
        assert {place for place, given in restored.items() if len(given) > 1} == set()
        assert [missing(before, site), faults(site)] == [{}, []]
        with Crowd(site) as others:
            assert site.asked("GET", "/briefs/sky/")[0] == 200
            grow(others)
        assert [others.refused, missing(others.told, site)] == [[], {}]
    assert [missing(before, site), faults(site)] == [{}, []]
