from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from briefing.documents.schema import BriefDocument
from briefing.editing.draft_data import draft_data
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import draft_paper, publish, whole_brief
from briefing.models import Brief
from quiz.models import Answer, Attempt
from quiz.paper import read_paper
from tests.browser.conftest import NewPage
from tests.support.browser.quiz_panel import Panel, expect_marked

pytestmark = pytest.mark.browser

NEW_WORDS = "Two groups said in July 2017 that a delivery had reached them."
PROMPT = "What did two groups say?"
OPTIONS = ("That a delivery came", "That none came", "That one was on its way")


class Desk:
    """The editor’s desk."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.claim = page.locator("#id_claims-0-text")
        self.paragraphs = page.locator("#id_claims-0-paragraphs")

    def open(self, brief: Brief) -> "Desk":
        self.page.get_by_role("link", name="Briefs", exact=True).first.click()
        self.page.get_by_role("link", name=brief.title).click()
        return self

    def open_claims(self) -> None:
        self.page.get_by_role("heading", name="Claims").click()
        expect(self.claim).to_be_visible()

    def save(self) -> None:
        self.page.get_by_role("button", name="Save and continue editing").click()

    def says(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    def change_claim(self) -> None:
        self.open_claims()
        self.claim.fill(NEW_WORDS)
        self.save()
        self.says("was changed successfully")

    def write_question(self, right: int) -> None:
        """Fill in a question on c1; `right` says how many of its options are marked right."""
        self.page.get_by_role("link", name="Add a question").click()
        self.page.get_by_label("Key").fill("q90")
        self.page.get_by_label("Theme").select_option("Actors")
        self.page.get_by_label("Skill").select_option(index=1)
        self.page.get_by_label("Prompt").fill(PROMPT)
        self.page.get_by_label("Explanation").fill("So the claim says.")
        self.page.get_by_label("c1 · Established").check()
        for number, text in enumerate(OPTIONS):
            self.page.locator(f"#id_options-{number}-text").fill(text)
            self.page.locator(f"#id_options-{number}-feedback").fill(f"{text}: see the claim.")
            self.page.locator(f"#id_options-{number}-right").set_checked(number < right)

    def preview(self, brief: Brief) -> Panel:
        """Open the preview; return the quiz beside it."""
        self.page.get_by_role("link", name="Preview").click()
        paper = draft_paper(whole_brief(draft_data(brief)), "/")
        assert paper
        return Panel(self.page, read_paper(paper)).ready()

    def publish(self, note: str) -> None:
        self.page.get_by_role("link", name="Publish…").click()
        self.page.get_by_label("What has changed, and why").fill(note)
        self.page.get_by_role("button", name="Publish").click()


@pytest.fixture
def short(db: None, small: Callable[..., dict[str, Any]]) -> Brief:
    """A brief of one claim and one question, live: its forms open at once."""
    brief = replace_draft(BriefDocument.model_validate(small()))
    publish(brief.pk)
    return brief


@pytest.fixture
def desk(editor: Page, short: Brief) -> Desk:
    """The editor's desk, open at the short brief."""
    return Desk(editor).open(short)


def test_a_reader_of_the_bundled_brief_sees_changed_words_after_a_reload(
    editor: Page, new_page: NewPage, brief: Brief, live: str
):
    reader = new_page()
    reader.goto(f"{live}evidence/")
    claim = reader.locator("#c1 .claim-text")
    old = claim.inner_text()
    desk = Desk(editor).open(brief)
    desk.change_claim()
    reader.reload()
    expect(claim).to_have_text(old)
    desk.publish("A clearer c1.")
    desk.says("Edition 2 is live.")
    reader.reload()
    expect(claim).to_have_text(NEW_WORDS)


def test_an_old_edition_stays_and_says_that_a_newer_is_out(desk: Desk, page: Page, short: Brief):
    page.goto(short.get_absolute_url())
    page.get_by_role("link", name="Edition 1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(short.title)
    expect(page.get_by_text("Read the newest edition")).to_have_count(0)
    lasting = page.url
    desk.change_claim()
    desk.publish("A clearer c1.")
    desk.says("Edition 2 is live.")
    page.goto(lasting)
    expect(page.get_by_text("This is edition 1, published on")).to_be_visible()
    evidence = page.get_by_role("link", name="Evidence", exact=True)
    evidence.click()
    expect(page.locator("#c1 .claim-text")).to_have_text("The sky is blue.")
    page.get_by_role("link", name="Read the newest edition").click()
    evidence.click()
    expect(page.locator("#c1 .claim-text")).to_have_text(NEW_WORDS)


def test_a_new_question_reaches_readers_when_it_is_published(desk: Desk, page: Page, short: Brief):
    desk.write_question(right=1)
    desk.save()
    desk.says("was added successfully")
    page.goto(short.get_absolute_url())
    expect(page.get_by_label("Actors (1)")).to_be_attached()
    desk.open(short)
    desk.publish("A second question.")
    desk.says("Edition 2 is live.")
    page.reload()
    expect(page.get_by_label("Actors (2)")).to_be_attached()


def test_a_changed_claim_is_previewed_with_its_quiz_before_anyone_else_sees_it(
    desk: Desk, page: Page, short: Brief
):
    desk.change_claim()
    panel = desk.preview(short)
    desk.page.get_by_role("link", name="Evidence", exact=True).click()
    expect(desk.page.locator("#c1 .claim-text")).to_have_text(NEW_WORDS)
    panel.ready()
    panel.start(2)
    panel.answer(right=False)
    expect_marked(desk.page, "c1")
    panel.onward.click()
    panel.at(2, 2)
    desk.page.reload()
    panel.at(2, 2)
    panel.answer(right=True)
    panel.onward.click()
    panel.results(1, 2)
    desk.page.get_by_role("link", name="Back to the form").click()
    expect(desk.page.get_by_role("link", name="Publish…")).to_be_visible()
    page.goto(f"{short.get_absolute_url()}evidence/")
    expect(page.locator("#c1 .claim-text")).to_have_text("The sky is blue.")
    assert [Attempt.objects.count(), Answer.objects.count()] == [0, 0]


def test_a_note_is_kept_with_its_edition(desk: Desk):
    desk.change_claim()
    desk.publish("A clearer c1.")
    desk.says("Edition 2 is live.")
    desk.page.get_by_role("link", name="Editions").first.click()
    expect(desk.page.get_by_role("cell", name="A clearer c1.")).to_be_visible()


def test_a_change_of_a_live_brief_needs_a_note(desk: Desk, short: Brief):
    desk.change_claim()
    desk.publish("")
    note = desk.page.get_by_label("What has changed, and why")
    expect(note).to_be_focused()
    assert note.evaluate("field => field.validity.valueMissing")
    assert short.editions.count() == 1


def test_an_error_in_a_claim_keeps_what_was_typed(desk: Desk):
    desk.open_claims()
    desk.claim.fill(NEW_WORDS)
    desk.paragraphs.fill("three")
    desk.save()
    desk.says("Please correct the error below.")
    said = desk.page.locator(".errorlist").get_by_text("“three” is not a paragraph.")
    expect(said).to_be_visible()
    expect(desk.claim).to_have_value(NEW_WORDS)
    expect(desk.paragraphs).to_have_value("three")


def test_an_error_in_a_question_keeps_what_was_typed(desk: Desk):
    desk.write_question(right=0)
    desk.save()
    desk.says("No option is right. Mark the one that is.")
    expect(desk.page.get_by_label("Prompt")).to_have_value(PROMPT)
    expect(desk.page.get_by_label("c1 · Established")).to_be_checked()
    for number, text in enumerate(OPTIONS):
        expect(desk.page.locator(f"#id_options-{number}-text")).to_have_value(text)
    desk.page.locator("#id_options-0-right").check()
    desk.save()
    desk.says("was added successfully")
