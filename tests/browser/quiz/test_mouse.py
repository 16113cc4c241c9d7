import pytest
from playwright.sync_api import Page, expect

from quiz.paper import PaperDocument
from tests.browser.conftest import NewPage
from tests.support.browser.quiz_panel import Panel, expect_marked

pytestmark = pytest.mark.browser


def test_a_whole_quiz_beside_the_brief(panel: Panel, live: str):
    panel.start()
    given = []
    for number, right in enumerate((True, False, True, False, True), 1):
        panel.at(number)
        given.append((panel.question, right))
        panel.answer(right)
        panel.onward.click()
    listed = panel.results(right=3)
    expect(listed).to_have_count(5)
    for item, (question, right) in zip(listed.all(), given, strict=True):
        expect(item).to_contain_text(question.prompt)
        item.locator("summary").click()
        panel.expect_judged(question, right, item)
    assert panel.page.url.endswith(live)


def test_the_results_count_each_theme(panel: Panel):
    panel.start()
    earned: dict[str, list[bool]] = {}
    for number, right in enumerate((True, False, True, False, True), 1):
        panel.at(number)
        earned.setdefault(str(panel.question.theme.label), []).append(right)
        panel.answer(right)
        panel.onward.click()
    panel.results(right=3)
    for theme, marks in earned.items():
        row = panel.root.get_by_role("row", name=theme)
        expect(row.get_by_role("cell").first).to_have_text(f"{sum(marks)} of {len(marks)}")


@pytest.mark.parametrize("right", [True, False])
def test_a_verdict_names_the_right_answer_and_keeps_the_readers(panel: Panel, right: bool):
    panel.start()
    for number in range(1, 6):
        panel.at(number)
        question = panel.question
        panel.answer(right)
        panel.expect_judged(question, right)
        expect(panel.root.get_by_text(question.explanation, exact=True)).to_be_visible()
        panel.onward.click()
    panel.results(right=5 * right)


def test_a_verdict_marks_the_claims_it_rests_on(panel: Panel):
    panel.start()
    for number in range(1, 6):
        panel.at(number)
        expect_marked(panel.page)
        evidence = panel.question.evidence
        panel.answer(right=True)
        expect_marked(panel.page, *evidence)
        for key in evidence:
            expect(panel.root.get_by_role("link", name=f"See {key} in the brief")).to_be_visible()
        panel.onward.click()


def test_a_wrong_answer_brings_its_claim_into_view_beside_it(panel: Panel):
    panel.start()
    number = 1
    # Some claims stand in the evidence alone.
    while not (claim := panel.page.locator(f"#{panel.question.evidence[0]}")).count():
        panel.answer(right=True)
        panel.onward.click()
        number += 1
        panel.at(number)
    panel.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(claim).not_to_be_in_viewport()
    panel.answer(right=False)
    expect(claim).to_be_in_viewport(ratio=1)
    expect(panel.verdict).to_be_in_viewport(ratio=1)


def test_a_right_answer_leaves_the_brief_where_it_was_read(panel: Panel):
    panel.start()
    panel.page.evaluate("scrollTo(0, 700)")
    panel.answer(right=True)
    expect(panel.onward).to_be_focused()
    assert panel.page.evaluate("scrollY") == 700


def test_a_link_of_the_verdict_shows_the_claim_without_leaving_the_page(panel: Panel):
    panel.start()
    key = panel.question.evidence[0]
    panel.answer(right=True)
    panel.root.get_by_role("link", name=f"See {key} in the brief").click()
    expect(panel.page.locator(f"#{key}")).to_be_in_viewport(ratio=1)
    expect(panel.verdict).to_be_visible()


def test_a_quiz_on_a_phone(new_page: NewPage, live: str, paper: PaperDocument):
    page: Page = new_page(width=360, has_touch=True)
    page.goto(live)
    panel = Panel(page, paper).ready()
    panel.start()
    for number in range(1, 6):
        panel.at(number)
        expect(panel.prompt).to_be_in_viewport(ratio=1)
        panel.answer(right=False)
        expect(panel.verdict).to_be_in_viewport(ratio=1)
        panel.onward.click()
    panel.results(right=0)
