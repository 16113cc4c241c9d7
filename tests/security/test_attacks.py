"""Known ways to lead readers elsewhere, to learn what is not told, and to make the site labour."""

import io
import time
import zipfile
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from briefing.documents.yaml_format import BriefFileError, read_brief
from briefing.models import Brief
from quiz.exchange.imported import MOST_BYTES
from quiz.models import Attempt, Question
from tests.support.briefing.users import EDITOR, browser_of
from tests.support.html import text_of
from tests.support.visitors import ROUTES, Site

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"
ELSEWHERE = [
    *("https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example", "\\\\evil"),
    *("javascript:alert(1)", "http:evil.example", " https://evil.example", "https:/evil.example"),
    *("/admin/\r\nSet-Cookie: a=b", "\t//evil.example", "https://127.0.0.1@evil.example/"),
]


# Elsewhere


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_leads_nowhere_else(admin_user, target):
    sent = {"username": admin_user.username, "password": "password", "next": target}
    answer = Client().post(LOGIN, sent)
    assert answer.status_code == 302
    # What is of this site stands, its line breaks quoted.
    assert answer["Location"] in ("/admin/", "/admin/%0D%0ASet-Cookie:%20a=b")
    assert "a" not in answer.cookies


@pytest.mark.parametrize(
    "path", ["//evil.example", "//evil.example/%2e%2e", "/admin//evil.example", "/%5cevil.example"]
)
def test_a_missing_slash_leads_nowhere_else(editor_client, path):
    answer = editor_client.get(path)
    location = answer.headers.get("Location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil", "evil example"]
)
def test_no_page_believes_where_a_request_says_it_is(edition, client, host):
    assert client.get("/", headers={"host": host}).status_code == 400
    forged = {"X-Forwarded-Host": host, "X-Forwarded-Server": host, "Forwarded": f"host={host}"}
    page = client.get(edition.brief.get_absolute_url(), headers=forged)
    assert [page.status_code, host in page.text] == [200, False]


@pytest.mark.thorough
@pytest.mark.parametrize("origin", [None, "https://evil.example", "null"])
def test_no_address_takes_a_form_of_another_site(edition, admin_user, origin):
    site = Site(edition.brief)
    headers = {"origin": origin} if origin else {}
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    found = {
        client.post(site.address(r), {"yes": "1"}, headers=headers).status_code for r in ROUTES
    }
    # 405 where nothing can be sent to.
    assert found == {403, 405}


# Headers and paths


@pytest.mark.parametrize("odd", ["\r\nX-Evil: 1", "%0d%0aX-Evil:%201", '"; x="', "\n\n<p>"])
def test_no_value_becomes_a_header(brief, editor_client, odd):
    for address in (
        reverse("admin:briefing_brief_export", args=[brief.pk, "gift"]),
        reverse("admin:briefing_brief_exchange", args=[brief.pk]),
        "/quiz/mine/",
        "/",
    ):
        answer = editor_client.get(address, {"next": odd, "page": odd}, headers={"HX-Target": odd})
        assert "X-Evil" not in answer.headers
    file = io.BytesIO(b"format: 1")
    file.name = f"x{odd}.yaml"
    answer = editor_client.post(reverse("admin:briefing_brief_import"), {"file": file})
    assert [answer.status_code, "X-Evil" in answer.headers, "<p>.yaml" in answer.text] == [
        *(422, False, False)
    ]


@pytest.mark.parametrize(
    "path",
    [
        *("/static/../secret_key", "/static/%2e%2e/secret_key", "/static//etc/passwd"),
        *("/static/..%5csecret_key", "/static/%00", "/briefs/../admin/", "/..%2f..%2fetc/passwd"),
    ],
)
def test_no_path_leads_out_of_the_site(client, path):
    answer = client.get(path)
    assert answer.status_code == 404


# What is not told


def test_signing_in_says_the_same_of_a_name_that_is_there_and_one_that_is_not(admin_user):
    def said(name: str) -> tuple[int, str]:
        answer = Client().post(LOGIN, {"username": name, "password": "wrong"})
        return answer.status_code, text_of(answer.text.replace(name, "NAME"))

    assert said(admin_user.username) == said("nobody-of-that-name")


def test_a_draft_and_what_is_not_there_look_alike_to_readers(brief, client):
    draft, nothing = client.get(f"/briefs/{brief.slug}/"), client.get("/briefs/nothing-there/")
    assert [draft.status_code, draft.text] == [404, nothing.text]


def test_an_attempt_of_another_and_none_look_alike(edition, client):
    start = reverse("quiz:attempts", args=[edition.paper_id])
    client.post(start, {"themes": ["actors"], "length": "5"})
    own = Attempt.objects.get().public_id
    stranger = Client()
    there = stranger.get(reverse("quiz:attempt", args=[own]))
    none = stranger.get("/quiz/attempts/00000000-0000-4000-8000-000000000000/")
    assert [there.status_code, there.text] == [404, none.text]


@pytest.mark.parametrize(
    "query",
    [
        *("password__startswith=p", "groups__user__password__startswith=p", "username__contains=a"),
        "logentry__user__password__startswith=p",
    ],
)
@pytest.mark.parametrize("model", ["briefing_brief", "briefing_actor", "quiz_question"])
def test_no_list_of_the_desk_can_be_asked_about_passwords(brief, query, model):
    User.objects.create_superuser("boss", password="p")
    answer = browser_of(EDITOR).get(f"{reverse(f'admin:{model}_changelist')}?{query}")
    assert answer.status_code in (302, 400)


def test_a_session_of_before_signing_in_is_worth_nothing_after_it(admin_user):
    victim = Client()
    planted = victim.session
    planted["seen"] = True
    planted.save()
    victim.cookies["sessionid"] = str(planted.session_key)
    victim.post(LOGIN, {"username": admin_user.username, "password": "password"})
    thief = Client()
    thief.cookies["sessionid"] = str(planted.session_key)
    assert victim.get("/admin/").status_code == 200
    assert thief.get("/admin/").status_code == 302


# Bombs


def yaml_bombs() -> dict[str, str]:
    laughs = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)
    )
    return {
        "laughs": laughs,
        "deep": "[" * 200_000,
        "deep maps": "{a: " * 100_000,
        "deep lines": "".join(f"{' ' * n}a:\n" for n in range(1000)),
        "merge": "<<: {a: 1}\n",
        "code": "!!python/object/apply:os.system ['true']",
        "documents": "---\n" * 200_000,
        "keys": "".join(f"k{n}: x\n" for n in range(90_000)),
        "long": "title: " + "x" * 900_000,
        "tabs": "\t" * 900_000,
        "quote": '"' + "\\" * 900_000,
    }


@pytest.mark.thorough
@pytest.mark.parametrize("name", yaml_bombs())
def test_no_brief_file_makes_the_site_labour(name):
    began = time.process_time()
    with pytest.raises(BriefFileError):
        read_brief(yaml_bombs()[name].encode())
    # Generous: what blows up does not end at all.
    assert time.process_time() - began < 10


def sent(client: Client, brief: Brief, content: bytes) -> Any:
    file = io.BytesIO(content)
    file.name = "questions.xml"
    address = reverse("admin:briefing_brief_exchange", args=[brief.pk])
    return client.post(address, {"file": file, "theme": "actors", "skill": "recall"})


def bombs() -> dict[str, bytes]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("imsmanifest.xml", b"0" * 20_000_000)
    entities = "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};">' for n in range(1, 40))
    return {
        "entities": f'<!DOCTYPE q [<!ENTITY a0 "x">{entities}]><quiz>&a39;</quiz>'.encode(),
        "file": b'<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>',
        "elements": b"<quiz>" + b"<a>" * 300_000,
        "attributes": b"<quiz " + b"".join(b'a%d="" ' % n for n in range(100_000)) + b"/>",
        "archive": packed.getvalue(),
        "braces": b"{" * 1_000_000,
        "escapes": b"::a::b{=" + b"\\" * 1_000_000,
        "large": b" " * (MOST_BYTES + 1),
        "nothing": b"",
        "nul": b"\x00" * 1_000_000,
    }


@pytest.mark.thorough
@pytest.mark.parametrize("name", bombs())
def test_no_file_of_questions_makes_the_site_labour(editor_client, brief, name):
    before = Question.objects.count()
    began = time.process_time()
    answer = sent(editor_client, brief, bombs()[name])
    # A question that cannot be read is listed with why it is left out, and adds nothing.
    assert answer.status_code in {200, 422}
    assert "root:" not in answer.text
    assert Question.objects.count() == before
    assert time.process_time() - began < 10
