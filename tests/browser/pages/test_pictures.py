"""The map, the timeline and the chain as a browser sets them."""

import re
from itertools import combinations

import pytest
from playwright.sync_api import Locator, Page, expect

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
    for figure, beneath in ((".spans", "people/"), (".map", "")):
        page.goto(live + beneath)
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


def actor(page: Page, name: str) -> Locator:
    return page.locator(".map svg:visible").get_by_role("link", name=name, exact=True)


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_an_actor_lists_the_claims_about_it_beside_the_map(
    page: Page, live: str, bundled: BriefDocument, by: str
):
    page.goto(live)
    listed = page.locator("#chosen-actor")
    for key, name in (("qatar", "Qatar"), ("russia", "Russia")):
        if by == "mouse":
            actor(page, name).click()
        else:
            actor(page, name).press("Enter")
        about = [c.key for c in bundled.claims if key in (*c.actors, c.speaker)]
        links = listed.get_by_role("listitem").locator("a:visible")
        expect(links).to_have_count(len(about))
        addresses = links.evaluate_all("all => all.map(link => link.hash.slice(1))")
        assert addresses == about
        expect(listed.locator("b:visible")).to_have_text([name])
        expect(listed).to_be_in_viewport()
        expect(actor(page, name)).to_be_in_viewport()
    expect(page.locator(".map svg:visible [aria-current]")).to_have_count(1)
    actor(page, "Russia").press("Enter")
    expect(listed.get_by_role("listitem")).to_have_count(0)
    expect(page).to_have_url(re.compile(f"{live}$"))


def test_a_claim_listed_beside_the_map_is_led_to(page: Page, live: str):
    page.goto(live)
    actor(page, "Qatar").click()
    page.locator("#chosen-actor li a:visible").first.click()
    expect(page).to_have_url(re.compile(f"{live}evidence/#c10$"))
    expect(page.locator("#c10")).to_be_in_viewport(ratio=1)


def test_without_javascript_an_actor_leads_to_its_card(new_page: NewPage, live: str):
    page = new_page(java_script_enabled=False)
    page.goto(live)
    actor(page, "Qatar").click()
    card = page.locator("#actor-qatar")
    expect(card).to_be_in_viewport()
    expect(card.get_by_role("link", name="c10")).to_be_visible()


@pytest.mark.parametrize("width", [320, 360])
def test_the_table_says_the_same_as_the_map(
    new_page: NewPage, live: str, bundled: BriefDocument, width: int
):
    page = new_page(width)
    page.goto(live)
    page.get_by_role("link", name="All relations as a table").click()
    rows = page.locator(".relations tbody").get_by_role("row")
    expect(rows).to_have_count(len(bundled.relations))
    expect(rows.first).to_have_text("Russia arms Taliban ◐ Alleged ⊘ Denied Claims c1 c2 c5")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_an_event_leads_to_its_line(page: Page, live: str):
    page.goto(f"{live}people/")
    page.locator(".spans").get_by_role("link", name="6 · 25 July 2017").click()
    expect(page.locator("#event-6")).to_be_in_viewport(ratio=1)
