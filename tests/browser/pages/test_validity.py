"""Every page is HTML as the standard has it."""

from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from briefing.models import Edition
from tests.support.browser import all_pages, html_checker
from tests.support.browser.all_pages import ERRORS

pytestmark = pytest.mark.browser


def refused(edition: Edition, client: Client) -> dict[str, str]:
    """Forms that were sent and come back with what is wrong."""
    asked = all_pages.begun(edition, client)
    start = reverse("quiz:attempts", args=[edition.paper_id])
    question = reverse("quiz:question", args=[asked.public_id, 1])
    return {
        "start, refused": client.post(start, {"length": "1000"}).text,
        "answer, refused": client.post(question, {}).text,
        "login, refused": client.post(reverse("admin:login"), {"username": "x"}).text,
        "erased": client.post(reverse("quiz:erase"), {"yes": "on"}).text,
    }


def test_every_page_is_valid(whole: Edition, editor_client: Client, client: Any, tmp_path: Path):
    pages: dict[str, str] = {name: render_to_string(f"{name}.html") for name in ERRORS}
    reader = all_pages.reading(whole) | all_pages.quiz(whole, client)
    pages |= {name: client.get(address).text for name, address in reader.items()}
    pages |= refused(whole, client)
    desk = all_pages.desk(whole)
    pages |= {name: editor_client.get(address).text for name, address in desk.items()}
    assert html_checker.errors(pages, tmp_path) == []


def test_the_checker_finds_what_is_wrong(tmp_path: Path):
    good = "<!doctype html><html lang=en><title>Sky</title><p>Blue."
    found = html_checker.errors({"good": good, "bad": f"{good}<p id=a><p id=a>"}, tmp_path)
    assert len(found) == 1
    assert found[0].startswith("bad: Duplicate ID “a”.")
