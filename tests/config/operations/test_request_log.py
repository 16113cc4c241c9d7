"""What the log says of a request, and what it never says."""

import json
import logging
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from config.operations.request_log import JsonLine, masked
from quiz.models import Attempt
from tests.config.test_settings import shown

pytestmark = pytest.mark.django_db
NUMBER = "0b5f7b60-7f7d-4d5e-9f0a-0123456789ab"
Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Lines:
    """Return what was logged since it was asked last, as the site writes it."""
    caplog.set_level(logging.INFO)

    def read() -> list[dict[str, Any]]:
        written = [JsonLine().format(record) for record in caplog.records]
        caplog.clear()
        assert [line for line in written if "\n" in line] == []
        return [json.loads(line) for line in written]

    return read


def test_a_request_is_one_line_with_what_was_asked_and_how_it_went(client, lines):
    answer = client.get("/robots.txt?who=me")
    [line] = lines()
    time, milliseconds = line.pop("time"), line.pop("ms")
    assert line == {
        "level": "INFO",
        "logger": "readout.request",
        "request": answer["X-Request-ID"],
        "message": "request",
        "method": "GET",
        "path": "/robots.txt",
        "status": 200,
        "size": len(answer.content),
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", time)
    assert 0 < milliseconds < 60_000


def test_each_request_has_an_id_of_its_own(client):
    ids = {client.get("/robots.txt")["X-Request-ID"] for _ in range(3)}
    assert len(ids) == 3
    assert [each for each in ids if not re.fullmatch("[0-9a-f]{32}", each)] == []


@pytest.mark.parametrize("given", ["abcdefgh", "0" * 64, "f3-A_b.9c-17"])
def test_a_proxy_that_is_believed_gives_the_id(lines, given):
    answer = Client(REMOTE_ADDR="127.0.0.1").get("/robots.txt", headers={"X-Request-ID": given})
    assert [answer["X-Request-ID"], lines()[0]["request"]] == [given, given]


@pytest.mark.parametrize(
    ("address", "given"),
    [
        ("203.0.113.9", "abcdefgh"),
        *(("127.0.0.1", odd) for odd in ("", "short", "0" * 65, "a b c d e f", "x" * 8 + "\n")),
        ("127.0.0.1", "<script>alert</script>"),
    ],
)
def test_any_other_id_is_passed_over(address, given):
    answer = Client(REMOTE_ADDR=address).get("/robots.txt", headers={"X-Request-ID": given})
    assert answer["X-Request-ID"] != given
    assert re.fullmatch("[0-9a-f]{32}", answer["X-Request-ID"])


def test_nothing_logged_says_whose_a_request_was(edition, lines):
    reader = Client(
        REMOTE_ADDR="203.0.113.9", headers={"user-agent": "Ada’s browser", "referer": "/from/here"}
    )
    begin = reverse("quiz:attempts", args=[edition.paper_id])
    reader.post(begin, {"themes": ["actors"], "length": "all"})
    attempt = Attempt.objects.get()
    question = reverse("quiz:question", args=[attempt.public_id, 1])
    reader.post(question, {"choice": "0"})
    reader.get(reverse("quiz:attempt", args=[uuid4()]))
    logged = lines()
    text = json.dumps(logged, ensure_ascii=False)
    ours = [attempt.public_id, attempt.reader, reader.cookies["reader"].value]
    secrets = [*map(str, ours), "203.0.113.9", "Ada", "/from/here"]
    assert [secret for secret in secrets if secret in text] == []
    assert "/quiz/attempts/…/1/" in [line.get("path") for line in logged]
    assert "Not Found: /quiz/attempts/…/" in [line["message"] for line in logged]


def test_all_that_a_request_logs_has_its_id(edition, client, lines):
    client.raise_request_exception = False

    def refuse(*call: Any) -> None:
        raise OperationalError("The server\nis gone.")

    with connection.execute_wrapper(refuse):
        answer = client.get("/feed.xml")
    logged = lines()
    assert {line["request"] for line in logged} == {answer["X-Request-ID"]}
    told = {line["logger"]: line for line in logged}
    assert set(told) == {"django.request", "readout.request"}
    assert "The server\nis gone." in told["django.request"]["trace"]
    assert [told["readout.request"][name] for name in ("level", "status")] == ["ERROR", 503]


@pytest.mark.parametrize("number", [NUMBER, NUMBER.replace("-", ""), NUMBER.upper()])
def test_numbers_of_attempts_are_masked_however_written(number):
    assert masked(f"/a/{number}/1/ and {number}") == "/a/…/1/ and …"
    assert masked("/briefs/russia-and-the-taliban/editions/1/") == (
        "/briefs/russia-and-the-taliban/editions/1/"
    )


@pytest.mark.thorough
@pytest.mark.parametrize("level", ["INFO", "WARNING"])
def test_how_much_is_logged_is_for_the_environment_to_say(tmp_path, level):
    enabled = "__import__('logging').getLogger('readout.request').isEnabledFor(20)"
    assert shown([enabled], DATA_DIR=tmp_path, LOG_LEVEL=level) == {enabled: level == "INFO"}
