"""The pages of the reports at four widths and on paper: all is visible, and wide enough to read."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from briefing.models import Edition
from tests.support.briefing.simulated_readers import seat

pytestmark = pytest.mark.browser

# Parts of the report that nobody sees.
HIDDEN = """
  () => [...document.querySelectorAll(":is(.report, .report-brief) :is(section, h2, table, p, li)")]
    .filter(part => !part.checkVisibility() && !part.matches(".on-paper, .on-paper *"))
    .filter(part => !part.matches("[hidden], .no-print, .no-print *, [popover], [popover] *"))
    .map(part => `${part.tagName} ${part.id} ${part.className} ${part.textContent.slice(0, 40)}`)
"""
# Texts that are squeezed: narrower than 15 letters or so while they need more than one line.
SQUEEZED = """
  () => [...document.querySelectorAll(".claim-text, .misread, .help, .report-prompt, tbody th")]
    .filter(part => part.checkVisibility() && part.clientWidth < 140)
    .map(part => `${part.className} ${part.clientWidth} ${part.textContent.slice(0, 40)}`)
"""
NARROW = """
  () => [...document.querySelectorAll(".claim-text")].map(part => part.clientWidth)
"""


@pytest.fixture
def addresses(whole: Edition) -> list[str]:
    """Each page of the reports, after a class has answered."""
    brief = whole.brief
    seat(brief, {"single": 0.0, "multiple": 1.0, "short": -1.0}, readers=60)
    return [
        reverse("admin:briefing_brief_report", args=[brief.pk]),
        reverse("admin:briefing_brief_report_claims", args=[brief.pk]),
        reverse("admin:briefing_brief_report_question", args=[brief.pk, "short"]),
    ]


@pytest.mark.parametrize("width", [360, 768, 1280, 1920])
def test_every_report_page_shows_all_of_itself(editor: Page, addresses: list[str], width: int):
    editor.set_viewport_size({"width": width, "height": 900})
    for address in addresses:
        editor.goto(address)
        assert editor.evaluate(HIDDEN) == [], address
        assert editor.evaluate(SQUEEZED) == [], address
        assert editor.evaluate("document.documentElement.scrollWidth") == width, address
        least = min(300, width - 60)
        assert [wide for wide in editor.evaluate(NARROW) if wide < least] == [], address


def test_the_report_on_claims_leads_back_and_to_its_table(editor: Page, addresses: list[str]):
    editor.goto(addresses[1])
    about = editor.get_by_label("About this report")
    expect(about.get_by_role("link", name="claims.csv")).to_be_visible()
    about.get_by_role("link", name="Back to the reports").click()
    editor.wait_for_url(f"**{addresses[0]}")


def test_every_report_page_prints(editor: Page, addresses: list[str]):
    editor.set_viewport_size({"width": 720, "height": 1000})
    editor.emulate_media(media="print")
    for address in addresses:
        editor.goto(address)
        assert editor.evaluate(SQUEEZED) == [], address
    editor.goto(addresses[1])
    expect(editor.get_by_role("region", name="About this report")).to_be_visible()
    claim, beside = editor.locator(".claim").first, editor.locator(".misread").first
    expect(claim).to_be_visible()
    expect(beside).to_be_visible()
