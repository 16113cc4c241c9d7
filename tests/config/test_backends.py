"""What an address says of a database or a cache goes before what the site sets itself."""

from pathlib import Path
from typing import Any

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from config.backends import cache, database, replica

FOLDER = Path("/srv/a+b c%20#1")
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"


def found_database(monkeypatch: Any, address: str) -> dict[str, Any]:
    monkeypatch.setenv("DATABASE_URL", address)
    return database(environ.Env(), "DATABASE_URL", FOLDER / "x.sqlite3")


def found_cache(monkeypatch: Any, address: str) -> dict[str, Any]:
    monkeypatch.setenv("CACHE_URL", address)
    return cache(environ.Env(), "CACHE_URL", FOLDER)


def test_without_an_address_data_are_in_the_folder_whatever_its_name(monkeypatch):
    # An empty variable is how a compose file says that there is none.
    assert found_database(monkeypatch, "")["NAME"] == f"{FOLDER}/x.sqlite3"
    assert found_cache(monkeypatch, "")["LOCATION"] == str(FOLDER)


def test_options_of_sqlite_are_added_to_those_of_the_site(monkeypatch):
    plain = {"transaction_mode": "IMMEDIATE", "timeout": 5, "init_command": PRAGMAS}
    assert found_database(monkeypatch, "sqlite:////x.db")["OPTIONS"] == plain
    assert found_database(monkeypatch, "sqlite:////x.db?timeout=20")["OPTIONS"] == {
        **plain,
        "timeout": 20,
    }
    query = "init_command=PRAGMA%20cache_size%3D-9000&transaction_mode=DEFERRED"
    assert found_database(monkeypatch, f"sqlite:////x.db?{query}")["OPTIONS"] == {
        "transaction_mode": "DEFERRED",
        "timeout": 5,
        "init_command": f"{PRAGMAS}PRAGMA cache_size=-9000",
    }


@pytest.mark.parametrize(
    ("query", "age"), [("", 60), ("?conn_max_age=7", 7), ("?CONN_MAX_AGE=0", 0)]
)
def test_how_long_a_connection_lives_is_said_by_the_address(monkeypatch, query, age):
    assert found_database(monkeypatch, f"postgres://h/readout{query}")["CONN_MAX_AGE"] == age


def test_what_the_address_says_of_health_checks_holds(monkeypatch):
    address = "postgres://h/readout"
    assert found_database(monkeypatch, address)["CONN_HEALTH_CHECKS"] is True
    asked = found_database(monkeypatch, f"{address}?conn_health_checks=False")
    assert asked["CONN_HEALTH_CHECKS"] is False


def test_options_of_postgresql_are_added_to_those_of_the_site(monkeypatch):
    address = "postgres://h/readout?connect_timeout=1&sslmode=require"
    assert found_database(monkeypatch, address)["OPTIONS"] == {
        "connect_timeout": 1,
        "tcp_user_timeout": 20_000,
        "sslmode": "require",
    }


def test_a_replica_has_the_options_of_the_database_and_its_own(monkeypatch):
    first = found_database(monkeypatch, "postgres://me@h/readout?sslmode=require&connect_timeout=3")
    monkeypatch.setenv("REPLICA", "postgres://me@copy/readout?connect_timeout=1")
    copy = replica(environ.Env(), "REPLICA", first)
    assert [copy["HOST"], copy["CONN_MAX_AGE"]] == ["copy", 60]
    assert copy["OPTIONS"] == {
        "connect_timeout": 1,
        "tcp_user_timeout": 20_000,
        "sslmode": "require",
    }
    assert first["OPTIONS"]["connect_timeout"] == 3


def test_options_of_a_cache_are_added_to_those_of_the_site(monkeypatch):
    files = found_cache(monkeypatch, "filecache:///srv/cache?max_entries=50&timeout=9")
    assert [files["BACKEND"], files["LOCATION"], files["TIMEOUT"]] == [
        *("config.file_cache.FileCache", "/srv/cache", 9)
    ]
    assert files["OPTIONS"] == {"MAX_ENTRIES": 50}
    kept = found_cache(monkeypatch, "redis://h:6379/1?socket_timeout=5")
    assert kept["OPTIONS"] == {
        "socket_connect_timeout": 1,
        "socket_timeout": 5,
        "serializer": "config.cache_values.CacheSerializer",
    }


@pytest.mark.parametrize("scheme", ["dbcache", "memcache", "pymemcache", "pylibmc"])
def test_a_cache_that_pickles_what_others_can_write_to_is_refused(monkeypatch, scheme):
    with pytest.raises(ImproperlyConfigured) as refused:
        found_cache(monkeypatch, f"{scheme}://127.0.0.1:11211")
    assert str(refused.value) == (
        "CACHE_URL must begin with redis://, rediss:// or filecache://: other caches keep "
        "pickles, with which anybody who can write to them could run code here."
    )
