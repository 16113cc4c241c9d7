import re

import pytest
from playwright.sync_api import expect

from quiz.models import Answer
from tests.browser.conftest import Ask, NewPage, OpenQuiz
from tests.support.browser.faults import Faults
from tests.support.browser.quiz_panel import Panel, alone, beside

pytestmark = pytest.mark.browser


def say(panel: Panel, sureness: str) -> None:
    """Say how sure one is; what was said once is asked openly from then on."""
    if not panel.root.get_by_label(sureness).is_visible():
        panel.root.locator("summary", has_text="How sure are you?").click()
    panel.root.get_by_label(sureness).check()


def test_sureness_is_kept_through_a_refused_answer_and_shown_at_the_end(
    open_quiz: OpenQuiz, ask: Ask, faults: Faults
):
    faults.expect("422")
    panel = open_quiz(ask("single", "short", "match"))
    panel.start_on("Actors", 3)
    say(panel, "Certain")
    panel.press_answer()
    expect(panel.root.get_by_role("alert")).to_be_visible()
    expect(panel.root.get_by_label("Certain")).to_be_checked()
    panel.answer(right=True)
    panel.onward.click()
    panel.at(2, 3)
    say(panel, "Certain")
    panel.answer(right=False)
    panel.onward.click()
    panel.at(3, 3)
    panel.answer(right=True)
    panel.onward.click()
    panel.results(2, 3)
    row = panel.root.get_by_role("row", name="Certain")
    expect(row.get_by_role("cell")).to_have_text(["2", "50%"])
    picture = panel.root.get_by_role("img", name="Share right by how sure you were")
    expect(picture.locator("circle")).to_have_count(1)
    wrong = panel.root.locator(".sure-and-wrong")
    expect(wrong.get_by_text("The sky is blue.")).to_be_visible()
    assert sorted(Answer.objects.values_list("sure", flat=True), key=str) == [95, 95, None]


def test_sureness_is_kept_while_steps_are_moved(open_quiz: OpenQuiz, ask: Ask):
    panel = open_quiz(ask("order"))
    panel.start_on("Actors", 1)
    say(panel, "Fairly sure")
    panel.choose(right=False)
    expect(panel.root.get_by_label("Fairly sure")).to_be_checked()
    panel.press_answer()
    expect(panel.verdict).to_have_text("Incorrect")
    assert Answer.objects.get().sure == 67


def test_without_sureness_there_is_no_picture_of_it(new_page: NewPage, ask: Ask):
    panel = beside(new_page(), ask("single"))
    panel.start_on("Actors", 1)
    panel.finish(True)
    expect(panel.root.locator(".sureness")).to_have_count(0)


def test_the_result_is_copied_as_text(new_page: NewPage, ask: Ask):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    panel = beside(page, ask("single", "short"))
    panel.start_on("Actors", 2)
    panel.finish(True, False)
    panel.button("Copy").click()
    expect(panel.root.get_by_role("status")).to_have_text("Copied.")
    copied: str = page.evaluate("navigator.clipboard.readText()")
    title, score, squares, themes, address = copied.splitlines()
    assert (title, score, squares) == ("Readout: The sky", "1 of 2 (50%)", "🟩🟥")
    assert themes == "Actors 1 of 2"
    assert address.endswith("/briefs/sky/")


def test_without_javascript_the_text_stands_there_and_no_button(new_page: NewPage, ask: Ask):
    panel = alone(new_page(java_script_enabled=False), ask("single"))
    panel.start_on("Actors", 1)
    panel.finish(True)
    text = panel.root.get_by_label("Your result as text; it gives no answer away")
    expect(text).to_have_value(re.compile("^Readout: The sky\n1 of 1 "))
    expect(panel.button("Copy")).to_have_count(0)
