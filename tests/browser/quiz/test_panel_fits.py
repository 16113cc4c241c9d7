"""The button that goes on is on the screen, whatever its size and however long the question."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Locator, expect

from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import publish
from briefing.models import Edition
from quiz.models import Attempt
from tests.browser.conftest import Ask, NewPage
from tests.support.browser.faults import Faults
from tests.support.browser.quiz_panel import alone, beside
from tests.support.quiz.questions import ONE_OF_EACH, question_data

pytestmark = pytest.mark.browser

WIDE = [(1280, 600), (1366, 625), (1440, 790)]
PHONE = (360, 640)


@pytest.fixture
def long_question(live_server: Any, small: Callable[..., dict[str, Any]]) -> Edition:
    """A brief with one question that is as long as can be."""
    options = [{"text": f"{n} {'word ' * 39}".strip(), "right": n == 0} for n in range(5)]
    question = question_data("single", options, prompt=f"{'Which ' * 49}one?")
    claim = small()["claims"][0]
    claims = [{**claim, "key": f"c{n}", "text": "It is blue. " * 20} for n in range(1, 30)]
    document = BriefDocument.model_validate(small(questions=[question], claims=claims))
    return publish(replace_draft(document).pk)[0]


def expect_on_screen(button: Locator) -> None:
    expect(button).to_be_in_viewport(ratio=0.99)


@pytest.mark.parametrize(("width", "height"), WIDE)
def test_the_way_on_is_in_view_beside_the_brief(
    new_page: NewPage, long_question: Edition, width: int, height: int
):
    page = new_page(width, height)
    panel = beside(page, long_question)
    expect_on_screen(panel.start_button)
    assert page.evaluate("scrollY") == 0
    panel.start_on("Actors", 1)
    page.evaluate("scrollTo(0, 0)")
    expect_on_screen(panel.answer_button)
    panel.choose(right=True)
    page.evaluate("scrollTo(0, 0)")
    expect_on_screen(panel.answer_button)
    panel.press_answer()
    expect_on_screen(panel.onward)
    page.evaluate("scrollTo(0, 0)")
    expect_on_screen(panel.onward)


@pytest.mark.parametrize(("width", "height"), [*WIDE, PHONE])
def test_the_way_on_is_in_view_on_the_quizs_own_page(
    new_page: NewPage, long_question: Edition, width: int, height: int
):
    page = new_page(width, height, java_script_enabled=False)
    panel = alone(page, long_question)
    expect_on_screen(panel.start_button)
    panel.start_on("Actors", 1)
    page.goto(page.url)
    expect_on_screen(panel.answer_button)


def test_on_a_phone_the_bars_are_low_and_tell_where_one_is(
    new_page: NewPage, long_question: Edition
):
    page = new_page(*PHONE)
    panel = beside(page, long_question)
    tabs = page.locator("#jump")
    expect(tabs.locator("[aria-current]")).to_have_text("Brief")
    tabs.get_by_role("link", name="Quiz").click()
    expect(tabs.locator("[aria-current]")).to_have_text("Quiz")
    expect_on_screen(panel.start_button)
    panel.start_on("Actors", 1)
    expect_on_screen(panel.answer_button)
    act = panel.root.locator(".act")
    height = sum(bar.bounding_box()["height"] for bar in (tabs, act))  # type: ignore[index, misc]
    assert height <= 72
    assert act.bounding_box()["y"] + act.bounding_box()["height"] <= 640 - 28 + 0.5  # type: ignore[index]


def test_the_wheel_scrolls_the_panel_and_at_its_end_the_page(
    new_page: NewPage, long_question: Edition
):
    page = new_page(1280, 600)
    panel = beside(page, long_question)
    page.mouse.move(1150, 300)
    page.mouse.wheel(0, 200)
    # All of the start is in view: what scrolls is the page.
    page.wait_for_function("() => scrollY > 0")
    page.evaluate("scrollTo(0, 0)")
    panel.start_on("Actors", 1)
    page.mouse.move(1150, 300)
    page.mouse.wheel(0, 200)
    page.wait_for_function("() => document.querySelector('.panel').scrollTop > 0")
    assert page.evaluate("scrollY") == 0


def test_the_start_says_how_long_it_takes_whatever_is_chosen(new_page: NewPage, live: str):
    page = new_page()
    page.goto(live)
    start = page.locator("#quiz .start button")
    expect(start).to_have_accessible_name("Start: 10 questions, about 5 minutes")
    page.locator("#quiz .options summary").click()
    page.locator("#quiz").get_by_role("radio", name="5", exact=True).check()
    expect(start).to_have_accessible_name("Start: 5 questions, about 3 minutes")


def test_the_keyboard_reaches_the_start_within_ten_tabs(new_page: NewPage, live: str):
    page = new_page()
    page.goto(live)
    start = page.locator("#quiz .start button")
    expect(start).to_be_visible()
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Skip to the quiz":
            page.keyboard.press("Enter")
        if start.evaluate("button => button === document.activeElement"):
            return
    pytest.fail("Ten Tabs do not reach the start.")


def test_in_forced_colours_the_bar_of_progress_fills(new_page: NewPage, ask: Ask):
    page = new_page(forced_colors="active")
    panel = beside(page, ask("single", "judgement"))
    panel.start_on("Actors", 2)
    panel.answer(right=True)
    bar = Image.open(BytesIO(panel.root.locator("progress").screenshot())).convert("RGB")
    done, left = (bar.getpixel((bar.width * part // 4, bar.height // 2)) for part in (1, 3))
    assert done != left


def test_times_are_the_readers_own(new_page: NewPage, ask: Ask):
    page = new_page(timezone_id="Pacific/Auckland")
    panel = beside(page, ask("single"))
    panel.choose_test("10 minutes")
    panel.start_on("Actors", 1)
    page.goto("/quiz/mine/")
    begun = page.locator("#mine time")
    there = timezone.localtime(Attempt.objects.get().started, ZoneInfo("Pacific/Auckland"))
    expect(begun).to_contain_text(f"{there:%H:%M}")
    expect(begun).not_to_contain_text("UTC")


def test_without_javascript_times_name_their_zone(new_page: NewPage, ask: Ask):
    page = new_page(java_script_enabled=False)
    panel = alone(page, ask("single"))
    panel.start_on("Actors", 1)
    page.goto("/quiz/mine/")
    expect(page.locator("#mine time")).to_have_text(re.compile(r"\d\d:\d\d UTC$"))


@pytest.mark.parametrize("signed_in", [False, True])
def test_a_form_of_another_visit_is_sent_again_by_itself(
    new_page: NewPage, ask: Ask, faults: Faults, admin_user: Any, signed_in: bool
):
    faults.expect("403")
    edition = ask("single")
    first = beside(new_page(), edition)
    page = first.page
    if signed_in:
        other = page.context.new_page()
        other.goto("/admin/")
        other.get_by_label("Username").fill("admin")
        other.get_by_label("Password").fill("password")
        other.get_by_role("button", name="Log in").click()
        expect(other.get_by_role("heading", level=1)).to_be_visible()
    else:
        # As where two tabs are opened at once: the cookie is that of the other.
        page.context.clear_cookies()
        beside(page.context.new_page(), edition)
    first.start_on("Actors", 1)
    page.context.clear_cookies(name="csrftoken")
    first.answer(right=True)
    expect(first.trouble).to_be_hidden()
    assert Attempt.objects.count() == 1


def test_a_browser_that_keeps_no_cookies_is_told_so(
    new_page: NewPage, ask: Ask, faults: Faults, settings: Any
):
    faults.expect("403")
    # No browser keeps a cookie of another site's.
    settings.CSRF_COOKIE_DOMAIN = "elsewhere.example"
    panel = beside(new_page(), ask("single"))
    panel.start_button.click()
    expect(panel.trouble).to_contain_text("Allow cookies for this site")
    expect_on_screen(panel.trouble)
    expect(panel.start_button).to_be_enabled()


@pytest.mark.parametrize("java_script_enabled", [False, True])
def test_an_answer_after_another_tab_submitted_the_test_does_not_count_and_says_so(
    new_page: NewPage, ask: Ask, java_script_enabled: bool
):
    edition = ask("single", "judgement")
    open_it = beside if java_script_enabled else alone
    first = open_it(new_page(java_script_enabled=java_script_enabled), edition)
    first.choose_test()
    first.start_on("Actors", 2)
    other = first.page.context.new_page()
    attempt = Attempt.objects.get()
    other.goto(f"/quiz/attempts/{attempt.public_id}/")
    other.get_by_role("button", name="Hand in").click()
    expect(other.get_by_role("heading", name="Your result")).to_be_visible()
    first.choose(right=True)
    first.press_answer()
    expect(first.root.get_by_text("Your last answer did not count")).to_be_visible()
    assert not attempt.answers.exists()


def test_a_lost_connection_is_told_above_the_question(new_page: NewPage, ask: Ask, faults: Faults):
    faults.expect("ERR_INTERNET_DISCONNECTED")
    faults.expect("htmx:")
    page = new_page(*PHONE)
    panel = beside(page, ask(*(kind for kind in ONE_OF_EACH if kind != "standing")))
    page.locator("#jump").get_by_role("link", name="Quiz").click()
    page.context.set_offline(True)
    panel.start_button.click()
    expect_on_screen(panel.trouble)
    expect_on_screen(panel.start_button)
    page.context.set_offline(False)
