"""What axe-core finds on every page in every state, and what a screen reader is told first."""

from collections.abc import Callable
from typing import Any, Literal

import pytest
from django.template.loader import render_to_string
from django.test import Client
from playwright.sync_api import Page, Route, expect

from briefing.models import Edition
from briefing.reading.pages import BriefPage
from quiz.choices import Theme
from tests.browser.conftest import Ask, NewPage
from tests.support.browser import all_pages
from tests.support.browser.axe import violations
from tests.support.browser.faults import Faults
from tests.support.browser.quiz_panel import Panel, alone, beside, sentence_on

pytestmark = pytest.mark.browser

# A window of 1280 at 400 % has the room of 320. What differs by light and dark, the colours, does
# not differ by width.
LOOKS = [(1280, "light"), (320, "dark")]
LANDMARKS: tuple[Literal["banner", "main", "contentinfo"], ...] = ("banner", "main", "contentinfo")


def signed_in(page: Page, client: Client) -> Page:
    """Hand a client's cookies to the browser, which then is the same reader or editor."""
    page.context.add_cookies(
        [
            {"name": name, "value": cookie.value, "url": _origin(page)}
            for name, cookie in client.cookies.items()
        ]
    )
    return page


def _origin(page: Page) -> str:
    page.goto("/robots.txt")
    return page.url


def faulty(page: Page, found: all_pages.Places) -> dict[str, Any]:
    """Return what is wrong with some places, by their names."""
    return {name: wrong for name, address in found.items() if (wrong := _wrong(page, address))}


def _wrong(page: Page, address: str) -> list[Any]:
    page.goto(address)
    # What the page asks for when it is loaded has then come.
    expect(page.locator("[data-hx-trigger=load]")).to_have_count(0)
    return at_fault(page)


def at_fault(page: Page) -> list[Any]:
    """Return what is wrong with a page as it stands, all that can be opened being open."""
    page.evaluate("for (const shut of document.querySelectorAll('details')) shut.open = true")
    wrong = violations(page)
    for role in LANDMARKS:
        if page.get_by_role(role).count() != 1:
            wrong.append(f"no single {role}")
    if page.get_by_role("heading", level=1).count() != 1:
        wrong.append("no single first heading")
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        wrong.append("scrolls sideways")
    return wrong


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_no_page_for_readers_is_at_fault(
    width: int, scheme: str, whole: Edition, new_page: NewPage, client: Client, faults: Faults
):
    faults.expect("404")
    page = new_page(width, color_scheme=scheme)
    assert faulty(page, all_pages.reading(whole)) == {}
    asked = all_pages.quiz(whole, client)
    assert faulty(signed_in(page, client), asked) == {}


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_no_page_of_the_desk_is_at_fault(
    width: int, scheme: str, whole: Edition, new_page: NewPage, editor_client: Client
):
    page = signed_in(new_page(width, color_scheme=scheme), editor_client)
    assert faulty(page, all_pages.desk(whole)) == {}


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_bundled_brief_is_not_at_fault(width: int, scheme: str, live: str, new_page: NewPage):
    page = new_page(width, color_scheme=scheme)
    found = {str(each): live + f"{each}/" for each in BriefPage if each != BriefPage.BRIEF}
    assert faulty(page, {"brief": live} | found) == {}


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_nothing_that_opens_over_the_brief_is_at_fault(
    width: int, scheme: str, live: str, new_page: NewPage
):
    page = new_page(width, color_scheme=scheme)
    page.goto(live)
    expect(page.locator("[data-hx-trigger=load]")).to_have_count(0)
    page.locator(".map svg:visible").get_by_role("link", name="Qatar", exact=True).click()
    expect(page.locator("#chosen-actor li:visible").first).to_be_visible()
    sentence_on(page, "c1").get_by_role("link", name="claim c1").click()
    expect(page.locator("#card-c1")).to_be_visible()
    assert at_fault(page) == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_no_error_page_is_at_fault(
    width: int, scheme: str, db: None, new_page: NewPage, live_server: Any
):
    page = new_page(width, color_scheme=scheme)
    page.route("**/errors/*", _send_error)
    assert faulty(page, {name: f"/errors/{name}" for name in all_pages.ERRORS}) == {}


def _send_error(route: Route) -> None:
    """Answer as the site would, but for the status, which no address of it leads to."""
    name = route.request.url.rpartition("/")[2]
    route.fulfill(body=render_to_string(f"{name}.html"), content_type="text/html")


@pytest.mark.parametrize("open_as", [beside, alone])
def test_no_state_of_the_panel_is_at_fault(
    open_as: Callable[..., Panel], new_page: NewPage, ask: Ask, faults: Faults
):
    faults.expect("422")
    panel = open_as(new_page(), ask("single"))
    found = {"start": at_fault(panel.page)}
    panel.start_on(str(Theme.ACTORS.label), 1)
    panel.answer_button.click()
    expect(panel.root.get_by_role("alert")).to_be_visible()
    found["refused"] = at_fault(panel.page)
    panel.answer(right=False)
    found["verdict"] = at_fault(panel.page)
    panel.onward.click()
    panel.results(0, 1)
    found["results"] = at_fault(panel.page)
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("name", ["front", "brief", "worksheet", "nothing kept"])
def test_the_first_link_leads_past_the_head(name: str, whole: Edition, page: Page):
    page.goto(all_pages.reading(whole)[name])
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_axe_finds_what_is_wrong(page: Page, live: str):
    page.goto("/")
    page.evaluate("document.querySelector('main').innerHTML = '<input><h4>Sky</h4>'")
    assert {rule for rule, *_ in violations(page)} >= {"label", "page-has-heading-one"}
