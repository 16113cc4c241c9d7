from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import publish
from briefing.models import Brief, Schedule
from quiz.models import Question
from tests.browser.conftest import NewPage

pytestmark = pytest.mark.browser


@pytest.fixture
def sky(db: None, small: Callable[..., dict[str, Any]]) -> Brief:
    """A brief of one claim and one question, live."""
    brief = replace_draft(BriefDocument.model_validate(small()))
    publish(brief.pk)
    return brief


@pytest.fixture
def second_editor(new_page: NewPage) -> Page:
    """The page of another editor, in a browser of their own."""
    User.objects.create_superuser("bob", password="password")
    page = new_page()
    page.goto("/admin/")
    page.get_by_label("Username").fill("bob")
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Log out")).to_be_visible()
    return page


def form(page: Page, brief: Brief) -> None:
    page.goto(f"/admin/briefing/brief/{brief.pk}/change/")
    page.get_by_role("heading", name="Claims").click()
    expect(page.locator("#id_claims-0-text")).to_be_visible()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save and continue editing").click()


def says(page: Page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible()


def act(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def test_a_brief_is_written_from_nothing_and_reaches_readers(editor: Page, new_page: NewPage):
    page = editor
    page.goto("/admin/briefing/article/add/")
    page.get_by_label("Title").fill("On the sky")
    page.get_by_label("Paragraphs").fill("It is blue.\nIt is wide.")
    save(page)
    says(page, "was added successfully")
    page.goto("/admin/briefing/actor/add/")
    page.get_by_label("Name").press_sequentially("Sky")
    expect(page.get_by_label("Key")).to_have_value("sky")
    page.get_by_label("Kind").select_option("bloc")
    save(page)
    says(page, "was added successfully")
    page.goto("/admin/briefing/brief/add/")
    page.locator("#id_title").fill("The sky")
    page.locator("#id_standfirst").fill("On the sky.")
    page.locator("#id_bottom_line").fill("It is blue.")
    page.locator("#id_article").select_option(label="On the sky")
    page.get_by_role("heading", name="Claims").click()
    page.get_by_text("Add another Claim").click()
    page.locator("#id_claims-0-key").fill("c1")
    page.locator("#id_claims-0-section").select_option("background")
    page.locator("#id_claims-0-standing").select_option("established")
    page.locator("#id_claims-0-text").fill("The sky is blue.")
    page.locator("#id_claims-0-paragraphs").fill("1, 2")
    save(page)
    says(page, "was added successfully")
    act(page, "Add a question")
    page.get_by_label("Key").fill("q1")
    page.get_by_label("Theme").select_option("Actors")
    page.get_by_label("Skill").select_option(index=1)
    page.get_by_label("Prompt").fill("Is the sky blue?")
    page.get_by_label("Explanation").fill("So the claim says.")
    page.get_by_label("c1 · Established").check()
    for number, text in enumerate(("Yes", "No", "At night")):
        page.locator(f"#id_options-{number}-text").fill(text)
        page.locator(f"#id_options-{number}-feedback").fill(f"{text}: see the claim.")
    page.locator("#id_options-0-right").check()
    save(page)
    says(page, "was added successfully")
    act(page, "To the brief")
    act(page, "Publish…")
    page.get_by_role("button", name="Publish").click()
    says(page, "Edition 1 is live.")
    reader = new_page()
    reader.goto("/")
    act(reader, "The sky")
    act(reader, "Evidence")
    expect(reader.locator("#c1 .claim-text")).to_have_text("The sky is blue.")
    expect(reader.get_by_label("Actors (1)")).to_be_attached()


def test_the_second_of_two_editors_to_save_sees_both_versions_and_chooses(
    editor: Page, second_editor: Page, sky: Brief
):
    form(editor, sky)
    form(second_editor, sky)
    editor.locator("#id_claims-0-text").fill("The sky is grey.")
    editor.locator("#id_bottom_line").fill("It is grey.")
    save(editor)
    says(editor, "was changed successfully")
    second_editor.locator("#id_claims-0-text").fill("The sky is green.")
    second_editor.get_by_text("Add another Claim").click()
    for name, value in {"key": "c2", "text": "It is wide.", "paragraphs": "2"}.items():
        second_editor.locator(f"#id_claims-1-{name}").fill(value)
    second_editor.locator("#id_claims-1-section").select_option("outlook")
    second_editor.locator("#id_claims-1-standing").select_option("assessed")
    save(second_editor)
    says(second_editor, "While you were writing, the draft was saved by others.")
    says(second_editor, "admin, ")
    headings = second_editor.locator(".change h3")
    expect(headings).to_have_text(
        ["The brief, bottom line", "Claim c1, text", "Claim c2 only in yours"]
    )
    both = second_editor.locator(".change").nth(1)
    expect(both).to_contain_text("Both of you changed this.")
    expect(both.locator("ins")).to_have_text("green.")
    expect(both.get_by_label("Yours")).to_be_checked()
    both.get_by_label("Theirs").check()
    second_editor.get_by_role("button", name="Save what is chosen").click()
    says(second_editor, "with what others saved in between")
    sky.refresh_from_db()
    assert sky.bottom_line == "It is grey."
    assert [c.text for c in sky.claims.all()] == ["The sky is grey.", "It is wide."]


def test_an_edition_is_compared_and_brought_back(editor: Page, sky: Brief):
    form(editor, sky)
    editor.locator("#id_claims-0-text").fill("The wide sky is blue.")
    save(editor)
    act(editor, "Compare")
    expect(editor.locator("ins")).to_have_text("wide ")
    act(editor, sky.title)
    act(editor, "Editions and revisions")
    editor.get_by_role("button", name="Bring back edition 1").click()
    says(editor, "The draft is edition 1 again.")
    expect(editor.locator("#id_claims-0-text")).to_have_value("The sky is blue.")
    act(editor, "Editions and revisions")
    editor.get_by_role("button", name="Bring back revision 2").click()
    expect(editor.locator("#id_claims-0-text")).to_have_value("The wide sky is blue.")


def test_a_publishing_is_scheduled_taken_back_and_done(editor: Page, sky: Brief):
    form(editor, sky)
    editor.locator("#id_claims-0-text").fill("The wide sky is blue.")
    save(editor)
    act(editor, "Publish…")
    due = timezone.now() + timedelta(days=1)
    editor.get_by_label("What has changed, and why").fill("Wider.")
    editor.get_by_label("When (UTC)").fill(f"{due:%Y-%m-%dT%H:%M}")
    editor.get_by_role("button", name="Publish").click()
    says(editor, "Publishing is scheduled for")
    act(editor, "Publish…")
    editor.get_by_role("button", name="Take the scheduled publishing back").click()
    says(editor, "The scheduled publishing is off.")
    editor.get_by_label("What has changed, and why").fill("Wider.")
    editor.get_by_label("When (UTC)").fill(f"{due:%Y-%m-%dT%H:%M}")
    editor.get_by_role("button", name="Publish").click()
    says(editor, "Publishing is scheduled for")
    Schedule.objects.update(due=timezone.now())
    call_command("publish_scheduled", verbosity=0)
    editor.goto(f"{sky.get_absolute_url()}evidence/")
    expect(editor.locator("#c1 .claim-text")).to_have_text("The wide sky is blue.")


def test_a_fault_stops_publishing_and_leads_to_its_place(editor: Page, sky: Brief):
    Question.objects.update(evidence=["c9"])
    editor.goto(f"/admin/briefing/brief/{sky.pk}/publish/")
    says(editor, "This draft cannot be published yet.")
    expect(editor.get_by_role("button", name="Publish")).to_have_count(0)
    act(editor, "questions › q1 › evidence")
    expect(editor.get_by_label("Prompt")).to_have_value("Is the sky blue?")
    editor.get_by_label("c1 · Established").check()
    save(editor)
    act(editor, "To the brief")
    act(editor, "Publish…")
    expect(editor.get_by_role("button", name="Publish")).to_be_visible()
