"""What is in the cache can be wrong, and can harm nobody."""

import pickle
import time
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.redis import RedisCache

from config.cache_values import CacheSerializer
from config.file_cache import FileCache
from tests.support.pickle_bomb import pickle_bomb
from tests.support.services import redis

OPTIONS = {"OPTIONS": {"serializer": "config.cache_values.CacheSerializer"}}
# Every act of a cache that reads what is there.
READ: dict[str, Callable[[BaseCache], Any]] = {
    "get": lambda cache: cache.get("key"),
    "has_key": lambda cache: cache.has_key("key"),
    "get_many": lambda cache: cache.get_many(["key"]).get("key"),
    "get_or_set": lambda cache: cache.get_or_set("key", None),
    "touch": lambda cache: cache.touch("key", 60),
    "add": lambda cache: cache.add("key", "another"),
}


@pytest.mark.parametrize(
    "value", ["", "é", b"", b"\0\x80", 0, 12, -1, True, 1.5, [1, "a"], {"a": None}, [b"x".hex()]]
)
def test_a_value_comes_back_as_it_went(tmp_path, value):
    files = FileCache(str(tmp_path), {})
    files.set("key", value, None)
    assert [files.get("key"), type(files.get("key"))] == [value, type(value)]


@pytest.mark.parametrize("value", [{1, 2}, object(), [b"bytes in a list"]])
def test_what_is_neither_bytes_nor_json_is_refused(tmp_path, value):
    with pytest.raises(TypeError):
        FileCache(str(tmp_path), {}).set("key", value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"\x80\x05K\x01.", b"[" * 100_000, b"9" * 5_000, b'"\xff"', pickle.dumps("x")],
    ids=["empty", "cut", "pickle", "nested", "digits", "no UTF-8", "pickled text"],
)
def test_bytes_of_something_else_are_no_value(tmp_path, data):
    assert CacheSerializer().loads(data) is None
    files = FileCache(str(tmp_path), {})
    files.set("key", "value", None)
    (file,) = tmp_path.iterdir()
    for content in (data, b"never\n" + data, b"never\n" + zlib.compress(data)):
        file.write_bytes(content)
        assert files.get("key", "nothing") == "nothing"


def test_a_time_to_live_is_kept(tmp_path, monkeypatch):
    files = FileCache(str(tmp_path), {})
    files.set("key", "value", 60)
    assert [files.get("key"), files.has_key("key"), files.touch("key", 90)] == ["value", True, True]
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 80)
    assert files.get("key") == "value"
    monkeypatch.setattr(time, "time", lambda: now + 100)
    assert [files.has_key("key"), files.touch("key"), files.get("key")] == [False, False, None]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("act", READ)
def test_no_pickle_in_a_file_is_run(tmp_path, act):
    folder, mark = tmp_path / "cache", tmp_path / "run"
    files = FileCache(str(folder), {})
    files.set("key", "value", None)
    (file,) = folder.iterdir()
    bomb = pickle_bomb(mark)
    # Django keeps two pickles one after the other: when a value expires, and the value.
    for content in (
        bomb,
        pickle.dumps(None) + zlib.compress(bomb),
        b"never\n" + bomb,
        b"never\n" + zlib.compress(bomb),
    ):
        file.write_bytes(content)
        READ[act](files)
        assert not mark.exists()


@pytest.fixture(scope="module")
def in_redis() -> Iterator[RedisCache]:
    """A cache in a Redis of its own."""
    with redis() as url:
        cache = RedisCache(url, OPTIONS)
        yield cache
        for pool in cache._cache._pools.values():  # type: ignore[attr-defined]
            pool.disconnect()


@pytest.mark.thorough
@pytest.mark.parametrize("act", READ)
def test_no_pickle_in_redis_is_run(in_redis, tmp_path, act):
    mark = tmp_path / "run"
    in_redis._cache.get_client().set(in_redis.make_key("key"), pickle_bomb(mark))
    READ[act](in_redis)
    assert [mark.exists(), in_redis.get("key") in (None, "another")] == [False, True]


@pytest.mark.thorough
def test_redis_counts_and_keeps_values_as_files_do(in_redis):
    in_redis.clear()
    added = in_redis.add("count", 0, 60)
    assert [added, in_redis.incr("count"), in_redis.incr("count")] == [True, 1, 2]
    for value in ("é", b"\0\x80", 12, [1, "a"]):
        in_redis.set("key", value, None)
        assert in_redis.get("key") == value
