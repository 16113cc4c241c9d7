"""Signing in: who is let in, who has to wait, and what is kept of it."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from django.utils import timezone

from config.operations.proxies import client_address
from tests.support.html import text_of

LOGIN = "/admin/login/"
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.1"
WAIT = (
    "Too many wrong passwords came from here. Wait 15 minutes, then try again: "
    "until then not even the right one is taken."
)


@pytest.fixture
def editor(db) -> User:
    return User.objects.create_user(
        "mira", password="a long pass phrase", is_staff=True, last_name="Miranda1234"
    )


def attempt(name: str, password: str = "wrong", address: str = HERE, **headers: str) -> Any:
    sent = {"username": name, "password": password, "next": "/admin/briefing/brief/"}
    return Client(REMOTE_ADDR=address).post(LOGIN, sent, headers=headers)


def fail(times: int, name: str = "mira", address: str = HERE, **headers: str) -> None:
    for _ in range(times):
        attempt(name, address=address, **headers)


def is_let_in(name: str = "mira", address: str = HERE) -> bool:
    return bool(attempt(name, "a long pass phrase", address).status_code == 302)


def test_four_wrong_passwords_are_forgiven_and_forgotten(editor):
    fail(4)
    assert is_let_in()
    fail(4)
    assert is_let_in()


def test_the_fifth_wrong_password_makes_one_wait(editor):
    fail(4)
    answer = attempt("mira")
    assert [answer.status_code, answer["Retry-After"]] == [429, "900"]
    assert WAIT in text_of(answer.text)
    assert not is_let_in()


def test_what_was_typed_is_still_there_except_the_password(editor):
    fail(5)
    page = attempt("mira", "a long pass phrase").text
    assert 'name="username" value="mira"' in page
    assert 'name="next" value="/admin/briefing/brief/"' in page
    assert "a long pass phrase" not in page


@pytest.mark.thorough
def test_a_name_cannot_be_locked_out_from_elsewhere(editor):
    fail(40, address=ELSEWHERE)
    assert [is_let_in(address=ELSEWHERE), is_let_in()] == [False, True]


def test_changing_browsers_does_not_help(editor):
    for number in range(5):
        attempt("mira", **{"User-Agent": f"Browser {number}"})
    assert not is_let_in()


@pytest.mark.thorough
def test_many_names_from_one_address_are_stopped_too(editor):
    for number in range(24):
        attempt(f"name-{number}")
    assert attempt("name-24").status_code == 429
    assert [is_let_in(), is_let_in(address=ELSEWHERE)] == [False, True]


def test_other_names_at_the_same_address_are_let_in(editor):
    fail(5, "somebody-else")
    assert is_let_in()


@pytest.mark.thorough
def test_one_who_signs_in_does_not_wipe_out_what_others_have_tried(editor):
    for number in range(24):
        attempt(f"name-{number}")
    assert is_let_in()
    attempt("name-24")
    assert not is_let_in()


def test_after_a_quarter_of_an_hour_one_may_try_again_and_nothing_is_kept(editor):
    fail(5)
    # Trying in vain makes the time no longer.
    attempt("mira")
    before = timezone.now() - timedelta(minutes=15, seconds=1)
    AccessAttempt.objects.update(attempt_time=before)
    assert is_let_in()
    assert [AccessAttempt.objects.count(), AccessLog.objects.count()] == [0, 0]


def test_no_password_is_kept_or_logged(editor, caplog):
    caplog.set_level(logging.DEBUG)
    fail(1)
    attempt("mira", "my secret phrase")
    kept = AccessAttempt.objects.get()
    assert kept.failures_since_start == 2
    fields = [str(getattr(kept, field.name)) for field in kept._meta.fields]
    assert [text for text in (*fields, *caplog.messages) if "my secret phrase" in text] == []
    assert [text for text in caplog.messages if "mira" in text or HERE in text] == []


@pytest.mark.parametrize("name", ["", "x" * 151, "a\0b", "é" * 150, "<b>"])
def test_an_odd_name_is_answered_like_a_wrong_one(editor, name):
    assert attempt(name).status_code == 200


@pytest.mark.thorough
def test_signing_in_costs_the_same_whatever_was_tried(editor, queries):
    with queries() as few:
        attempt("mira")
    fail(2)
    for number in range(12):
        attempt(f"name-{number}")
    with queries() as many:
        attempt("mira")
    # A row that is there is brought up to date; a new one takes a savepoint of its own.
    assert len(many) <= len(few)


# Where a request comes from


def found(remote: str, passed_on: str | None = None) -> str | None:
    headers = {} if passed_on is None else {"X-Forwarded-For": passed_on}
    return client_address(RequestFactory(REMOTE_ADDR=remote).get("/", headers=headers))


@pytest.mark.parametrize(
    ("remote", "passed_on", "address"),
    [
        ("192.0.2.1", None, "192.0.2.1"),
        # Anybody can send the header; only a proxy's word is taken, and of it only its own.
        ("192.0.2.1", "198.51.100.9", "192.0.2.1"),
        ("127.0.0.1", "198.51.100.9", "198.51.100.9"),
        ("127.0.0.1", "203.0.113.5, 198.51.100.9", "198.51.100.9"),
        ("::1", " 198.51.100.9 ", "198.51.100.9"),
        ("", "198.51.100.9", "198.51.100.9"),
        ("", None, None),
        ("127.0.0.1", "unknown", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.9, x", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("::ffff:192.0.2.1", None, "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", None, "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", None, "2001:db8:1:2::"),
    ],
)
def test_the_address_is_the_last_that_no_proxy_has(remote, passed_on, address):
    assert found(remote, passed_on) == address


def test_a_chain_of_proxies_is_followed_to_its_end(settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    assert found("10.0.0.1", "6.6.6.6, 198.51.100.9, 10.0.0.2") == "198.51.100.9"
    assert found("127.0.0.1", "198.51.100.9") == "127.0.0.1"


def test_where_every_peer_is_a_proxy_the_last_word_alone_is_its_own(settings):
    settings.TRUSTED_PROXIES = ["*"]
    assert found("192.0.2.1", "6.6.6.6, 198.51.100.9") == "198.51.100.9"


@pytest.mark.thorough
def test_behind_a_proxy_one_who_fails_does_not_lock_out_the_others(editor):
    for number in range(30):
        attempt(f"name-{number}", address="127.0.0.1", **{"X-Forwarded-For": ELSEWHERE})
    answer = attempt(
        "mira", "a long pass phrase", "127.0.0.1", **{"X-Forwarded-For": f"{ELSEWHERE}, {HERE}"}
    )
    assert answer.status_code == 302


# The session, and the password


def test_a_session_begins_anew_with_the_sign_in_and_ends_with_the_browser(editor):
    client = Client()
    planted = client.session
    planted["planted"] = True
    planted.save()
    client.cookies["sessionid"] = str(planted.session_key)
    client.post(LOGIN, {"username": "mira", "password": "a long pass phrase"})
    cookie = client.cookies["sessionid"]
    assert cookie.value != planted.session_key
    assert [cookie["expires"], cookie["max-age"]] == ["", ""]
    kept = Session.objects.get(session_key=cookie.value)
    assert kept.expire_date - timezone.now() <= timedelta(days=7)
    assert not Session.objects.filter(session_key=planted.session_key).exists()


def test_the_form_offers_nothing_that_does_not_work(client):
    page = client.get(LOGIN).text
    assert "orgotten" not in page


@pytest.mark.django_db
def test_a_reader_without_the_mark_of_staff_is_not_let_in():
    User.objects.create_user("reader", password="a long pass phrase")
    assert attempt("reader", "a long pass phrase").status_code == 200


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("elevensigns", "It must contain at least 12 characters."),
        ("miranda12345", "The password is too similar to the last name."),
        ("1234567890123456", "This password is entirely numeric."),
        ("password1234", "This password is too common."),
    ],
)
def test_a_weak_password_is_refused_in_words(editor, password, fault):
    answer = change_password(editor, password)
    assert answer.status_code == 200
    assert fault in " ".join(answer.context["form"].errors["new_password2"])


def test_a_password_is_changed_without_signing_in_again(editor):
    answer = change_password(editor, "another long phrase")
    assert answer.status_code == 302
    assert answer.client.get("/admin/").status_code == 200
    assert attempt("mira", "another long phrase").status_code == 302


def change_password(editor: User, password: str) -> Any:
    client = Client()
    client.force_login(editor)
    sent = {"old_password": "a long pass phrase"}
    sent |= dict.fromkeys(("new_password1", "new_password2"), password)
    return client.post("/admin/password_change/", sent)
