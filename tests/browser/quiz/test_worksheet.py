import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from briefing.models import Edition
from quiz.attempts.draw import most_together
from quiz.paper import PaperDocument
from tests.support.browser.quiz_panel import Panel

pytestmark = pytest.mark.browser


def test_the_worksheet_prints_without_its_key(panel: Panel, paper: PaperDocument):
    page = panel.page
    panel.link("Print as a worksheet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(paper.title)
    page.emulate_media(media="print")
    written = [question for question in paper.questions if question.kind != "standing"]
    expect(page.locator(".sheet-questions > li")).to_have_count(len(most_together(written)))
    told = page.get_by_role("main").inner_html()
    assert [q.key for q in written if q.explanation in told] == []
    assert [q.key for q in written if any(o.feedback in told for o in q.options)] == []
    expect(page.get_by_text("Print this page with your browser.")).to_be_hidden()
    expect(page.get_by_role("contentinfo")).to_be_hidden()
    assert page.pdf(format="A4").startswith(b"%PDF-")


def test_the_key_is_for_editors(editor: Page, page: Page, panel: Panel, paper: PaperDocument):
    panel.link("Print as a worksheet").click()
    sheet = page.url
    page.get_by_role("link", name="The key, for editors").click()
    expect(page.get_by_label("Username")).to_be_visible()
    editor.goto(sheet)
    editor.get_by_role("link", name="The key, for editors").click()
    first = next(question for question in paper.questions if question.kind != "standing")
    line = editor.get_by_role("listitem").filter(has_text=first.prompt)
    expect(line).to_contain_text(first.key_said())
    expect(line).to_contain_text(first.explanation)


@pytest.mark.parametrize(("number", "pages"), [(36, 4), (10, 2)])
def test_a_worksheet_takes_few_pages_in_print_that_can_be_read(
    page: Page, edition: Edition, live_server: Any, number: int, pages: int
):
    page.goto(reverse("quiz:worksheet", args=[edition.paper_id]))
    page.get_by_label("How many questions?").fill(str(number))
    page.get_by_role("button", name="Make the worksheet").click()
    expect(page.locator(".sheet-questions > li")).to_have_count(number)
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= pages
    page.emulate_media(media="print")
    sizes = page.locator(".sheet").evaluate(
        """sheet => [...sheet.querySelectorAll("*")].filter(part => part.checkVisibility())
             .map(part => parseFloat(getComputedStyle(part).fontSize))"""
    )
    # In pixels, of which there are four thirds to a point.
    assert min(sizes) >= 10.5 * 4 / 3


def test_the_key_is_printed_on_pages_of_its_own(page: Page, edition: Edition, live_server: Any):
    page.goto(reverse("quiz:worksheet", args=[edition.paper_id]))
    page.get_by_label("How many questions?").fill("10")
    page.get_by_role("button", name="Make the worksheet").click()
    page.get_by_role("link", name="Key to this worksheet").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Key: ")
    expect(page.locator(".sheet-questions > li")).to_have_count(10)
