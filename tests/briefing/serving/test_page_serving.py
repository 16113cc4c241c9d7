"""How a page is sent: what it costs, compressed and tagged, the same to every reader."""

import gzip

import brotli  # type: ignore[import-untyped]
import pytest
from django.test import Client

from briefing.serving.page import accepted
from briefing.serving.pictures import store_pictures
from tests.support.briefing.page_requests import asked, claims, costs, republished

pytestmark = pytest.mark.django_db
ENCODINGS = {"identity": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


def test_a_brief_costs_two_queries_and_none_once_it_is_cached(edition, bundled, queries):
    """One for the edition, and one for its pictures, which are stored when it is published."""
    store_pictures(edition)
    assert costs(edition.brief.get_absolute_url(), queries) == [2, 0]


@pytest.mark.parametrize("number", [5, 200])
def test_a_page_costs_the_same_at_any_size(published, queries, number):
    published(claims=claims(number))
    assert costs("/briefs/sky/", queries) == [1, 0]


def test_an_edition_costs_one_query_once_it_is_cached(edition, bundled, queries):
    store_pictures(edition)
    assert costs(edition.get_absolute_url(), queries) == [2, 1]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_each_encoding_holds_the_same_page(edition, encoding):
    address = edition.brief.get_absolute_url()
    plain = asked(address)
    answer = asked(address, accept_encoding=encoding)
    assert ENCODINGS[encoding](answer["body"]) == plain["body"]
    assert answer.get("Content-Encoding", "identity") == encoding
    assert answer["Content-Length"] == str(len(answer["body"]))
    assert [plain["Content-Type"], answer["Content-Type"]] == ["text/html; charset=utf-8"] * 2


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_browser_that_has_the_page_is_sent_nothing(edition, encoding):
    address = edition.brief.get_absolute_url()
    first = asked(address, accept_encoding=encoding)
    again = asked(address, accept_encoding=encoding, if_none_match=first["ETag"])
    assert [again["status"], again["body"]] == [304, b""]
    for header in ("ETag", "Vary", "Cache-Control"):
        assert again[header] == first[header]


def test_of_what_is_not_sent_no_length_is_told(edition):
    """It would have to be that of the page (RFC 9110, 8.6)."""
    briefs = (edition.brief.get_absolute_url(), edition.get_absolute_url())
    for address in ("/", *briefs, "/feed.xml"):
        again = asked(address, if_none_match=asked(address)["ETag"])
        assert [again["status"], "Content-Length" in again] == [304, False]


def test_each_encoding_has_a_tag_of_its_own(edition):
    address = edition.brief.get_absolute_url()
    assert len({asked(address, accept_encoding=e)["ETag"] for e in ENCODINGS}) == 3


@pytest.mark.thorough
def test_a_browser_that_has_an_older_page_is_sent_the_new_one(
    edition, django_capture_on_commit_callbacks
):
    address = edition.brief.get_absolute_url()
    tag = asked(address)["ETag"]
    with django_capture_on_commit_callbacks(execute=True):
        republished(edition)
    answer = asked(address, if_none_match=tag)
    assert answer["status"] == 200
    assert answer["ETag"] != tag


def test_caches_may_keep_a_page_but_ask_each_time(edition):
    for address in ("/", edition.brief.get_absolute_url(), edition.get_absolute_url()):
        answer = asked(address)
        assert [answer["Cache-Control"], answer["Vary"]] == ["public, no-cache", "Accept-Encoding"]


@pytest.mark.thorough
def test_every_reader_gets_the_same_bytes_and_no_cookie(edition, client, editor_client):
    for address in ("/", edition.brief.get_absolute_url(), edition.get_absolute_url()):
        answers = [client.get(address), editor_client.get(address)]
        assert answers[0].content == answers[1].content
        assert [dict(answer.cookies) for answer in answers] == [{}, {}]


def test_head_is_answered_like_get(edition):
    address = edition.brief.get_absolute_url()
    one = {"X-Request-ID": "one-request"}
    head, get = Client(headers=one).head(address), Client(headers=one).get(address)
    assert [head.status_code, head.content] == [200, b""]
    assert head.headers == get.headers


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("", "identity"),
        ("identity", "identity"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("br ; q=0.000 , gzip ; q=0.5", "gzip"),
        ("br;q=0., gzip;q=0.0", "identity"),
        ("x-gzip, brotli", "identity"),
        ("*", "identity"),
        (",,;q=1,", "identity"),
        ("deflate;q=br", "identity"),
        ("\x00é;;=", "identity"),
    ],
)
def test_the_best_encoding_a_browser_takes_is_chosen(header, encoding):
    assert accepted(header) == encoding
