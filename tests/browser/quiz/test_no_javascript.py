import re

import pytest
from playwright.sync_api import Page, expect

from quiz.paper import PaperDocument
from tests.browser.conftest import NewPage
from tests.support.browser.quiz_panel import Panel

pytestmark = pytest.mark.browser


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page(java_script_enabled=False)


@pytest.fixture
def panel(page: Page, live: str, paper: PaperDocument) -> Panel:
    """The quiz's own page, reached by the link that stands in the panel's place."""
    page.goto(live)
    page.get_by_role("complementary", name="Quiz").get_by_role("link", name="Take the quiz").click()
    return Panel(page, paper).ready()


def test_a_whole_quiz_on_its_own_page(panel: Panel, paper: PaperDocument):
    expect(panel.page.get_by_role("heading", level=1)).to_have_text([paper.title])
    panel.start()
    for number, right in enumerate((True, False, True, False, True), 1):
        panel.at(number)
        question = panel.question
        panel.answer(right)
        panel.expect_judged(question, right)
        expect(panel.root.get_by_text(question.explanation, exact=True)).to_be_visible()
        panel.onward.click()
    expect(panel.results(right=3)).to_have_count(5)


def test_a_verdict_leads_to_its_claim_in_the_brief(panel: Panel, live: str):
    panel.start()
    key = panel.question.evidence[0]
    panel.answer(right=False)
    panel.root.get_by_role("link", name=f"See {key} in the brief").click()
    # A claim that is not in the text stands in the evidence.
    expect(panel.page).to_have_url(re.compile(f"{live}(evidence/)?#{key}$"))
    expect(panel.page.locator(f"#{key}")).to_be_in_viewport(ratio=1)
