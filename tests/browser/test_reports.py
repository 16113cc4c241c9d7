import pytest
from playwright.sync_api import Page, expect

from briefing.models import Edition
from quiz.paper import read_paper
from tests.browser.test_small_screens import expect_no_sideways_scroll
from tests.quiz.classroom import Classroom

pytestmark = pytest.mark.browser


@pytest.fixture
def read(edition: Edition) -> Edition:
    """The bundled brief, with answers of a class."""
    assert edition.paper
    keys = read_paper(edition.paper).by_key
    difficulties = {key: number % 5 - 2.0 for number, key in enumerate(keys)}
    Classroom(edition.paper, difficulties).sit(200, 20, leaving=0.2)
    return edition


def test_an_editor_goes_from_the_desk_to_a_misread_claim_and_its_question(
    editor: Page, read: Edition
):
    editor.get_by_role("link", name="Briefs", exact=True).first.click()
    editor.get_by_role("link", name="Reports").click()
    expect(editor.get_by_role("heading", name="All questions at a glance")).to_be_visible()
    editor.get_by_role("link", name="The brief, with what readers misread").click()
    marked = editor.locator(".reported.is-misread").first
    expect(marked.get_by_text("Often misread")).to_be_visible()
    marked.locator(".misread").get_by_role("link").first.click()
    expect(editor.get_by_role("heading", name="As it is asked now")).to_be_visible()
    expect(editor.locator(".report-bar").first).to_be_visible()


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_report_is_wider_than_its_screen(editor: Page, read: Edition, width: int):
    editor.set_viewport_size({"width": width, "height": 800})
    report = f"/admin/briefing/brief/{read.brief_id}/report/"
    for page in (report, f"{report}claims/", f"{report}questions/q1/", f"{report}questions/q48/"):
        editor.goto(page)
        expect_no_sideways_scroll(editor, width)
