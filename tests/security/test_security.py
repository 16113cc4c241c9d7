"""What every page owes to its reader's safety, the desk's and the error pages included."""

import io
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import pytest
from django.conf import settings as site
from django.core import signing
from django.test import Client
from django.test.client import MULTIPART_CONTENT
from django.urls import reverse

from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import publish
from briefing.models import Edition
from briefing.serving import pages
from quiz.models import Attempt, Question
from quiz.views.reader_cookie import reader_of
from tests.config.test_settings import shown
from tests.support.briefing.every_part import EVERY_PART

pytestmark = pytest.mark.django_db

DATA = "application/ld+json"
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "manifest-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in site.NOT_NEEDED),
}


class Page(HTMLParser):
    """The elements of a page, each with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    @property
    def inline(self) -> list[tuple[str, dict[str, str]]]:
        """The elements that would need a policy with holes in it; data is no script."""
        return [
            (tag, attrs)
            for tag, attrs in self.elements
            if (tag == "script" and "src" not in attrs and attrs.get("type") != DATA)
            or tag == "style"
            or any(name == "style" or name.startswith(("on", "hx-on")) for name in attrs)
            or any(value.strip().lower().startswith("javascript:") for value in attrs.values())
        ]

    @property
    def elsewhere(self) -> list[str]:
        """The addresses of other sites that the page loads from, links or sends to."""
        addresses = [
            attrs[name]
            for _, attrs in self.elements
            for name in ("src", "href", "action", "data-hx-get", "data-hx-post", "formaction")
            if name in attrs
        ]
        own = urlsplit(site.SITE_URL).netloc
        return [address for address in addresses if urlsplit(address).netloc not in ("", own)]


@pytest.fixture
def sky(db, small) -> Edition:
    """A small brief with something of everything, live."""
    return publish(replace_draft(BriefDocument.model_validate(small(**EVERY_PART))).pk)[0]


@pytest.fixture
def all_pages(sky, client, editor_client) -> dict[str, Any]:
    """A response of every kind of page, by its name."""
    return site_pages(sky, client) | quiz_pages(sky, client) | desk_pages(sky, editor_client)


def site_pages(edition: Edition, client: Client) -> dict[str, Any]:
    return {
        "front": client.get("/"),
        "brief": client.get(edition.brief.get_absolute_url()),
        "edition": client.get(edition.get_absolute_url()),
        "400": client.get("/", headers={"host": "evil.example"}),
        "403": Client(enforce_csrf_checks=True).post("/admin/login/"),
        "404": client.get("/nowhere"),
        "405": client.post("/"),
        "413": client.post("/", CONTENT_LENGTH="5000001"),
    }


def site_files(edition: Edition, client: Client) -> dict[str, Any]:
    """Return a response of everything that is no page."""
    names = ("feed", "sitemap", "robots", "manifest")
    found = {name: client.get(reverse(f"briefing:{name}")) for name in names}
    card = reverse("briefing:card", args=[edition.brief.slug, edition.number])
    return found | {"card": client.get(card)}


def quiz_pages(edition: Edition, client: Client) -> dict[str, Any]:
    """Return the pages of a quiz in which one question is asked, from its start to its results."""
    found = {"quiz": client.get(reverse("quiz:paper", args=[edition.paper_id]))}
    sent = {"themes": ["actors"], "length": "all"}
    client.post(reverse("quiz:attempts", args=[edition.paper_id]), sent)
    attempt = Attempt.objects.get()
    question = reverse("quiz:question", args=[attempt.public_id, 1])
    found["question"] = client.get(question)
    client.post(question, {"choice": "0"})
    found["verdict"] = client.get(question)
    found["results"] = client.get(reverse("quiz:attempt", args=[attempt.public_id]))
    return found


def desk_pages(edition: Edition, client: Client) -> dict[str, Any]:
    brief, question = [edition.brief_id], [Question.objects.get().pk]
    addresses = {
        "login": reverse("admin:login"),
        "desk": reverse("admin:index"),
        "briefs": reverse("admin:briefing_brief_changelist"),
        "a brief": reverse("admin:briefing_brief_change", args=brief),
        "publish": reverse("admin:briefing_brief_publish", args=brief),
        "preview": reverse("admin:briefing_brief_preview", args=brief),
        "the quiz of a preview": reverse("admin:briefing_brief_preview_paper", args=brief),
        "deleting": reverse("admin:quiz_question_delete", args=question),
        "a question": reverse("admin:quiz_question_change", args=question),
        "an actor": reverse("admin:briefing_actor_add"),
    }
    found = {name: client.get(address) for name, address in addresses.items()}
    return found | {"login": Client().get(addresses["login"])}


@pytest.fixture
def broken_page(monkeypatch, client):
    """The page that says that something broke."""
    monkeypatch.setattr(pages, "front_page", lambda number: 1 / 0)
    client.raise_request_exception = False
    return client.get("/")


def policy(response: Any) -> dict[str, str]:
    """Return a response's Content-Security-Policy by directive."""
    directives = response.headers["Content-Security-Policy"].split(";")
    return {name: rest for name, _, rest in (each.strip().partition(" ") for each in directives)}


@pytest.mark.thorough
def test_every_page_is_the_one_it_should_be(all_pages):
    odd = {
        name: response.status_code
        for name, response in all_pages.items()
        if response.status_code != (int(name) if name.isdecimal() else 200)
    }
    assert odd == {}


@pytest.mark.thorough
def test_every_page_has_the_strict_policy(all_pages, broken_page):
    found = {name: policy(response) for name, response in all_pages.items()}
    assert found == dict.fromkeys(all_pages, POLICY)
    assert [broken_page.status_code, policy(broken_page)] == [500, POLICY]


def test_every_file_is_as_safe_as_a_page(sky, client):
    for response in site_files(sky, client).values():
        assert [response.status_code, policy(response)] == [200, POLICY]
        assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
        assert response.cookies == {}


@pytest.mark.thorough
def test_every_page_has_the_security_headers(all_pages, broken_page):
    for response in (*all_pages.values(), broken_page):
        assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.thorough
def test_no_page_holds_a_script_or_a_style_of_its_own(all_pages, broken_page):
    found = {name: Page(response.text).inline for name, response in all_pages.items()}
    assert found == {name: [] for name in all_pages}
    assert Page(broken_page.text).inline == []


@pytest.mark.thorough
def test_no_page_loads_from_or_sends_to_another_site(all_pages, broken_page):
    found = {name: Page(response.text).elsewhere for name, response in all_pages.items()}
    assert found == {name: [] for name in all_pages}
    assert Page(broken_page.text).elsewhere == []


@pytest.mark.parametrize(
    "bad", ['<p style="x">', "<style>", "<script>x</script>", '<a onclick="x">']
)
def test_the_search_for_inline_code_finds_it(bad):
    assert len(Page(bad).inline) == 1
    assert Page(f'<script type="{DATA}">{{}}</script>').inline == []
    assert Page('<a href="//x.example/"><script src="/x.js"></script>').elsewhere == [
        "//x.example/"
    ]


@pytest.mark.thorough
def test_the_error_pages_tell_nothing_of_the_inside(all_pages, broken_page):
    broken = [all_pages[status] for status in ("400", "403", "404", "405", "413")]
    for response in (*broken, broken_page):
        assert re.findall(r"Traceback|Exception|Error:|django|urlpatterns", response.text) == []


def test_an_article_is_linked_without_telling_it_who_asks(small, client):
    article = {"paragraphs": ["One.", "Two."], "url": "https://paper.example/a"}
    publish(replace_draft(BriefDocument.model_validate(small(article=article))).pk)
    page = Page(client.get("/briefs/sky/").text)
    assert page.elsewhere == ["https://paper.example/a"]
    link = next(attrs for _, attrs in page.elements if attrs.get("href") == page.elsewhere[0])
    assert link["rel"] == "noreferrer"


@pytest.mark.parametrize("path", ["quiz", "publish", "brief", "preview", "login"])
def test_a_form_sent_from_another_site_is_refused(sky, admin_user, path):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    address = {
        "quiz": reverse("quiz:attempts", args=[sky.paper_id]),
        "publish": reverse("admin:briefing_brief_publish", args=[sky.brief_id]),
        "brief": reverse("admin:briefing_brief_change", args=[sky.brief_id]),
        "preview": reverse("admin:briefing_brief_preview_attempts", args=[sky.brief_id]),
        "login": reverse("admin:login"),
    }[path]
    response = client.post(address, {"themes": ["actors"], "length": 5, "note": "x"})
    assert response.status_code == 403
    assert "<h1>This form has grown too old</h1>" in response.text
    assert Attempt.objects.count() == 0


def test_a_form_of_this_site_is_taken(sky):
    client = Client(enforce_csrf_checks=True)
    page = Page(client.get(reverse("quiz:paper", args=[sky.paper_id])).text)
    fields = {attrs.get("name"): attrs.get("value", "") for _, attrs in page.elements}
    sent = {
        "themes": ["actors"],
        "length": "all",
        "csrfmiddlewaretoken": fields["csrfmiddlewaretoken"],
    }
    assert client.post(reverse("quiz:attempts", args=[sky.paper_id]), sent).status_code == 302
    assert Attempt.objects.count() == 1


def test_no_cookie_can_be_read_by_a_script(sky, client, admin_user):
    quiz_pages(sky, client)
    client.post(reverse("admin:login"), {"username": admin_user, "password": "password"})
    kept = client.cookies.values()
    assert {cookie.key for cookie in kept} == {"reader", "csrftoken", "sessionid"}
    assert [c.key for c in kept if not c["httponly"] or c["samesite"] != "Lax"] == []


@pytest.mark.parametrize("value", ["", "odd", "1", "é", "0" * 31, "0" * 4000, "None", "[]"])
def test_a_reader_whose_cookie_is_ours_but_odd_is_nobody(sky, client, value):
    signed = signing.get_cookie_signer(salt="readerreader").sign(value)
    client.cookies["reader"] = signed
    assert reader_of(client.get("/quiz/mine/").wsgi_request) is None
    quiz_pages(sky, client)
    assert client.cookies["reader"].value != signed
    assert Attempt.objects.get().reader.version == 4


def test_a_reader_whose_cookie_was_tampered_with_is_nobody(sky, client):
    quiz_pages(sky, client)
    reader, _, seal = client.cookies["reader"].value.partition(":")
    assert reader == str(Attempt.objects.get().reader)
    client.cookies["reader"] = f"{uuid4()}:{seal}"
    assert reader_of(client.get("/quiz/mine/").wsgi_request) is None


def test_what_is_not_a_readers_own_is_not_found_and_never_cached(sky, client):
    quiz_pages(sky, client)
    own = Attempt.objects.get().public_id
    for public_id in (own, uuid4()):
        for name, more in (("attempt", []), ("question", [1]), ("question", [99])):
            answer = Client().get(reverse(f"quiz:{name}", args=[public_id, *more]))
            assert answer.status_code == 404
            kept = {each.strip() for each in answer["Cache-Control"].split(",")}
            assert {"no-store", "private", "max-age=0"} <= kept
            assert {"HX-Request", "Cookie"} <= set(answer["Vary"].split(", "))


@pytest.mark.thorough
def test_over_https_readers_are_sent_and_kept_there(tmp_path):
    (tmp_path / "static").mkdir()
    client = "__import__('django.test').test.client.Client(headers={'host': 'readout.example'})"
    plain, secure = f"{client}.get('/robots.txt')", f"{client}.get('/robots.txt', secure=True)"
    found = shown(
        [f"{plain}.status_code", f"{plain}.headers['Location']", f"dict({secure}.headers)"],
        SITE_URL="https://readout.example",
        DATA_DIR=tmp_path,
        LOG_LEVEL="ERROR",
    )
    status, location, headers = found.values()
    assert [status, location] == [301, "https://readout.example/robots.txt"]
    assert headers["Strict-Transport-Security"] == "max-age=2592000"


def test_no_page_may_use_a_camera_a_microphone_or_a_place(client):
    kept = client.get("/")["Permissions-Policy"].split(", ")
    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(kept)


@pytest.mark.parametrize("length", ["5000001", "9" * 30, "0" * 9 + "5000001"])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "text/plain", ""])
def test_what_is_too_large_is_refused_before_it_is_read(editor_client, length, kind):
    answer = editor_client.generic(
        "POST", "/admin/briefing/brief/import/", "never read", kind, CONTENT_LENGTH=length
    )
    assert answer.status_code == 413
    assert "<h1>That was too much at once</h1>" in answer.text
    assert answer.wsgi_request._read_started is False


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", MULTIPART_CONTENT])
def test_a_form_as_large_as_a_request_may_be_is_read(editor_client, kind):
    address = reverse("admin:briefing_article_add")
    typed = {"paragraphs": "a" * 4_900_000}
    sent: Any = typed if kind == MULTIPART_CONTENT else urlencode(typed)
    answer = editor_client.post(address, sent, kind)
    # What was typed is still there, and what is missing is said beside it.
    assert [answer.status_code, typed["paragraphs"] in answer.text] == [200, True]


@pytest.mark.parametrize("length", ["-1", "x", "1.0", "²", "9" * 5000])
def test_a_length_that_is_no_number_is_refused(client, length):
    answer = client.post("/quiz/mine/erase/", {"yes": "1"}, CONTENT_LENGTH=length)
    assert answer.status_code == 400
    assert "<h1>That request could not be read</h1>" in answer.text


def test_more_files_than_any_form_has_are_refused(editor_client):
    files = {f"file-{number}": io.BytesIO(b"format: 1") for number in range(3)}
    answer = editor_client.post("/admin/briefing/brief/import/", files)
    assert [answer.status_code, "<h1>That request could not be read</h1>" in answer.text] == [
        400,
        True,
    ]


@pytest.mark.parametrize("method", ["put", "patch", "delete", "purge"])
@pytest.mark.parametrize("address", ["/", "/quiz/mine/", "/admin/", "/quiz/papers/1/"])
def test_what_no_address_takes_is_refused_as_that(db, method, address):
    answer = Client(enforce_csrf_checks=True).generic(method.upper(), address)
    allowed = "GET, HEAD, POST" if address == "/admin/" else "GET, HEAD"
    assert [answer.status_code, answer["Allow"]] == [405, allowed]
    assert "<h1>That cannot be done at this address</h1>" in answer.text
