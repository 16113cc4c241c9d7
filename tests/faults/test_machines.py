"""Several machines behind a proxy, which gives their requests to them in turn, serve as one."""

import http.client
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.faults.conftest import NewDatabase
from tests.support.addresses import Fields
from tests.support.faults.acknowledged import grow, kept
from tests.support.faults.htmx_client import cookie_of
from tests.support.faults.killed_processes import EDITOR, PASSWORD
from tests.support.faults.nginx import ADDRESS, Front, front
from tests.support.faults.readers import Crowd
from tests.support.faults.server import Site, until
from tests.support.services import redis

pytestmark = [pytest.mark.faults, pytest.mark.sqlite]
ALL_AT_ONE_ADDRESS = 20
START = {"themes": "actors", "length": "all"}


class Machines(NamedTuple):
    door: Front
    one: Site
    other: Site

    def served(self, ids: set[str]) -> list[int]:
        """Return how many of the requests with these ids each machine has answered."""
        logs = [{line.get("request") for line in site.logged()} for site in (self.one, self.other)]
        assert not ids & logs[0] & logs[1]
        return [len(ids & log) for log in logs]


@pytest.fixture
def machines(tmp_path: Path, new_database: NewDatabase) -> Iterator[Machines]:
    """Two sites that share a database and a cache, and no folder."""
    more = {
        "SITE_URL": ADDRESS,
        "SECRET_KEY": "the same on both",
        "LOG_LEVEL": "INFO",
        "LIMIT_STARTS": f"1000,{ALL_AT_ONE_ADDRESS}",
    }
    folders = [tmp_path / name for name in ("one", "other", "front")]
    for folder in folders:
        folder.mkdir()
    database = new_database()
    with redis() as cache:
        one, other = (Site(folder, database, cache, **more) for folder in folders[:2])
        try:
            one.launch()
            other.start()
            # nginx asks a machine that did not answer no more for a while.
            until(lambda: one.asked("GET", "/healthz")[0] == 200)
            with front(folders[2], [one, other]) as door:
                yield Machines(door, one, other)
        finally:
            one.kill()
            other.kill()


def test_a_reader_answers_on_both_to_the_end(machines):
    door = machines.door
    ids: list[str] = []
    status, page, headers = door.asked("POST", "/quiz/papers/1/attempts/", START)
    cookie = cookie_of(headers, "reader")
    [attempt] = set(re.findall(r"/quiz/attempts/([0-9a-f-]{36})/", page))
    for number in range(1, 13):
        path = f"/quiz/attempts/{attempt}/{number}/"
        status, page, headers = door.asked("POST", path, {"choice": "0"}, cookie)
        assert [status, 'id="verdict"' in page] == [200, True]
        ids.append(headers["X-Request-ID"])
    assert len(set(ids)) == 12
    assert sorted(machines.served(set(ids))) == [6, 6]
    marks = [mark for (mark,) in machines.one.rows("SELECT mark FROM quiz_answer")]
    results = [door.asked("GET", f"/quiz/attempts/{attempt}/", None, cookie) for _ in range(2)]
    assert [status for status, *_ in results] == [200, 200]
    assert [f"{sum(marks):.0f} of 12" in page for _, page, _ in results] == [True, True]
    # Without the cookie it is nobody’s.
    assert door.asked("GET", f"/quiz/attempts/{attempt}/")[0] == 404


def test_both_know_that_readers_come_by_https(machines):
    door = machines.door
    plain = http.client.HTTPConnection("127.0.0.1", door.plain_port, timeout=30)
    plain.request("GET", "/briefs/sky/?a=b")
    answer = plain.getresponse()
    plain.close()
    assert [answer.status, answer.headers["Location"]] == [301, f"{ADDRESS}/briefs/sky/?a=b"]
    for _ in range(2):
        status, _, headers = door.asked("GET", "/briefs/sky/")
        assert [status, "Strict-Transport-Security" in headers] == [200, True]
        _, _, headers = door.asked("POST", "/quiz/papers/1/attempts/", START)
        [cookie] = [c for c in headers.get_all("Set-Cookie") if c.startswith("reader=")]
        assert "; Secure" in cookie
    # What another site’s page sends is refused, and what is inside is nobody’s to ask.
    forged = door.asked("POST", "/quiz/papers/1/attempts/", START, Origin="https://evil.example")
    assert [forged[0], door.asked("GET", "/readyz")[0]] == [403, 404]


def test_what_an_editor_publishes_on_one_is_seen_on_both_at_once(machines):
    door = machines.door
    seen = [door.asked("GET", "/briefs/sky/") for _ in range(2)]
    assert [status for status, *_ in seen] == [200, 200]
    login = {"username": EDITOR, "password": PASSWORD}
    _, _, headers = door.asked("POST", "/admin/login/", login)
    cookie = cookie_of(headers, "sessionid")
    form = "/admin/briefing/brief/1/change/"
    sent = Fields(door.asked("GET", form, None, cookie)[1]).sent
    assert door.asked("POST", form, sent | {"title": "The wide sky"}, cookie)[0] == 302
    assert ["The wide sky" in door.asked("GET", "/briefs/sky/")[1] for _ in range(2)] == [False] * 2
    note = {"note": "Its width."}
    assert door.asked("POST", "/admin/briefing/brief/1/publish/", note, cookie)[0] == 302
    seen = [door.asked("GET", path) for path in ("/briefs/sky/", "/") for _ in range(2)]
    assert ["The wide sky" in page for _, page, _ in seen] == [True] * 4
    assert machines.served({headers["X-Request-ID"] for _, _, headers in seen}) == [2, 2]


def test_when_one_is_killed_the_other_goes_on_and_no_answer_is_lost(machines):
    door, one, other = machines
    with Crowd(door, 4) as crowd:
        grow(crowd)
        one.kill()
        before = len(other.logged())
        grow(crowd)
        assert len(other.logged()) - before >= 40
        # Readers hardly notice: nginx asks the other where the first does not take a call.
        assert [door.asked("GET", "/briefs/sky/")[0] for _ in range(10)] == [200] * 10
        one.start()
        grow(crowd)
    told, found = crowd.told, kept(other)
    assert len(told) >= 120
    assert {place: found.get(place) for place in told} == {
        place: [choice] for place, choice in told.items()
    }


def test_limits_count_on_both_together_and_for_each_address(machines):
    # All of it within one minute, at whose end counting begins anew.
    if time.time() % 60 > 40:
        time.sleep(60 - time.time() % 60)
    here, there = (machines.door.seen_from(f"127.0.0.{number}") for number in (2, 3))
    for _ in range(ALL_AT_ONE_ADDRESS):
        assert here.asked("POST", "/quiz/papers/1/attempts/", START)[0] == 200
    refused = [here.asked("POST", "/quiz/papers/1/attempts/", START) for _ in range(2)]
    assert [status for status, *_ in refused] == [429, 429]
    ids = {headers["X-Request-ID"] for _, _, headers in refused}
    assert machines.served(ids) == [1, 1]
    # Whoever says that they came from elsewhere is not believed.
    said = here.asked("POST", "/quiz/papers/1/attempts/", START, X_Forwarded_For="127.0.0.3")
    assert said[0] == 429
    assert there.asked("POST", "/quiz/papers/1/attempts/", START)[0] == 200


def test_nginx_takes_the_shipped_file(tmp_path):
    checked = subprocess.run(
        Front(tmp_path, [Site(tmp_path)]).command("-t"), capture_output=True, text=True, check=False
    )
    assert [checked.returncode, "warn" in checked.stderr] == [0, False], checked.stderr
