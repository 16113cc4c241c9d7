import html
import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.quiz.results.test_history import take
from tests.support.browser.reader import reader_cookie
from tests.support.quiz.answers import wrong


@pytest.fixture
def attempt(edition):
    return take(edition, uuid4(), wrong)


@pytest.fixture
def device(attempt):
    """The browser in which the attempt was made."""
    client = Client()
    cookie = reader_cookie(attempt.reader, "http://testserver")
    client.cookies[cookie["name"]] = cookie["value"]
    return client


def link_in(page):
    (link,) = re.findall(r'id="return-address"[^>]* value="http://testserver([^"]+)"', page)
    return html.unescape(link)


def sees(client, attempt):
    return client.get(reverse("quiz:attempt", args=[attempt.public_id])).status_code == 200


def test_the_next_person_sees_nothing_of_the_reader_before(device, attempt):
    assert (
        "Not you? Start as someone else"
        in device.get(reverse("quiz:paper", args=[attempt.paper_id])).text
    )
    device.post(reverse("quiz:switch"))
    assert not sees(device, attempt)
    page = device.get(reverse("quiz:mine")).text
    assert "Nothing is kept about you" in page
    start = device.get(reverse("quiz:paper", args=[attempt.paper_id])).text
    assert ("you missed" in start, "Not you?" in start) == (False, False)


def test_a_readers_own_link_brings_their_quizzes_back(device, attempt):
    own = link_in(device.get(reverse("quiz:mine")).text)
    assert link_in(device.post(reverse("quiz:switch")).text) == own
    assert "Open my quizzes" in device.get(own).text
    # Only to follow a link makes nobody somebody else.
    assert not sees(device, attempt)
    assert device.post(own)["Location"] == reverse("quiz:mine")
    assert sees(device, attempt)


def test_a_link_that_is_not_ours_opens_nothing(client, attempt):
    forged = reverse("quiz:return", args=[f"{attempt.reader.hex}:forged"])
    assert (client.get(forged).status_code, client.post(forged).status_code) == (404, 404)


def test_a_cookies_value_is_no_code(client, attempt):
    value = reader_cookie(attempt.reader, "http://testserver")["value"]
    assert client.post(reverse("quiz:return", args=[value])).status_code == 404
