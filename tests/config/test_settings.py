"""What the environment decides, seen by a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import environ
import pytest
from django.conf import settings as site
from django.core.exceptions import ImproperlyConfigured

from config.limits import rate_limit
from config.secret_key import kept_secret_key

SHOW = """
import json, django
from django.conf import settings
django.setup()
from django.core.cache import cache
from django.db import connection
names = json.loads({names!r})
print(json.dumps({{name: eval(name) for name in names}}, default=str))
"""


def start(code: str, **environment: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=site.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "config.settings",
            **{name: str(value) for name, value in environment.items()},
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: "subprocess.Popen[str]") -> str:
    output, errors = process.communicate(timeout=60)
    assert [process.returncode, errors] == [0, ""]
    return output


def shown(names: list[str], **environment: object) -> dict[str, Any]:
    """Return what these expressions are in a site of its own with this environment."""
    output = ended(start(SHOW.format(names=json.dumps(names)), **environment))
    found: dict[str, Any] = json.loads(output)
    return found


@pytest.mark.thorough
def test_with_nothing_set_the_site_is_local_safe_and_on_files(tmp_path):
    names = ["DEBUG", "SITE_URL", "ALLOWED_HOSTS", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS"]
    names += ["DATABASES['default']['NAME']", "CACHES['default']['BACKEND']"]
    names += ["CACHES['default']['OPTIONS']['MAX_ENTRIES']"]
    found = shown([f"settings.{name}" for name in names], DATA_DIR=tmp_path)
    assert list(found.values()) == [
        *(False, "http://127.0.0.1:8000", ["127.0.0.1", "127.0.0.1", "localhost", "[::1]"]),
        *(False, 0, str(tmp_path / "readout.sqlite3")),
        *("config.file_cache.FileCache", 10_000),
    ]


@pytest.mark.thorough
def test_the_environment_decides(tmp_path):
    names = ["DEBUG", "SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS"]
    names += ["DATABASES['default']", "CACHES['default']"]
    found = shown(
        [f"settings.{name}" for name in names],
        DEBUG="true",
        SECRET_KEY="given",
        SITE_URL="https://readout.example/",
        DATABASE_URL="postgres://me:secret@db.example:5433/readout",
        CACHE_URL="redis://cache.example:6380/2",
        DATA_DIR=tmp_path,
    )
    *plain, database, cache = found.values()
    assert plain == [
        *(True, "given", "https://readout.example"),
        ["readout.example", "127.0.0.1", "localhost", "[::1]"],
        ["https://readout.example"],
    ]
    kept = ("ENGINE", "HOST", "PORT", "NAME", "USER", "PASSWORD", "CONN_HEALTH_CHECKS")
    assert [database[name] for name in kept] == [
        *("django.db.backends.postgresql", "db.example", 5433, "readout", "me", "secret", True)
    ]
    assert cache["LOCATION"] == "redis://cache.example:6380/2"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.thorough
def test_over_https_cookies_are_secure_and_browsers_are_kept_to_it(tmp_path):
    names = ["SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]
    names += ["SECURE_HSTS_SECONDS"]
    found = shown(
        [f"settings.{name}" for name in names],
        SITE_URL="https://readout.example",
        DATA_DIR=tmp_path,
    )
    assert list(found.values()) == [True, True, True, 30 * 24 * 60 * 60]


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("site", "begins"),
    [("http://127.0.0.1:8000", ""), ("https://x.example/", ""), ("https://x.example/a/", "/a")],
)
def test_where_the_site_begins_is_said_by_its_address_alone(tmp_path, site, begins):
    login = "__import__('django.shortcuts').shortcuts.resolve_url(settings.LOGIN_REDIRECT_URL)"
    names = ["settings.FORCE_SCRIPT_NAME", "settings.STATIC_URL", login]
    found = shown(names, SITE_URL=site, DATA_DIR=tmp_path)
    assert list(found.values()) == [begins, f"{begins}/static/", f"{begins}/admin/"]


@pytest.mark.thorough
@pytest.mark.parametrize(("said", "spoken"), [("", "en-gb"), ("de", "de")])
def test_the_language_of_the_site_is_its_own_and_not_that_of_a_terminal(tmp_path, said, spoken):
    names = ["settings.LANGUAGE_CODE"]
    found = shown(names, DATA_DIR=tmp_path, LANGUAGE="en_US:en", SITE_LANGUAGE=said)
    assert list(found.values()) == [spoken]


@pytest.mark.thorough
def test_the_data_are_for_the_owner_alone(tmp_path):
    folder = tmp_path / "some" / "data"
    shown(["settings.DATA_DIR"], DATA_DIR=folder, SECRET_KEY="given")
    assert [folder.stat().st_mode & 0o777, list(folder.iterdir())] == [0o700, []]


@pytest.mark.thorough
def test_a_proxy_of_this_machine_is_believed_or_those_that_are_named(tmp_path):
    names = ["settings.TRUSTED_PROXIES"]
    assert shown(names, DATA_DIR=tmp_path) == {names[0]: ["127.0.0.1", "::1"]}
    given = shown(names, DATA_DIR=tmp_path, FORWARDED_ALLOW_IPS="10.0.0.0/8, ::1")
    assert given == {names[0]: ["10.0.0.0/8", "::1"]}


@pytest.mark.thorough
def test_how_often_readers_may_act_is_said_by_the_environment(tmp_path):
    names = ["settings.RATE_LIMIT_PER_MINUTE", "str(settings.COUNTERS_DIR)"]
    found = shown(names, DATA_DIR=tmp_path)
    limits = {"start": [30, 120], "answer": [120, 1200], "import": [20, 60]}
    assert list(found.values()) == [limits, str(tmp_path / "counters")]
    redis = "redis://cache.example/1"
    found = shown(names, DATA_DIR=tmp_path, LIMIT_STARTS="5, 60", CACHE_URL=redis)
    assert list(found.values()) == [limits | {"start": [5, 60]}, "None"]
    assert shown(names[:1], DATA_DIR=tmp_path, RATE_LIMITS="off") == {names[0]: {}}


@pytest.mark.parametrize("said", ["5", "5,x", "0,5", "-1,5", "1,2,3", "", "²,5"])
def test_a_limit_that_is_none_is_refused_in_words(monkeypatch, said):
    monkeypatch.setenv("LIMIT_STARTS", said)
    with pytest.raises(ImproperlyConfigured) as refused:
        rate_limit(environ.Env(), "LIMIT_STARTS", (30, 120))
    assert str(refused.value) == (
        "LIMIT_STARTS is two whole numbers with a comma between them, such as 30,120: "
        "how often in a minute one reader, and one address."
    )


# The secret key


def test_a_secret_key_is_made_once_and_kept_for_the_owner_alone(tmp_path):
    path = tmp_path / "data" / "secret_key"
    key = kept_secret_key(path)
    assert len(key) == 50
    assert kept_secret_key(path) == key
    assert [path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o077] == [0o600, 0]
    assert [each.name for each in path.parent.iterdir()] == ["secret_key"]


def test_a_key_is_different_in_each_installation(tmp_path):
    assert kept_secret_key(tmp_path / "one") != kept_secret_key(tmp_path / "two")


@pytest.mark.parametrize("content", ["", "\n", "  \n"])
def test_an_empty_secret_key_is_refused_in_words(tmp_path, content):
    path = tmp_path / "secret_key"
    path.write_text(content)
    with pytest.raises(ImproperlyConfigured) as refused:
        kept_secret_key(path)
    assert str(refused.value) == f"{path} is empty. Delete it, and a new key is made."
    assert path.read_text() == content


@pytest.mark.thorough
def test_processes_that_start_at_once_end_with_the_same_key(tmp_path):
    code = (
        "from pathlib import Path; from config.secret_key import kept_secret_key;"
        f"print(kept_secret_key(Path({str(tmp_path)!r}, 'secret_key')))"
    )
    keys = {ended(process) for process in [start(code), start(code)]}
    assert keys == {kept_secret_key(tmp_path / "secret_key") + "\n"}
    assert [each.name for each in tmp_path.iterdir()] == ["secret_key"]


def test_a_process_that_comes_second_takes_the_first_ones_key(tmp_path, monkeypatch):
    path = tmp_path / "secret_key"
    key = kept_secret_key(path)
    # It looked before the first had written.
    monkeypatch.setattr(Path, "exists", lambda path: False)
    assert kept_secret_key(path) == key


def test_what_a_process_that_died_left_behind_is_no_obstacle(tmp_path):
    (tmp_path / f"secret_key.{os.getpid()}").touch(0o600)
    assert len(kept_secret_key(tmp_path / "secret_key")) == 50


@pytest.mark.thorough
def test_the_environment_names_the_keys_used_before(tmp_path):
    names = ["settings.SECRET_KEY", "settings.SECRET_KEY_FALLBACKS"]
    assert list(shown(names, DATA_DIR=tmp_path, SECRET_KEY="$new").values()) == ["$new", []]
    found = shown(names, DATA_DIR=tmp_path, SECRET_KEY="new", SECRET_KEY_FALLBACKS="$a, b=(,")
    assert list(found.values()) == ["new", ["$a", "b=("]]
    assert list(tmp_path.iterdir()) == []


# SQLite


@pytest.mark.thorough
@pytest.mark.sqlite
def test_sqlite_lets_readers_go_on_and_writers_wait_and_loses_nothing_with_the_power(tmp_path):
    def pragma(name: str) -> str:
        return f"connection.cursor().execute('PRAGMA {name}').fetchone()[0]"

    names = [pragma("journal_mode"), pragma("busy_timeout"), pragma("synchronous")]
    assert list(shown(names, DATA_DIR=tmp_path).values()) == ["wal", 5_000, 2]


@pytest.mark.thorough
@pytest.mark.sqlite
def test_a_transaction_of_sqlite_takes_its_lock_at_once(tmp_path):
    code = (
        "import django; django.setup()\n"
        "import sqlite3\n"
        "from django.conf import settings\n"
        "from django.db import connection, transaction\n"
        "other = sqlite3.connect(settings.DATABASES['default']['NAME'], timeout=0)\n"
        "with transaction.atomic():\n"
        "    connection.cursor().execute('SELECT 1')\n"
        "    other.execute('SELECT count(*) FROM sqlite_master')\n"
        "    try:\n"
        "        other.execute('BEGIN IMMEDIATE')\n"
        "    except sqlite3.OperationalError as error:\n"
        "        print(error)\n"
    )
    assert ended(start(code, DATA_DIR=tmp_path)) == "database is locked\n"
