"""The cache makes pages quick and nothing else: readers are served whatever it does."""

import datetime as dt
import logging
import pickle
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db.models import QuerySet

from briefing.models import Edition
from briefing.serving import pages
from briefing.serving.page import Page, make_page
from config.file_cache import FileCache
from tests.support.briefing.page_requests import asked, republished
from tests.support.pickle_bomb import pickle_bomb

pytestmark = pytest.mark.django_db


class Odd:
    """A cache that answers everything with one thing, or fails at one act."""

    def __init__(self, found: Any = None, failing: str = "") -> None:
        self.found, self.failing = found, failing

    def act(self, name: str) -> Any:
        if self.failing == name:
            raise ConnectionError("The cache is gone.")
        return self.found

    def get(self, key: str) -> Any:
        return self.act("get")

    def set(self, key: str, value: object, seconds: int | None) -> None:
        self.act("set")

    def add(self, key: str, value: object, seconds: int | None) -> None:
        self.act("add")


def addresses(edition: Edition) -> list[str]:
    return [edition.brief.get_absolute_url(), edition.get_absolute_url()]


@pytest.mark.thorough
@pytest.mark.parametrize(
    "found",
    [None, "", "live:sky", "page:0", 0, 17, b"<html>", object(), [17], {"tag": "x"}, True],
    ids=lambda found: str(found)[:12].partition(" ")[0],
)
def test_what_a_cache_holds_that_is_no_page_is_passed_over(edition, monkeypatch, found):
    expected = [asked(address)["body"] for address in addresses(edition)]
    monkeypatch.setattr("briefing.serving.cache.cache", Odd(found))
    assert [asked(address)["body"] for address in addresses(edition)] == expected


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("get", "The cache could not be read."),
        ("set", "The cache could not be written."),
        ("add", "The cache could not be written."),
    ],
)
def test_a_broken_cache_is_logged_and_readers_are_served(edition, monkeypatch, caplog, act, words):
    expected = asked(edition.brief.get_absolute_url())["body"]
    monkeypatch.setattr("briefing.serving.cache.cache", Odd(failing=act))
    assert asked(edition.brief.get_absolute_url())["body"] == expected
    assert {(record.levelno, record.message) for record in caplog.records} == {
        (logging.ERROR, words)
    }
    assert "The cache is gone." in caplog.text


@pytest.mark.thorough
def test_a_broken_cache_does_not_stop_a_publishing(
    edition, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("briefing.serving.cache.cache", Odd(failing="set"))
    with django_capture_on_commit_callbacks(execute=True):
        second = republished(edition)
    assert "The cache could not be written." in caplog.text
    assert b"Reworded." in asked(second.brief.get_absolute_url())["body"]


@pytest.mark.thorough
def test_a_new_edition_is_rendered_before_anybody_asks(
    edition, monkeypatch, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        second = republished(edition)
    monkeypatch.setattr(pages, "render_edition", lambda edition: "rendered for a reader")
    for address in (second.brief.get_absolute_url(), second.get_absolute_url()):
        assert b"Reworded." in asked(address)["body"]


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let the cache be files in this folder."""
    monkeypatch.setattr("briefing.serving.cache.cache", FileCache(str(tmp_path), {}))
    return tmp_path


def test_files_that_something_else_wrote_over_are_no_obstacle(edition, files, caplog):
    address = edition.brief.get_absolute_url()
    expected = asked(address)["body"]
    kept = list(files.glob("*.djcache"))
    assert len(kept) == 3
    for file in kept:
        file.write_bytes(b"\x80garbage")
    assert asked(address)["body"] == expected
    assert caplog.text == ""


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data + b"x",
        lambda data: data.replace(b"\n", b"", 1),
        lambda data: data.replace(b'"identity"', b'"unknown"', 1),
        lambda data: data.replace(b'"sizes"', b'"size"', 1),
        lambda data: data.replace(b'"text/html', b'"text\\r\\nSet-Cookie: a=b', 1),
        lambda data: data.replace(b'"tag":"', b'"tag":"\\u0000', 1),
    ],
)
def test_a_page_that_was_kept_otherwise_is_no_page(change):
    page = replace(make_page("A page."), key="page:1")
    data = page.to_bytes()
    assert Page.from_bytes(data) == page
    assert Page.from_bytes(change(data)) is None


@pytest.mark.parametrize("act", ["front", "brief", "edition", "card"])
def test_no_pickle_in_the_cache_is_run_for_a_page(edition, files, tmp_path, act):
    mark = tmp_path / "run"
    address = {
        "front": "/",
        "brief": edition.brief.get_absolute_url(),
        "edition": edition.get_absolute_url(),
        "card": f"{edition.get_absolute_url()}card.png",
    }[act]
    expected = asked(address)["body"]
    bomb = pickle_bomb(mark)
    for content in (bomb, pickle.dumps(None) + zlib.compress(bomb)):
        for file in files.glob("*.djcache"):
            file.write_bytes(content)
        assert [asked(address)["body"] == expected, mark.exists()] == [True, False]


def test_a_disk_that_takes_no_file_is_no_obstacle(edition, monkeypatch, tmp_path, caplog):
    folder = tmp_path / "cache"
    monkeypatch.setattr("briefing.serving.cache.cache", FileCache(str(folder), {}))
    folder.rmdir()
    folder.write_text("not a folder")
    assert asked(edition.brief.get_absolute_url())["status"] == 200
    assert "The cache could not be written." in caplog.text


@pytest.mark.thorough
@pytest.mark.parametrize(
    "other",
    [
        {"document": "{}", "sha256": "0"},
        {"published": dt.datetime(2001, 2, 3, tzinfo=dt.UTC)},
        {"paper": None},
    ],
    ids=["another text", "another time", "no quiz"],
)
def test_an_edition_of_a_restored_database_is_never_met_by_an_older_page(edition, other):
    """The row may have the number, and so the address, of one that was there before."""
    before = asked(edition.get_absolute_url())["body"]
    if "document" in other:
        other = other | {"document": edition.document.replace("Russia", "Ruritania")}
    QuerySet(Edition).filter(pk=edition.pk).update(**other)
    assert asked(edition.get_absolute_url())["body"] != before


@pytest.mark.thorough
def test_another_release_renders_its_pages_anew(edition, settings, monkeypatch):
    before = asked(edition.get_absolute_url())["body"]
    monkeypatch.setattr(pages, "render_edition", lambda edition, page, chosen: "rendered anew")
    assert asked(edition.get_absolute_url())["body"] == before
    settings.RELEASE = "another"
    assert asked(edition.get_absolute_url())["body"] == b"rendered anew"
