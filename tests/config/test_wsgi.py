"""The callable that a server calls: no request can make it stumble or lead readers elsewhere."""

from urllib.parse import urlencode

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

from briefing.serving.wsgi_cache import PageCache
from quiz.models import Attempt
from tests.support.wsgi import served

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_connection")]
TOKEN = "x" * 32


def started(paper_id: int, content_type: str) -> str:
    """Start a quiz as a browser's form does, and return the status of the answer."""
    choice = {"themes": "actors", "length": 5, "csrfmiddlewaretoken": TOKEN}
    return served(
        f"/quiz/papers/{paper_id}/attempts/",
        urlencode(choice).encode(),
        CONTENT_TYPE=content_type,
        QUERY_STRING="from=%C3%A9",
        HTTP_COOKIE=f"csrftoken={TOKEN}",
    )[0]


@pytest.mark.parametrize(
    "parameters",
    [
        *("", "; charset=utf-8", "; charset=UTF-8", "; charset=ISO-8859-1", "; charset=utf-16"),
        *("; charset=hex", "; charset=nonsense", ";charset=hex", '; charset="hex"', "; charset="),
        *("; Charset=hex", "; CHARSET=hex", "; charset =hex", "; charset*=utf-8''hex"),
        *("; a=b; charset=hex; c=d", "; charset=hex; charset=hex", "; a*=nonsense''%80"),
    ],
)
def test_a_form_is_read_as_utf8_whatever_it_claims(edition, parameters):
    content_type = f"application/x-www-form-urlencoded{parameters}"
    assert started(edition.paper_id, content_type) == "302 Found"
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize(
    "parameters",
    [
        *("; boundary=limit", "; charset=hex; boundary=limit", '; boundary="limit"; charset=hex'),
        "; Boundary=limit",
    ],
)
def test_a_form_in_parts_is_read_as_utf8_whatever_it_claims(edition, parameters):
    choice = {"themes": "actors", "length": "5", "csrfmiddlewaretoken": TOKEN}
    parts = [
        f'--limit\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in choice.items()
    ]
    status, _, _ = served(
        f"/quiz/papers/{edition.paper_id}/attempts/",
        "".join([*parts, "--limit--\r\n"]).encode(),
        CONTENT_TYPE=f"multipart/form-data{parameters}",
        HTTP_COOKIE=f"csrftoken={TOKEN}",
    )
    assert status == "302 Found"


@pytest.mark.parametrize("content_type", ["text/html; charset=hex", "; charset=hex", ";;=", "é"])
def test_a_page_is_read_whatever_a_request_claims_to_hold(edition, content_type):
    status, _, page = served("/", CONTENT_TYPE=content_type, QUERY_STRING="a=%FF")
    assert [status, edition.title in page] == ["200 OK", True]


@pytest.mark.parametrize("name", ["SCRIPT_NAME", "HTTP_SCRIPT_NAME", "HTTP_X_SCRIPT_NAME"])
def test_no_request_says_where_the_site_begins(edition, name):
    for address in ("/", edition.brief.get_absolute_url(), "/nowhere"):
        one = {"HTTP_X_REQUEST_ID": "one-request"}
        evil = served(address, b"", **one, **{name: "/evil"})
        plain = served(address, b"", **one)
        assert "/evil" not in evil[2]
        assert evil == plain


def test_a_redirect_keeps_to_where_the_site_begins(edition):
    status, headers, _ = served("/admin/", SCRIPT_NAME="/evil")
    assert [status, headers["Location"]] == ["302 Found", "/admin/login/?next=/admin/"]


@pytest.mark.parametrize(
    ("sender", "said", "status"),
    [
        ("127.0.0.1", "https", "200 OK"),
        ("127.0.0.1", "http", "301 Moved Permanently"),
        ("127.0.0.1", "https,http", "301 Moved Permanently"),
        ("192.0.2.7", "https", "301 Moved Permanently"),
    ],
)
def test_that_a_reader_came_by_https_is_for_a_trusted_proxy_to_say(
    edition, monkeypatch, sender, said, status
):
    secured = WSGIHandler()
    with override_settings(SECURE_SSL_REDIRECT=True, TRUSTED_PROXIES=["127.0.0.1"]):
        secured.load_middleware()
        monkeypatch.setattr("config.wsgi.page_cache", PageCache(secured))
        environ = {"REMOTE_ADDR": sender, "HTTP_X_FORWARDED_PROTO": said}
        assert served("/", **environ)[0] == status
