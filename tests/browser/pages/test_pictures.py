"""The map, the timeline and the chain as a browser sets them."""

import re
from itertools import combinations

import pytest
from playwright.sync_api import Page, Route, expect

from briefing.documents.schema import BriefDocument
from tests.browser.conftest import NewPage

pytestmark = pytest.mark.browser

# The texts of a picture as the browser has set them, with the picture's own frame at the end.
FRAMES = """
  picture => [...picture.querySelectorAll("text"), picture]
    .map(element => element.getBoundingClientRect())
    .map(box => [box.left, box.top, box.right, box.bottom])
"""
# A name's lines with the frame of the box that they stand in.
HELD = """
  links => links.flatMap(link => [...link.querySelectorAll("text")].map(text => {
    const inner = text.getBBox(), outer = link.querySelector("rect").getBBox();
    return [inner.x - outer.x, outer.x + outer.width - inner.x - inner.width];
  }))
"""
SIZES = "texts => texts.map(text => parseFloat(getComputedStyle(text).fontSize))"
Frame = list[float]


def over(one: Frame, other: Frame) -> bool:
    # Lines of one text may touch: a line's box has room above and below the letters.
    return (
        one[0] < other[2] - 0.5
        and other[0] < one[2] - 0.5
        and one[1] < other[3] - 2
        and other[1] < one[3] - 2
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_no_labels_overlap_and_none_is_clipped(new_page: NewPage, live: str, width: int):
    page = new_page(width)
    page.goto(live)
    for figure in (".map", ".spans"):
        picture = page.locator(f"{figure} > svg:visible")
        expect(picture).to_have_count(1)
        *texts, frame = picture.evaluate(FRAMES)
        assert len(texts) > 7
        assert [pair for pair in combinations(texts, 2) if over(*pair)] == []
        assert [
            text
            for text in texts
            if text[0] < frame[0] or text[2] > frame[2] or text[3] > frame[3] or text[1] < frame[1]
        ] == []
        scale = (frame[2] - frame[0]) / float(picture.get_attribute("width") or 0)
        assert min(picture.locator("text").evaluate_all(SIZES)) * scale >= 12
    gaps = page.locator(".map > svg:visible a").evaluate_all(HELD)
    assert min(gap for pair in gaps for gap in pair) >= 2


def test_an_actor_marks_the_claims_about_it_until_they_are_unmarked(
    page: Page, live: str, bundled: BriefDocument
):
    page.goto(live)
    about = [claim.key for claim in bundled.claims if "qatar" in claim.actors]
    page.locator(".map").get_by_role("link", name="Qatar", exact=True).click()
    marked = page.locator(".claim.is-marked")
    assert marked.evaluate_all("all => all.map(claim => claim.id)") == about
    expect(page.locator(f"#{about[0]}")).to_be_in_viewport(ratio=1)
    expect(page.locator(f"#{about[0]}")).to_be_focused()
    expect(page.locator("#marked").get_by_role("status")).to_have_text(
        "Claims about Qatar, marked in the text: 4"
    )
    unmark = page.get_by_role("button", name="Unmark")
    expect(unmark).to_be_in_viewport(ratio=1)
    unmark.click()
    expect(marked).to_have_count(0)
    expect(unmark).to_be_hidden()


def test_back_leads_from_the_claims_to_the_map(page: Page, live: str):
    page.goto("/")
    page.goto(live)
    qatar = page.locator(".map").get_by_role("link", name="Qatar", exact=True)
    qatar.click()
    expect(page.locator(".claim.is-marked").first).to_be_in_viewport(ratio=1)
    page.go_back()
    expect(page).to_have_url(re.compile(f"{live}$"))
    expect(page.locator(".claim.is-marked")).to_have_count(0)
    expect(qatar).to_be_focused()
    expect(qatar).to_be_in_viewport()
    page.go_back()
    expect(page).to_have_url(re.compile("/$"))


def test_escape_unmarks_and_leads_back_to_the_map(page: Page, live: str):
    page.goto(live)
    qatar = page.locator(".map").get_by_role("link", name="Qatar", exact=True)
    qatar.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".claim.is-marked").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".claim.is-marked")).to_have_count(0)
    expect(qatar).to_be_focused()
    expect(qatar).to_be_in_viewport()


def test_an_actor_that_is_focused_marks_its_claims_where_the_reader_is(page: Page, live: str):
    page.goto(live)
    qatar = page.locator(".map").get_by_role("link", name="Qatar", exact=True)
    qatar.focus()
    expect(page.locator(".claim.is-marked")).to_have_count(4)
    expect(qatar).to_be_focused()
    expect(qatar).to_be_in_viewport()


def test_what_an_actor_has_marked_stays_when_the_quiz_comes(page: Page, live: str):
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/quiz/papers/*/", hold)
    with page.expect_request("**/quiz/papers/*/"):
        page.goto(live)
    page.locator(".map").get_by_role("link", name="Qatar", exact=True).focus()
    expect(page.locator(".claim.is-marked")).to_have_count(4)
    held[0].continue_()
    expect(page.get_by_role("button", name="Start the quiz")).to_be_visible()
    expect(page.locator(".claim.is-marked")).to_have_count(4)


def test_without_javascript_an_actor_leads_to_its_card(new_page: NewPage, live: str):
    page = new_page(java_script_enabled=False)
    page.goto(live)
    page.locator(".map").get_by_role("link", name="Qatar", exact=True).click()
    card = page.locator("#actor-qatar")
    expect(card).to_be_in_viewport()
    expect(card.get_by_role("link", name="c10")).to_be_visible()


@pytest.mark.parametrize("width", [320, 360])
def test_the_table_says_the_same_as_the_map(
    new_page: NewPage, live: str, bundled: BriefDocument, width: int
):
    page = new_page(width)
    page.goto(live)
    page.get_by_text("The same as a table").click()
    rows = page.locator(".relations tbody").get_by_role("row")
    expect(rows).to_have_count(len(bundled.relations))
    expect(rows.first).to_have_text("Russia arms Taliban ◐ Alleged ⊘ Denied Claims c1 c2 c5")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_an_event_leads_to_its_line(page: Page, live: str):
    page.goto(live)
    page.locator(".spans").get_by_role("link", name="6 · 25 July 2017").click()
    expect(page.locator("#event-6")).to_be_in_viewport(ratio=1)


def test_pictures_are_not_printed(page: Page, live: str):
    page.goto(live)
    page.emulate_media(media="print")
    expect(page.locator("svg:visible")).to_have_count(0)
