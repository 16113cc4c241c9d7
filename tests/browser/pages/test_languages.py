"""The site in a language of longer words, and in one that is written from right to left."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page, expect

from briefing.models import Edition
from tests.browser.conftest import NewPage
from tests.support.browser import all_pages

pytestmark = pytest.mark.browser

# What reaches beyond the screen though nothing scrolls, and what is wider than its own box.
OVERFLOWING = """
  all => all
    .filter(e => e.checkVisibility() && !e.closest(".unseen, .skip, svg"))
    .filter(e => {
      const box = e.getBoundingClientRect();
      return box.left < -1 || box.right > document.documentElement.clientWidth + 1;
    })
    .map(e => e.outerHTML.slice(0, 120))
"""


def speak(settings: Any, language: str) -> None:
    settings.LANGUAGE_CODE = language
    # A site that is started in another language shows no page of the one before.
    cache.clear()


@pytest.fixture
def visit(new_page: NewPage, edition: Edition, settings: Any, live_server: Any) -> Any:
    """Open every readers' page in a language, at a width, and yield each by its name."""

    def opened(language: str, width: int) -> Any:
        speak(settings, language)
        client = Client()
        addresses = all_pages.reading(edition) | all_pages.quiz(edition, client)
        for name in ("login", "404"):
            del addresses[name]
        page = new_page(width)
        cookies = [
            {"name": name, "value": morsel.value, "url": live_server.url}
            for name, morsel in client.cookies.items()
        ]
        page.context.add_cookies(cookies)  # type: ignore[arg-type]
        for name, address in addresses.items():
            page.goto(address)
            yield name, page

    return opened


def overflow(page: Page) -> tuple[int, list[str]]:
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width, page.locator("main *, header *, footer *, .panel *").evaluate_all(OVERFLOWING)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("ar", "rtl")])
def test_nothing_overflows_in_another_language(
    visit: Any, language: str, direction: str, width: int
):
    for name, page in visit(language, width):
        expect(page.locator("html")).to_have_attribute("dir", direction)
        assert (name, overflow(page)) == (name, (width, []))


def test_from_right_to_left_the_quiz_stands_on_the_left(
    new_page: NewPage, edition: Edition, settings: Any, live_server: Any
):
    speak(settings, "ar")
    page = new_page(1280)
    page.goto(edition.brief.get_absolute_url())
    panel, title = (page.locator(part).bounding_box() for part in (".panel", "h1"))
    assert panel is not None
    assert title is not None
    assert panel["x"] == 0
    assert title["x"] >= panel["width"]


def test_what_scripts_say_is_german(
    new_page: NewPage, edition: Edition, settings: Any, live_server: Any
):
    speak(settings, "de")
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{edition.brief.get_absolute_url()}evidence/")
    page.locator("#c7 .permalink").click()
    expect(page.locator("#said")).to_have_text("Der Link zu Aussage c7 ist kopiert.")
