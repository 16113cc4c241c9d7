from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from quiz.choices import Mode
from quiz.models import Attempt
from tests.quiz.results.test_history import take
from tests.support.browser.reader import reader_cookie
from tests.support.quiz.answers import wrong


@pytest.fixture
def attempt(edition):
    return take(edition, uuid4(), wrong)


@pytest.fixture
def owner(attempt):
    client = Client()
    cookie = reader_cookie(attempt.reader, "http://testserver")
    client.cookies[cookie["name"]] = cookie["value"]
    return client


def share(client, attempt, **sent):
    return client.post(reverse("quiz:share", args=[attempt.public_id]), sent)


def link_of(attempt):
    return reverse("quiz:shared", args=[Attempt.objects.get(pk=attempt.pk).share_key])


def test_results_are_their_readers_alone_until_they_share_them(client, owner, attempt):
    results = reverse("quiz:attempt", args=[attempt.public_id])
    assert client.get(results).status_code == 404
    assert "Make a link to these results" in owner.get(results).text
    assert share(owner, attempt)["Location"] == results
    assert f"http://testserver{link_of(attempt)}" in owner.get(results).text


def test_whoever_has_the_link_reads_the_results_and_changes_nothing(client, owner, attempt):
    share(owner, attempt)
    page = client.get(link_of(attempt))
    assert page.status_code == 200
    assert "Result: 0 of 3 (0%)" in page.text
    assert str(attempt.public_id) not in page.text
    assert "<form" not in page.text
    assert "no-store" in page["Cache-Control"]
    assert client.get(reverse("quiz:attempt", args=[attempt.public_id])).status_code == 404


def test_a_link_can_be_withdrawn_and_a_new_one_is_another(client, owner, attempt):
    share(owner, attempt)
    first = link_of(attempt)
    share(owner, attempt, withdraw="1")
    assert client.get(first).status_code == 404
    share(owner, attempt)
    assert link_of(attempt) != first
    assert client.get(first).status_code == 404


def test_sharing_twice_keeps_the_link(owner, attempt):
    share(owner, attempt)
    first = link_of(attempt)
    share(owner, attempt)
    assert link_of(attempt) == first


def test_nobody_shares_or_withdraws_the_results_of_others(client, owner, attempt):
    assert share(client, attempt).status_code == 404
    share(owner, attempt)
    assert share(client, attempt, withdraw="1").status_code == 404
    assert client.get(link_of(attempt)).status_code == 200


def test_what_is_not_finished_is_not_shared(owner, attempt):
    Attempt.objects.update(mode=Mode.TEST, finished=None, score=None)
    assert share(owner, attempt).status_code == 404


def test_erased_results_are_gone_for_those_with_the_link_too(client, owner, attempt):
    share(owner, attempt)
    link = link_of(attempt)
    owner.post(reverse("quiz:erase"), {"yes": "on"})
    assert client.get(link).status_code == 404
