"""What goes wrong on the way: lost connections, other tabs, empty answers, impatient fingers."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from quiz.models import Answer, Attempt
from tests.browser.conftest import Ask, NewPage, OpenQuiz
from tests.support.browser.faults import Faults
from tests.support.browser.quiz_panel import alone, beside

pytestmark = pytest.mark.browser

REFUSED = {
    "single": "Choose an answer first.",
    "multiple": "Choose an answer first.",
    "match": "Choose an answer for each line.",
    "short": "Type an answer first.",
}


def test_an_empty_answer_is_refused_beside_the_question(
    open_quiz: OpenQuiz, ask: Ask, faults: Faults
):
    faults.expect("422")
    panel = open_quiz(ask(*REFUSED))
    panel.start_on("Actors", 4)
    for number in range(1, 5):
        panel.at(number, 4)
        question, shown = panel.question, panel.shown()
        panel.press_answer()
        group = panel.root.get_by_role("group", name=question.prompt)
        refusal = group.get_by_role("alert")
        expect(refusal).to_have_text(REFUSED[question.kind])
        expect(refusal).to_be_focused()
        assert panel.shown().replace(f"{REFUSED[question.kind]}\n\n", "") == shown
        panel.answer(right=True)
        expect(panel.root.get_by_role("alert")).to_have_count(0)
        panel.onward.click()
    panel.results(4, 4)


def test_a_double_click_on_answer_counts_once(new_page: NewPage, ask: Ask):
    panel = beside(new_page(hasty=False), ask("single", "judgement"))
    panel.start_on("Actors", 2)
    panel.choose(right=True)
    expect(panel.answer_button).to_have_css("pointer-events", "auto")
    panel.answer_button.dblclick()
    expect(panel.verdict).to_have_text("Correct")
    panel.page.wait_for_load_state("networkidle")
    expect(panel.verdict).to_have_text("Correct")
    assert Answer.objects.count() == 1


def test_a_double_click_on_start_begins_one_quiz(new_page: NewPage, ask: Ask):
    panel = beside(new_page(hasty=False), ask("single", "judgement"))
    expect(panel.start_button).to_have_css("pointer-events", "auto")
    panel.start_button.dblclick()
    panel.at(1, 3)
    panel.page.wait_for_load_state("networkidle")
    panel.at(1, 3)
    assert Attempt.objects.count() == 1


def test_a_slow_double_click_on_answer_does_not_skip_the_verdict(new_page: NewPage, ask: Ask):
    page = new_page(width=360, height=480, hasty=False)
    panel = beside(page, ask("single", "judgement"))
    panel.start_on("Actors", 2)
    panel.choose(right=True)
    panel.press_answer()
    expect(panel.onward).to_be_focused()
    # The link has taken the button's place under the pointer, where the second click falls.
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    page.wait_for_load_state("networkidle")
    expect(panel.verdict).to_have_text("Correct")
    panel.onward.click()
    panel.at(2, 2)


@pytest.mark.parametrize("kind", ["single", "match", "order", "short"])
def test_a_connection_lost_at_answer_says_so_and_keeps_the_answer(
    new_page: NewPage, ask: Ask, faults: Faults, kind: str
):
    faults.expect("ERR_INTERNET_DISCONNECTED")
    faults.expect("htmx:")
    panel = beside(new_page(), ask(kind))
    panel.start_on("Actors", 1)
    panel.choose(right=True)
    panel.page.context.set_offline(True)
    panel.press_answer()
    expect(panel.trouble).to_contain_text("The connection was lost.")
    expect(panel.trouble).to_be_in_viewport(ratio=1)
    panel.expect_chosen(right=True)
    panel.page.context.set_offline(False)
    panel.press_answer()
    expect(panel.verdict).to_have_text("Correct")
    expect(panel.trouble).to_be_hidden()
    assert Answer.objects.count() == 1


def test_a_connection_lost_at_next_says_so_and_keeps_the_verdict(
    new_page: NewPage, ask: Ask, faults: Faults
):
    faults.expect("ERR_INTERNET_DISCONNECTED")
    faults.expect("htmx:")
    panel = beside(new_page(), ask("single", "short"))
    panel.start_on("Actors", 2)
    panel.answer(right=False)
    panel.page.context.set_offline(True)
    panel.onward.click()
    expect(panel.trouble).to_contain_text("The connection was lost.")
    expect(panel.verdict).to_have_text("Incorrect")
    expect(panel.onward).to_be_focused()
    panel.page.context.set_offline(False)
    panel.onward.click()
    panel.at(2, 2)
    expect(panel.trouble).to_be_hidden()


@pytest.mark.parametrize("kind", ["single", "order"])
def test_a_second_tab_is_told_that_the_first_answer_stays(open_quiz: OpenQuiz, ask: Ask, kind: str):
    edition = ask(kind)
    first = open_quiz(edition)
    first.start_on("Actors", 1)
    second = alone(first.page.context.new_page(), edition)
    second.link("Continue").click()
    second.at(1, 1)
    second.choose(right=True)
    question = first.question
    first.answer(right=False)
    expect(first.root.get_by_text("The first answer stays.")).to_have_count(0)
    second.press_answer()
    expect(second.verdict).to_have_text("Incorrect")
    expect(second.root.get_by_text("The first answer stays.")).to_be_visible()
    second.expect_judged(question, right=False)
    assert Answer.objects.count() == 1


def test_a_step_moved_after_the_answer_is_told_that_the_answer_stays(open_quiz: OpenQuiz, ask: Ask):
    edition = ask("order")
    first = open_quiz(edition)
    first.start_on("Actors", 1)
    second = alone(first.page.context.new_page(), edition)
    second.link("Continue").click()
    second.at(1, 1)
    first.answer(right=False)
    second.root.get_by_role("button", name="Down: ").first.click()
    expect(second.verdict).to_have_text("Incorrect")
    expect(second.root.get_by_text("The first answer stays.")).to_be_visible()


def test_a_quiz_that_is_gone_says_so_and_a_reload_begins_anew(
    new_page: NewPage, ask: Ask, faults: Faults
):
    faults.expect("404")
    panel = beside(new_page(), ask("single"))
    panel.start_on("Actors", 1)
    Attempt.objects.all().delete()
    panel.choose(right=True)
    panel.press_answer()
    expect(panel.trouble).to_contain_text("This quiz is no longer to be found on this device.")
    panel.page.reload()
    panel.ready()


def test_who_answers_too_often_is_told_how_long_to_wait_and_keeps_the_answer(
    new_page: NewPage, ask: Ask, faults: Faults, settings: Any
):
    faults.expect("429")
    panel = beside(new_page(), ask("single"))
    panel.start_on("Actors", 1)
    settings.RATE_LIMIT_PER_MINUTE = {"answer": (0, 0)}
    panel.choose(right=True)
    panel.press_answer()
    expect(panel.trouble).to_contain_text(
        re.compile("That was too often in a short time. Nothing is lost here: try again in [0-9]+")
    )
    expect(panel.trouble).to_be_in_viewport(ratio=1)
    panel.expect_chosen(right=True)
    settings.RATE_LIMIT_PER_MINUTE = {}
    panel.press_answer()
    expect(panel.verdict).to_have_text("Correct")
    expect(panel.trouble).to_be_hidden()
