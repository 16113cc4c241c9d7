import re
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from briefing.models import Edition
from quiz.models import Answer
from tests.browser.conftest import Ask, NewPage, OpenQuiz
from tests.quiz.results.test_history import take
from tests.quiz.results.test_results import sure
from tests.support.browser.faults import Faults
from tests.support.browser.quiz_panel import Panel, alone, beside
from tests.support.browser.reader import reader_cookie
from tests.support.quiz.answers import right, wrong

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
    wrong = panel.root.locator(".sure-and-wrong")
    wrong.locator("summary").click()
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


def test_sureness_is_set_against_the_score_from_ten_answers_on(
    new_page: NewPage, edition: Edition, live_server: Any
):
    reader = uuid4()
    attempt = take(edition, reader, sure(right, 95), length=10)
    page = new_page()
    page.context.add_cookies([reader_cookie(reader, live_server.url)])
    page.goto(f"/quiz/attempts/{attempt.public_id}/")
    page.locator(".sureness summary").click()
    row = page.locator("#quiz").get_by_role("row", name="Certain")
    expect(row.get_by_role("cell")).to_have_text(["10", "100%"])
    picture = page.locator("#quiz").get_by_role("img", name="Share right by how sure you were")
    expect(picture.locator("circle")).to_have_count(1)


@pytest.mark.parametrize("how", [right, wrong])
def test_results_are_read_on_three_screens_of_a_phone(
    new_page: NewPage, edition: Edition, live_server: Any, how: Any
):
    reader = uuid4()
    attempt = take(edition, reader, sure(how, 95), length=10)
    page = new_page(width=360, height=640)
    page.context.add_cookies([reader_cookie(reader, live_server.url)])
    page.goto(f"/quiz/attempts/{attempt.public_id}/")
    results = page.locator("#quiz")
    height = results.evaluate("results => results.getBoundingClientRect().height")
    assert height <= 3 * 640
    first = results.locator("button:visible, .button:visible").first
    expect(first).to_have_text("New quiz" if how is right else "Retry the 10 you missed")
    expect(first).to_be_in_viewport(ratio=1)
    expect(results.get_by_text("Share your score")).to_be_in_viewport(ratio=1)
    expect(results.locator(".review details[open]")).to_have_count(0)


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
    panel.root.get_by_text("Share your score").click()
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
    text = panel.root.get_by_label("Your score as text")
    expect(text).to_have_value(re.compile("^Readout: The sky\n1 of 1 "))
    expect(panel.button("Copy")).to_have_count(0)
