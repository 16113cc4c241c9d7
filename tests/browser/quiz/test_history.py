"""Back, forward and reload, at each step of a quiz."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from quiz.models import Answer, Attempt
from quiz.paper import read_paper
from tests.browser.conftest import Ask, NewPage, OpenQuiz
from tests.support.browser.quiz_panel import Panel, beside, sentence_on

pytestmark = pytest.mark.browser


def reload_shows_the_same(panel: Panel, landmark: str) -> None:
    """Reload, and see what was seen before, this landmark among it."""
    before = panel.root.inner_text()
    panel.page.reload()
    expect(panel.root.get_by_text(landmark).first).to_be_visible()
    assert panel.root.inner_text() == before


def test_a_reload_shows_each_step_as_it_was(open_quiz: OpenQuiz, ask: Ask):
    panel = open_quiz(ask("single", "short"))
    reload_shows_the_same(panel, "Print as a worksheet")
    panel.start_on("Actors", 2)
    for number, right in ((1, False), (2, True)):
        panel.at(number, 2)
        reload_shows_the_same(panel, str(panel.question.instruction))
        panel.answer(right)
        reload_shows_the_same(panel, panel.question.explanation)
        panel.onward.click()
    panel.results(1, 2)
    reload_shows_the_same(panel, "Every question")
    assert (Attempt.objects.count(), Answer.objects.count()) == (1, 2)


def test_back_and_forward_lead_through_the_panel(new_page: NewPage, ask: Ask):
    panel = beside(new_page(), ask("single", "short"))
    address = panel.page.url
    panel.start_on("Actors", 2)
    first = panel.question.prompt
    panel.answer(right=False)
    panel.onward.click()
    panel.at(2, 2)
    second = panel.question.prompt
    panel.answer(right=True)
    panel.onward.click()
    panel.results(1, 2)
    for prompt in (second, first, "Test yourself"):
        panel.page.go_back()
        expect(panel.prompt).to_have_text(prompt)
        expect(panel.verdict).to_have_count(int(prompt in (first, second)))
    for prompt in (first, second, "Your result: 1 of 2 (50%)"):
        panel.page.go_forward()
        expect(panel.prompt).to_have_text(prompt)
    assert panel.page.url == address
    assert (Attempt.objects.count(), Answer.objects.count()) == (1, 2)


def test_back_and_forward_lead_through_the_quizs_own_pages(open_quiz: OpenQuiz, ask: Ask):
    """However many entries an answer makes: back shows verdicts, never an open question again."""
    panel = open_quiz(ask("single", "short"))
    panel.start_on("Actors", 2)
    first = panel.question.prompt
    panel.answer(right=False)
    panel.onward.click()
    panel.at(2, 2)
    panel.page.go_back()
    expect(panel.prompt).to_have_text(first)
    expect(panel.verdict).to_have_text("Incorrect")
    panel.page.go_forward()
    panel.at(2, 2)
    panel.answer(right=True)
    panel.onward.click()
    panel.results(1, 2)
    panel.page.go_back()
    expect(panel.verdict).to_have_text("Correct")
    panel.onward.click()
    panel.results(1, 2)
    assert Answer.objects.count() == 2


def test_back_from_the_first_question_leads_to_the_start(open_quiz: OpenQuiz, ask: Ask):
    panel = open_quiz(ask("single", "short"))
    panel.start_on("Actors", 2)
    panel.page.go_back()
    panel.ready()
    panel.page.go_forward()
    panel.at(1, 2)
    assert Attempt.objects.count() == 1


def test_a_reader_who_was_elsewhere_comes_back_to_the_question(new_page: NewPage, ask: Ask):
    panel = beside(new_page(), ask("single", "short"))
    panel.start_on("Actors", 2)
    shown = panel.shown()
    panel.page.goto("/")
    panel.page.go_back()
    panel.at(1, 2)
    assert panel.shown() == shown


def test_a_link_into_the_brief_leaves_the_panel_as_it_was(new_page: NewPage, ask: Ask):
    panel = beside(new_page(), ask("single", "short"))
    panel.start_on("Actors", 2)
    panel.answer(right=False)
    panel.link("See c1 in the brief").click()
    expect(sentence_on(panel.page, "c1")).to_be_in_viewport(ratio=1)
    expect(panel.verdict).to_be_visible()
    panel.page.reload()
    expect(panel.verdict).to_have_text("Incorrect")


def test_a_quiz_left_in_the_middle_is_offered_again(open_quiz: OpenQuiz, ask: Ask):
    edition = ask("single", "short")
    assert edition.paper
    panel = open_quiz(edition)
    panel.start_on("Actors", 2)
    panel.answer(right=True)
    # In the tab it was begun in, the quiz is still open.
    tab = panel.page.context.new_page()
    tab.goto(reverse("quiz:paper", args=[edition.paper.pk]))
    again = Panel(tab, read_paper(edition.paper))
    expect(again.root.get_by_text("1 of 2 answered.")).to_be_visible()
    again.link("Continue").click()
    again.at(2, 2)
    assert Attempt.objects.count() == 1
