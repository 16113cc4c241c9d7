import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from quiz.models import Answer, Attempt, ReviewCard
from tests.browser.conftest import Ask, NewPage
from tests.support.browser.faults import Faults
from tests.support.browser.quiz_panel import alone

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["JavaScript", "no JavaScript"])
def page(request: pytest.FixtureRequest, new_page: NewPage, ask: Ask) -> Page:
    """A reader who has finished a quiz, at what is kept of it."""
    page = new_page(java_script_enabled=request.param)
    panel = alone(page, ask("single", "short"))
    panel.start_on("Actors", 2)
    panel.finish(True, False)
    page.get_by_role("link", name="Your quizzes, and what is kept").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your quizzes, and what is kept")
    return page


def test_what_is_kept_can_be_downloaded(page: Page, tmp_path: Path):
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download it as a file").click()
    assert waiting.value.suggested_filename == "readout-data.json"
    waiting.value.save_as(tmp_path / "data.json")
    data = json.loads((tmp_path / "data.json").read_text())
    attempt = Attempt.objects.get()
    assert (data["reader"], len(data["reviews"])) == (str(attempt.reader), 2)
    assert [a["id"] for a in data["attempts"]] == [str(attempt.public_id)]
    assert [answer["mark"] for answer in data["attempts"][0]["answers"]] == [1, 0]


def test_what_is_kept_can_be_erased_and_is_gone(page: Page, faults: Faults):
    faults.expect("404")
    page.get_by_role("link", name="50%: The sky").click()
    results = page.url
    page.go_back()
    page.get_by_role("button", name="Erase it all now").click()
    agreed = page.get_by_label("Results and reviews go with it, and it cannot be undone")
    assert (agreed.evaluate("box => box.validity.valid"), Attempt.objects.count()) == (False, 1)
    agreed.check()
    page.get_by_role("button", name="Erase it all now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is erased")
    for model in (Attempt, Answer, ReviewCard):
        assert model.objects.count() == 0
    assert [cookie for cookie in page.context.cookies() if cookie["name"] == "reader"] == []
    page.goto(results)
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page")
    expect(page.get_by_role("link", name="Readout", exact=True)).to_be_visible()
    page.goto("/quiz/mine/")
    expect(page.get_by_text("Nothing is kept about you on this device.")).to_be_visible()


def test_another_reader_sees_nothing_of_it(page: Page, new_page: NewPage, faults: Faults):
    faults.expect("404")
    other = new_page()
    other.goto(f"/quiz/attempts/{Attempt.objects.get().public_id}/")
    expect(other.get_by_role("heading", level=1)).to_have_text("There is no such page")
    other.goto("/quiz/mine/")
    expect(other.get_by_text("The sky")).to_have_count(0)
