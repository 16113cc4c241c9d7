import pytest
from playwright.sync_api import Page, expect

from briefing.edition import BriefDocument
from quiz.models import Answer
from tests.browser.conftest import NewPage
from tests.browser.faults import Faults
from tests.browser.panel import Panel, answer_to, expect_marked

pytestmark = pytest.mark.browser


def test_a_whole_quiz_beside_the_brief(panel: Panel, live: str):
    panel.start()
    given = {}
    for number, right in enumerate((True, False, True, False, True), 1):
        panel.at(number)
        prompt = panel.question.prompt
        given[prompt] = panel.answer(right)
        panel.onward.click()
    listed = panel.results(right=3)
    expect(listed).to_have_count(5)
    for item, (prompt, chosen) in zip(listed.all(), given.items(), strict=True):
        expect(item).to_contain_text(prompt)
        if not item.get_by_text(chosen[0], exact=True).is_visible():
            item.get_by_text(prompt).click()
        expect(panel.answered(chosen[0], item)).to_contain_text("Your answer")
    assert panel.page.url.endswith(live)


def test_the_results_count_each_theme(panel: Panel):
    panel.start()
    earned: dict[str, list[bool]] = {}
    for number, right in enumerate((True, False, True, False, True), 1):
        panel.at(number)
        earned.setdefault(panel.question.theme.label, []).append(right)
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
        for text in panel.answer(right):
            expect(panel.answered(text)).to_contain_text("Your answer")
        for text in answer_to(question, right=True):
            expect(panel.answered(text)).to_contain_text("right" if right else "Right answer")
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
    panel.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    claim = panel.page.locator(f"#{panel.question.evidence[0]}")
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


def test_after_a_reload_one_goes_on_where_one_left(panel: Panel):
    panel.start()
    panel.answer(right=True)
    panel.onward.click()
    panel.at(2)
    prompt, options = panel.question.prompt, panel.options()
    panel.page.reload()
    panel.root.get_by_role("link", name="Go on where you left").click()
    panel.at(2)
    assert (panel.question.prompt, panel.options()) == (prompt, options)
    panel.answer(right=False)
    panel.onward.click()
    panel.at(3)


def test_a_double_click_on_answer_counts_once(panel: Panel):
    panel.start()
    panel.choose(right=True)
    panel.answer_button.dblclick()
    expect(panel.verdict).to_have_text("Right")
    panel.page.wait_for_load_state("networkidle")
    expect(panel.verdict).to_have_text("Right")
    assert Answer.objects.count() == 1


def test_a_slow_double_click_on_answer_does_not_skip_the_verdict(
    new_page: NewPage, live: str, bundled: BriefDocument
):
    page = new_page(width=360, height=480)
    page.goto(live)
    panel = Panel(page, bundled).ready()
    panel.start()
    panel.choose(right=True)
    panel.answer_button.click()
    expect(panel.onward).to_be_focused()
    # The link has taken the button's place under the pointer, where the second click falls.
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    page.wait_for_load_state("networkidle")
    expect(panel.verdict).to_have_text("Right")
    panel.onward.click()
    panel.at(2)


def test_a_lost_connection_says_so_and_keeps_the_choice(panel: Panel, faults: Faults):
    faults.expect("ERR_INTERNET_DISCONNECTED")
    faults.expect("htmx:")
    panel.start()
    chosen = panel.choose(right=True)
    panel.page.context.set_offline(True)
    panel.answer_button.click()
    expect(panel.trouble).to_contain_text("The connection was lost.")
    expect(panel.trouble).to_be_in_viewport(ratio=1)
    assert panel.chosen() == chosen
    panel.page.context.set_offline(False)
    panel.answer_button.click()
    expect(panel.verdict).to_have_text("Right")
    expect(panel.trouble).to_be_hidden()
    assert Answer.objects.count() == 1


def test_a_second_tab_is_given_the_first_verdict(panel: Panel, live: str, bundled: BriefDocument):
    panel.start()
    second = Panel(panel.page.context.new_page(), bundled)
    second.page.goto(live)
    second.root.get_by_role("link", name="Go on where you left").click()
    second.at(1)
    wrong = panel.answer(right=False)
    second.choose(right=True)
    second.answer_button.click()
    expect(second.verdict).to_have_text(panel.verdict.inner_text())
    expect(second.answered(wrong[0])).to_contain_text("Your answer")


def test_an_empty_answer_is_refused_beside_the_question(panel: Panel, faults: Faults):
    faults.expect("422")
    panel.start()
    panel.answer_button.click()
    expect(panel.root.get_by_role("alert")).to_contain_text("Choose")
    panel.answer(right=True)
    expect(panel.root.get_by_role("alert")).to_have_count(0)


def test_a_quiz_on_a_phone(new_page: NewPage, live: str, bundled: BriefDocument):
    page: Page = new_page(width=360, has_touch=True)
    page.goto(live)
    panel = Panel(page, bundled).ready()
    panel.start()
    for number in range(1, 6):
        panel.at(number)
        expect(panel.prompt).to_be_in_viewport(ratio=1)
        panel.answer(right=False)
        expect(panel.verdict).to_be_in_viewport(ratio=1)
        panel.onward.click()
    panel.results(right=0)
