import statistics

import pytest
from playwright.sync_api import Page, expect

from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import publish
from briefing.models import Brief
from tests.support.briefing.brief_data import small_brief
from tests.support.briefing.simulated_readers import DIFFICULTIES, many, seat

pytestmark = pytest.mark.browser


@pytest.fixture
def taught(db: None) -> Brief:
    """A brief of twelve claims, a question on each, after a class of 200 has answered them all."""
    brief = replace_draft(BriefDocument.model_validate(small_brief(**many(12))))
    publish(brief.pk)
    brief.refresh_from_db()
    seat(brief)
    return brief


def test_an_editor_finds_the_difficulties_of_a_class_again(editor: Page, taught: Brief):
    editor.goto(f"/admin/briefing/brief/{taught.pk}/change/")
    editor.get_by_role("link", name="Reports").first.click()
    rows = editor.locator("#questions tbody tr:has(b)")
    expect(rows.first).to_be_visible()
    shown = {row.locator("a").inner_text(): row.locator("b").first for row in rows.all()}
    right = {key: float(cell.inner_text().strip("%")) for key, cell in shown.items()}
    found = [right[key] for key in DIFFICULTIES]
    assert statistics.correlation(found, list(DIFFICULTIES.values())) < -0.95
    hardest = min(right, key=lambda key: right[key])
    editor.get_by_role("link", name=hardest, exact=True).click()
    expect(editor.get_by_role("heading", level=1)).to_be_visible()
    expect(editor.get_by_text("200").first).to_be_visible()
    editor.go_back()
    editor.get_by_role("link", name="The brief, with what readers misread").click()
    claim = editor.locator(f".is-misread:has(#{hardest.replace('q', 'c')})")
    expect(claim).to_be_visible()
    expect(editor.locator(".is-misread:has(#c1)")).to_have_count(0)
