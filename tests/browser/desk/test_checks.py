"""The checks beside a form and what helps to fill it in, in a real browser."""

import pytest
from playwright.sync_api import Dialog, Page, expect

from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import replace_draft
from briefing.models import Brief
from tests.support.briefing.desk_forms import change

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(editor: Page, db, small) -> Page:
    """The form of a short brief of two claims."""
    claims = [*small()["claims"], small()["claims"][0] | {"key": "c2", "paragraphs": [2]}]
    brief = replace_draft(BriefDocument.model_validate(small(claims=claims)))
    editor.goto(change(brief))
    return editor


def test_a_check_appears_as_one_types_and_its_link_opens_the_field(desk: Page):
    checks = desk.locator("#checks")
    expect(checks).to_contain_text("0 errors")
    desk.get_by_role("heading", name="Claims").click()
    desk.locator("#id_claims-0-paragraphs").fill("7")
    link = checks.get_by_role("link", name="claims › c1 › paragraphs")
    expect(link).to_be_visible()
    expect(desk.locator("#checks-said")).to_contain_text("1 error,")
    desk.get_by_role("heading", name="Claims").click()
    expect(desk.locator("#id_claims-0-paragraphs")).to_be_hidden()
    link.click()
    expect(desk.locator("#id_claims-0-paragraphs")).to_be_focused()


def test_a_question_is_added_from_a_claim(desk: Page):
    desk.get_by_role("heading", name="Claims").click()
    desk.get_by_role("link", name="Add a question on this claim").last.click()
    expect(desk.get_by_label("Key")).to_have_value("q2")
    expect(desk.get_by_label("c2 · Established")).to_be_checked()
    desk.get_by_label("Prompt").fill("Which is not blue?")
    expect(desk.locator("#checks")).to_contain_text("Ask without “not”")


def test_words_are_counted_beside_the_field_that_is_written_in(desk: Page):
    field = desk.get_by_label("Bottom line")
    field.fill("word " * 61)
    expect(desk.locator("#count")).to_have_text("61 of 60 words")
    described = field.get_attribute("aria-describedby") or ""
    assert described.split() == ["id_bottom_line_helptext", "count"]
    desk.get_by_label("Title").focus()
    expect(desk.locator("#count")).to_have_text("7 of 120 characters")


def test_a_new_claim_has_the_next_key_and_groups_stay_open_after_saving(desk: Page):
    desk.get_by_role("heading", name="Claims").click()
    desk.get_by_role("button", name="Add another Claim").click()
    expect(desk.locator("#id_claims-2-key")).to_have_value("c3")
    desk.get_by_role("button", name="Save and continue editing").click()
    expect(desk.locator("#id_claims-1-text")).to_be_visible()
    expect(desk.locator("#id_claims-2-key")).to_have_count(0)


def test_a_claim_is_dragged_to_its_place(desk: Page):
    desk.get_by_role("heading", name="Claims").click()
    # Both rows are in view, as they are for who drags.
    desk.set_viewport_size({"width": 1280, "height": 1600})
    desk.locator("#claims-1 .handle").drag_to(
        desk.locator("#claims-0"), target_position={"x": 20, "y": 5}
    )
    expect(desk.locator("#id_claims-1-position")).to_have_value("1")
    expect(desk.locator("#id_claims-0-position")).to_have_value("2")
    desk.get_by_role("button", name="Save and continue editing").click()
    brief = Brief.objects.get()
    expect(desk.locator("#id_claims-0-key")).to_have_value("c2")
    assert list(brief.claims.values_list("key", flat=True)) == ["c2", "c1"]


def test_a_check_on_a_part_as_a_whole_opens_it(desk: Page):
    desk.locator("#checks").get_by_role("link", name="text of the brief", exact=True).click()
    expect(desk.get_by_role("button", name="Add another Passage")).to_be_visible()
    expect(desk.locator("#passages-group summary").first).to_be_focused()


def test_leaving_what_was_typed_is_asked_about_and_saving_is_not(desk: Page):
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    desk.on("dialog", leave)
    desk.reload()
    desk.get_by_label("Title").fill("The wide sky")
    desk.get_by_role("button", name="Save and continue editing").click()
    expect(desk.get_by_text("was changed successfully")).to_be_visible()
    assert asked == []
    desk.get_by_label("Title").fill("The wider sky")
    desk.get_by_role("link", name="Preview").click()
    desk.wait_for_url("**/preview/")
    assert asked == ["beforeunload"]


def test_the_button_for_checks_is_for_those_without_javascript(desk: Page):
    expect(desk.get_by_role("button", name="Save and continue editing")).to_be_visible()
    expect(desk.get_by_role("button", name="Check without saving")).to_have_count(0)
