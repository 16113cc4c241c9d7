import re

import pytest
from playwright.sync_api import Page, expect

from briefing.edition import BriefDocument
from quiz.models import Answer, Attempt
from tests.browser.conftest import NewPage
from tests.browser.faults import Faults
from tests.browser.panel import Panel

pytestmark = pytest.mark.browser


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page(java_script_enabled=False)


@pytest.fixture
def panel(page: Page, live: str, bundled: BriefDocument) -> Panel:
    """The quiz's own page, reached by the link that stands in the panel's place."""
    page.goto(live)
    page.get_by_role("complementary", name="Quiz").get_by_role("link", name="Take the quiz").click()
    return Panel(page, bundled).ready()


def test_a_whole_quiz_on_its_own_page(panel: Panel, bundled: BriefDocument):
    expect(panel.page.get_by_role("heading", level=1)).to_have_text([bundled.title])
    panel.start()
    for number, right in enumerate((True, False, True, False, True), 1):
        panel.at(number)
        question = panel.question
        for text in panel.answer(right):
            expect(panel.answered(text)).to_contain_text("Your answer")
        expect(panel.root.get_by_text(question.explanation, exact=True)).to_be_visible()
        panel.onward.click()
    expect(panel.results(right=3)).to_have_count(5)


def test_a_verdict_leads_to_its_claim_in_the_brief(panel: Panel, live: str):
    panel.start()
    key = panel.question.evidence[0]
    panel.answer(right=False)
    panel.root.get_by_role("link", name=f"See {key} in the brief").click()
    expect(panel.page).to_have_url(re.compile(f"{live}#{key}$"))
    expect(panel.page.locator(f"#{key}")).to_be_in_viewport(ratio=1)


def test_an_empty_answer_is_refused_beside_the_question(panel: Panel, faults: Faults):
    faults.expect("422")
    panel.start()
    prompt, options = panel.question.prompt, panel.options()
    panel.answer_button.click()
    group = panel.root.get_by_role("group", name=prompt)
    expect(group.get_by_role("alert")).to_have_text("Choose an answer first.")
    assert panel.options() == options
    panel.answer(right=True)
    assert Answer.objects.count() == 1


def test_a_reload_keeps_the_question_and_then_its_verdict(panel: Panel):
    panel.start()
    prompt, options = panel.question.prompt, panel.options()
    panel.page.reload()
    assert (panel.question.prompt, panel.options()) == (prompt, options)
    panel.answer(right=False)
    panel.page.reload()
    expect(panel.verdict).to_have_text("Not right")
    assert (Attempt.objects.count(), Answer.objects.count()) == (1, 1)


def test_going_back_shows_the_verdict_and_answers_nothing_twice(panel: Panel):
    panel.start()
    first = panel.question.prompt
    panel.answer(right=False)
    panel.onward.click()
    panel.at(2)
    panel.page.go_back()
    expect(panel.prompt).to_have_text(first)
    expect(panel.verdict).to_have_text("Not right")
    panel.onward.click()
    panel.at(2)
    assert Answer.objects.count() == 1


def test_a_quiz_left_in_the_middle_is_offered_again(panel: Panel, live: str):
    panel.start()
    panel.answer(right=True)
    panel.page.goto(live)
    panel.page.get_by_role("link", name="Take the quiz").click()
    panel.root.get_by_role("link", name="Go on where you left").click()
    panel.at(2)
