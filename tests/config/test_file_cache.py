"""A cache in files has room for what is read, and keeping something in it costs little."""

import os
import random
from pathlib import Path
from typing import Any

import pytest

from config.file_cache import FileCache


@pytest.fixture
def files(tmp_path: Path) -> FileCache:
    """A cache that makes room when it has more than six files: a third of them go."""
    return FileCache(str(tmp_path), {"OPTIONS": {"MAX_ENTRIES": 6}})


@pytest.fixture
def looking(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Say of whoever keeps something from here on whether they look for room."""
    return lambda looks: monkeypatch.setattr(random, "randrange", lambda most: int(not looks))


def kept(files: FileCache) -> str:
    return "".join(each for each in "abcdefghi" if files.has_key(each))


def read(file: Path, days_ago: int) -> None:
    """Note on the disk that a file was read some days ago."""
    modified = file.stat().st_mtime
    os.utime(file, (modified - days_ago * 24 * 60 * 60, modified))


def test_what_was_not_read_for_longest_makes_room(files, looking, tmp_path):
    looking(False)
    for key, days_ago in {"a": 0, "b": 9, "c": 3, "d": 8, "e": 1, "f": 2, "g": 4}.items():
        before = set(tmp_path.iterdir())
        files.set(key, key, None)
        read((set(tmp_path.iterdir()) - before).pop(), days_ago)
    looking(True)
    files.set("h", "h", None)
    assert kept(files) == "acefgh"
    files.set("i", "i", None)
    assert kept(files) == "acefghi"


def test_nearly_nobody_waits_while_all_files_are_listed(files, looking, monkeypatch):
    looking(False)
    monkeypatch.setattr(Path, "glob", lambda folder, pattern: 1 / 0)
    for key in "abcdefghi":
        files.set(key, key, None)
    assert kept(files) == "abcdefghi"


def test_what_another_process_has_let_go_is_no_obstacle(files, looking, monkeypatch, tmp_path):
    looking(False)
    for key in "abcdefg":
        files.set(key, key, None)
    listed = [tmp_path / "gone", *tmp_path.iterdir()]
    monkeypatch.setattr(Path, "glob", lambda folder, pattern: listed)
    looking(True)
    files.set("h", "h", None)
    assert len(kept(files)) == 7
