"""A brief's page that is sent again without Django is what Django would send."""

import logging
from time import monotonic
from typing import Any

import pytest
from django.core.cache import cache

from briefing.editing.publishing import publish, unpublish
from briefing.models import Brief
from briefing.serving.wsgi_cache import ASKED_AFTER, MOST, PageCache
from config.wsgi import django
from tests.support.wsgi import served

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_connection")]
ONE: dict[str, Any] = {"HTTP_X_REQUEST_ID": "one-request", "REMOTE_ADDR": "127.0.0.1"}


@pytest.fixture
def a_moment_later(monkeypatch):
    """Let the time pass for which the cache is not asked again."""
    return lambda: monkeypatch.setattr(
        "briefing.serving.wsgi_cache.monotonic", lambda: monotonic() + ASKED_AFTER
    )


@pytest.fixture(autouse=True)
def shelf(monkeypatch):
    shelf = PageCache(django)
    monkeypatch.setattr("config.wsgi.page_cache", shelf)
    return shelf


@pytest.fixture
def page(edition):
    """The address of a page that was sent before, and sent again."""
    address = edition.brief.get_absolute_url()
    for _ in range(2):
        served(address)
    return address


@pytest.fixture
def alone(shelf):
    """Have only the shelf answer from here on: anything that it leaves to Django is an error."""

    def refuse(environ, start_response):
        raise AssertionError(environ["PATH_INFO"])

    return lambda: setattr(shelf, "application", refuse)


@pytest.fixture
def renamed(django_capture_on_commit_callbacks):
    """Publish the brief under another title."""

    def rename(title: str) -> None:
        brief = Brief.objects.get()
        brief.title = title
        brief.save()
        with django_capture_on_commit_callbacks(execute=True):
            publish(brief.pk)

    return rename


@pytest.mark.parametrize("encoding", ["", "gzip", "br"])
@pytest.mark.parametrize("secure", ["http", "https"])
def test_it_is_the_same_to_the_byte_and_the_header(edition, alone, encoding, secure):
    address = edition.brief.get_absolute_url()
    asked = {"HTTP_ACCEPT_ENCODING": encoding, "HTTP_X_FORWARDED_PROTO": secure, **ONE}
    first = served(address, **asked)
    alone()
    assert served(address, **asked) == first
    assert [first[0], first[1].get("Content-Encoding", "")] == ["200 OK", encoding]


def test_whoever_has_it_is_told_that_it_is_the_same(page, shelf, alone):
    tag = served(page)[1]["ETag"]
    by_django = served(page, HTTP_IF_NONE_MATCH=f"{tag}, {tag}", **ONE)
    alone()
    assert served(page, HTTP_IF_NONE_MATCH=tag, **ONE) == by_django
    assert [by_django[0], by_django[2]] == ["304 Not Modified", ""]
    assert served(page, HTTP_IF_NONE_MATCH='"another"')[0] == "200 OK"


def test_a_tag_that_something_on_the_way_made_weak_is_the_same(page, shelf, alone):
    """RFC 9110, 13.1.2; so compares Django, too."""
    weak = f"W/{served(page)[1]['ETag']}"
    assert served(page, HTTP_IF_NONE_MATCH=f"{weak}, {weak}")[0] == "304 Not Modified"
    alone()
    assert served(page, HTTP_IF_NONE_MATCH=weak)[0] == "304 Not Modified"
    assert served(page, HTTP_IF_NONE_MATCH='W/"another"')[0] == "200 OK"


@pytest.mark.parametrize(
    "condition",
    [
        {"HTTP_IF_NONE_MATCH": "*"},
        {"HTTP_IF_NONE_MATCH": '"a", "b"'},
        {"HTTP_IF_MATCH": '"a"'},
        {"REQUEST_METHOD": "HEAD"},
        {"REQUEST_METHOD": "POST"},
        {"QUERY_STRING": "standing=denied"},
        {"QUERY_STRING": "from=elsewhere"},
        {"HTTP_HOST": "evil.example"},
    ],
)
def test_anything_else_is_for_django_to_see_to(page, alone, condition):
    alone()
    with pytest.raises(AssertionError, match=page):
        served(page, **condition)


def test_a_new_edition_is_read_in_a_moment(page, renamed, a_moment_later):
    renamed("Another title")
    a_moment_later()
    assert "<h1>Another title</h1>" in served(page)[2]


def test_another_process_reads_it_too(page, shelf, renamed, a_moment_later, monkeypatch):
    other = PageCache(django)
    monkeypatch.setattr("config.wsgi.page_cache", other)
    renamed("Another title")
    served(page)
    monkeypatch.setattr("config.wsgi.page_cache", shelf)
    a_moment_later()
    assert "<h1>Another title</h1>" in served(page)[2]


def test_what_is_taken_back_is_gone_in_a_moment(
    page, a_moment_later, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        unpublish(Brief.objects.get().pk)
    a_moment_later()
    assert served(page)[0] == "410 Gone"


def test_the_cache_is_not_asked_for_each(page, alone, monkeypatch):
    alone()
    monkeypatch.setattr("briefing.serving.wsgi_cache.monotonic", lambda: 0.0)
    monkeypatch.setattr(cache, "get", lambda key: 1 / 0)
    assert served(page)[0] == "200 OK"


def test_without_the_cache_django_answers(page, a_moment_later, monkeypatch):
    def broken(*args, **kwargs):
        raise ConnectionError

    first = served(page, **ONE)
    a_moment_later()
    monkeypatch.setattr(cache, "get", broken)
    monkeypatch.setattr(cache, "set", broken)
    assert served(page, **ONE) == first


def test_it_has_an_id_of_its_own_and_is_logged(page, alone, caplog):
    alone()
    with caplog.at_level(logging.INFO, "readout.request"):
        ids = [served(page)[1]["X-Request-ID"] for _ in range(2)]
        size = int(served(page)[1]["Content-Length"])
    assert ids[0] != ids[1]
    facts = [record.facts for record in caplog.records]
    assert [each.pop("ms") >= 0 for each in facts] == [True] * 3
    assert facts == [{"method": "GET", "path": page, "status": 200, "size": size}] * 3


def test_what_is_not_a_brief_is_not_kept(edition, shelf):
    for address in ("/", edition.get_absolute_url(), "/nowhere", "/quiz/mine/"):
        served(address)
    assert shelf.sent == {}


def test_no_more_is_kept_than_there_is_room_for(page, shelf, settings):
    settings.ALLOWED_HOSTS = ["*"]
    for number in range(MOST + 5):
        served(page, HTTP_HOST=f"{number}.example")
    assert 0 < len(shelf.sent) <= MOST
