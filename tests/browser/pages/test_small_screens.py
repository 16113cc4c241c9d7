"""Phones, and screens that are magnified: 1280 by 1024 at 400 % has the room of 320 by 256."""

import pytest
from playwright.sync_api import Page, expect

from quiz.paper import PaperDocument
from tests.browser.conftest import Ask, NewPage
from tests.support.browser.keyboard import Keyboard
from tests.support.browser.quiz_panel import Panel, beside
from tests.support.quiz.questions import ONE_OF_EACH

pytestmark = pytest.mark.browser

# What lies on top where the focus is: the control itself, a part of it, or the label around it.
UNCOVERED = """
  () => {
    const focused = document.activeElement;
    const shown = focused.closest("label") ?? focused;
    const box = shown.getBoundingClientRect();
    const x = box.x + box.width / 2;
    return [0.2, 0.5, 0.8].every(part => {
      const top = document.elementFromPoint(x, box.y + box.height * part);
      return top && (shown.contains(top) || top.contains(shown));
    });
  }
"""


def expect_no_sideways_scroll(page: Page, width: int) -> None:
    page.evaluate("scrollBy(1000, 0)")
    assert page.evaluate("[scrollX, document.documentElement.scrollWidth]") == [0, width]


@pytest.mark.parametrize(("width", "height"), [(320, 256), (360, 640), (1280, 600)])
def test_nothing_covers_where_the_focus_is(new_page: NewPage, ask: Ask, width: int, height: int):
    page = new_page(width, height)
    panel = beside(page, ask(*(kind for kind in ONE_OF_EACH if kind != "standing")))
    keyboard = Keyboard(panel)
    panel.start(length=7)
    for number in range(1, 8):
        panel.at(number, 7)
        expect_no_sideways_scroll(page, width)
        expect(panel.answer_button).to_have_css("pointer-events", "auto")
        while not keyboard.is_on(panel.answer_button):
            keyboard.press("Tab")
            assert page.evaluate(UNCOVERED), page.evaluate("document.activeElement.outerHTML")
        panel.answer(right=False)
        expect_no_sideways_scroll(page, width)
        expect(panel.onward).to_have_css("pointer-events", "auto")
        assert page.evaluate(UNCOVERED)
        panel.onward.click()
    panel.results(0, 7)
    expect_no_sideways_scroll(page, width)


def test_the_bar_at_the_bottom_leads_back_to_where_the_brief_was_left(
    new_page: NewPage, live: str, paper: PaperDocument
):
    page = new_page(width=360)
    page.goto(live)
    panel = Panel(page, paper).ready()
    bar = page.get_by_role("navigation", name="Brief and quiz")
    page.evaluate("scrollTo(0, 2000)")
    bar.get_by_role("link", name="Quiz").click()
    expect(panel.prompt).to_be_in_viewport(ratio=1)
    panel.start()
    panel.answer(right=True)
    bar.get_by_role("link", name="Brief").click()
    page.wait_for_function("scrollY === 2000")
