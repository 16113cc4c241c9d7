import fcntl
import re
import shutil
import socket
from pathlib import Path
from threading import Thread

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client

from briefing.models import Brief, Edition
from tests.support.briefing.brief_data import BUNDLED
from tests.support.briefing.commands import refused, run

READY = "Readout is ready for http://127.0.0.1:8000/\n"


@pytest.fixture
def _no_static(monkeypatch) -> None:
    """Do without the static files, whose collecting takes longest."""
    monkeypatch.setattr("briefing.management.commands.setup._collect_static", lambda: None)


@pytest.mark.thorough
@pytest.mark.django_db
@pytest.mark.usefixtures("_no_static")
def test_setting_up_publishes_the_bundled_brief_and_makes_a_login_once():
    said = run("setup")
    assert said.startswith("Imported and published “Russia and the Taliban")
    assert said.endswith(READY)
    assert Edition.objects.live().get().brief.slug == BUNDLED.stem
    name, password = re.findall(r"shown this once:  (\w+)  (\S+)\n", said)[0]
    client = Client()
    client.post("/admin/login/", {"username": name, "password": password})
    assert client.get("/admin/").status_code == 200
    assert run("setup") == READY
    assert [Edition.objects.count(), User.objects.count()] == [1, 1]


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_static")
def test_setting_up_again_never_overwrites_an_edit(brief):
    brief.claims.filter(key="c1").update(text="Edited.")
    User.objects.create_user("someone")
    assert run("setup") == READY
    assert brief.claims.get(key="c1").text == "Edited."
    assert [Brief.objects.count(), Edition.objects.count(), User.objects.count()] == [1, 0, 1]


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_static")
def test_setting_up_names_the_address_it_will_serve(brief, unused_port):
    User.objects.create_user("someone")
    address = f"http://127.0.0.1:{unused_port}/"
    assert run("setup", "--port", unused_port) == f"Readout is ready for {address}\n"


def set_up_elsewhere() -> None:
    try:
        run("setup")
    finally:
        connections.close_all()


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_no_static")
def test_two_that_set_up_at_once_take_turns(settings):
    with Path(settings.DATA_DIR, "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = Thread(target=set_up_elsewhere)
        second.start()
        second.join(0.5)
        assert [second.is_alive(), Brief.objects.count()] == [True, 0]
    second.join(60)
    assert [second.is_alive(), Brief.objects.count()] == [False, 1]


@pytest.mark.thorough
@pytest.mark.django_db
def test_setting_up_collects_the_static_files_once(brief, settings, tmp_path):
    User.objects.create_user("someone")
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    run("setup")
    collected = tmp_path / "static" / "css" / "readout.css"
    assert collected.exists()
    collected.unlink()
    run("setup")
    assert not collected.exists()
    settings.RELEASE = "another"
    run("setup")
    assert collected.exists()
    shutil.rmtree(settings.STATIC_ROOT)
    run("setup")
    assert collected.exists()


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_port_in_use_is_said_plainly_before_the_database_is_touched():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert refused("setup", "--port", port) == (
            f"Port {port} is in use by another program. Stop that one, or take another port: "
            f"make run PORT={port + 1}"
        )


@pytest.mark.parametrize("port", [-1, 0, 65536, 70000, 99999999999])
def test_a_port_that_cannot_be_is_said_plainly(port):
    assert refused("setup", "--port", port) == (
        f"There is no port {port}. Use one from 1024 to 65535."
    )
