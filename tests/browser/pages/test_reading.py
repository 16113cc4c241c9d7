import re
from itertools import pairwise

import brotli  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Page, Request, expect

from briefing.documents.schema import BriefDocument
from quiz.paper import PaperDocument
from tests.browser.conftest import NewPage
from tests.support.browser.quiz_panel import Panel, expect_marked

pytestmark = pytest.mark.browser

SHIFTS = """
  window.shift = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.shift += entry.value;
  }).observe({type: "layout-shift", buffered: true});
"""
TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def box(page: Page, selector: str) -> dict[str, float]:
    found: dict[str, float] = page.locator(selector).evaluate(
        "element => element.getBoundingClientRect().toJSON()"
    )
    return found


def test_the_evidence_shows_every_claim(page: Page, live: str, bundled: BriefDocument):
    page.goto(f"{live}evidence/")
    expect(page.get_by_role("heading", level=1)).to_have_text(["Evidence"])
    for claim in bundled.claims:
        shown = page.locator(f"#{claim.key}")
        expect(shown.get_by_text(claim.text, exact=True)).to_be_visible()
        standing = f"{claim.standing.sign} {claim.standing.label}"
        expect(shown.get_by_text(standing, exact=True)).to_be_visible()


def test_the_front_page_leads_to_the_brief(page: Page, live: str, bundled: BriefDocument):
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        ["Read a brief, then find out what you took in"]
    )
    page.get_by_role("link", name=bundled.title).click()
    expect(page).to_have_url(re.compile(f"{live}$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(bundled.title)


def test_standing_is_beside_the_text_on_a_wide_screen(page: Page, live: str):
    page.goto(f"{live}evidence/")
    text, standing = box(page, "#c7 .claim-text"), box(page, "#c7 .standing")
    assert standing["left"] > text["right"]
    assert text["top"] - 4 <= standing["top"] < text["bottom"]


def test_standing_is_after_the_text_on_a_narrow_screen(new_page: NewPage, live: str):
    page = new_page(width=360)
    page.goto(f"{live}evidence/")
    text, standing = box(page, "#c7 .claim-text"), box(page, "#c7 .standing")
    assert standing["top"] >= text["bottom"]
    assert standing["left"] == text["left"]


@pytest.mark.parametrize("width", [768, 1280])
def test_what_stands_in_the_margin_never_overlaps(new_page: NewPage, live: str, width: int):
    page = new_page(width)
    page.goto(f"{live}evidence/")
    edges: list[tuple[float, float]] = page.locator(".claim-margin").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).map(box => [box.top, box.bottom])"
    )
    crowded = [
        f"c{number}"
        for number, (above, below) in enumerate(pairwise(edges), 1)
        if above[1] > below[0]
    ]
    assert crowded == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("beneath", ["", "evidence/", "people/", "cite/"])
def test_nothing_scrolls_sideways(
    new_page: NewPage, live: str, paper: PaperDocument, width: int, beneath: str
):
    page = new_page(width)
    page.goto(live + beneath)
    panel = Panel(page, paper).ready()
    for step in (lambda: None, panel.start, lambda: panel.answer(right=False)):
        step()
        page.evaluate("scrollBy(1000, 0)")
        assert page.evaluate("[scrollX, document.documentElement.scrollWidth]") == [0, width]


def test_an_address_with_a_claim_brings_it_into_view_and_marks_it(page: Page, live: str):
    page.goto(f"{live}evidence/#c7")
    expect(page.locator("#c7")).to_be_in_viewport(ratio=1)
    expect_marked(page, "c7")


def test_a_claim_leads_to_its_paragraph_and_back(page: Page, live: str, bundled: BriefDocument):
    page.goto(f"{live}evidence/")
    page.locator("#c7").get_by_role("link", name="Paragraph 3").click()
    outline = page.get_by_role("listitem").filter(has_text=bundled.article.paragraphs[2])
    expect(outline).to_be_in_viewport(ratio=1)
    outline.get_by_role("link", name="c7", exact=True).click()
    expect(page.locator("#c7")).to_be_in_viewport(ratio=1)


def test_the_first_links_skip_to_the_text_and_to_the_quiz(page: Page, live: str):
    page.goto(live)
    for name in ("Skip to the text", "Skip to the quiz"):
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name=name)
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_the_bar_at_the_bottom_jumps_on_a_narrow_screen(
    new_page: NewPage, live: str, paper: PaperDocument
):
    page = new_page(width=360)
    page.goto(live)
    panel = Panel(page, paper).ready()
    bar = page.get_by_role("navigation", name="Brief and quiz")
    expect(panel.prompt).not_to_be_in_viewport()
    bar.get_by_role("link", name="Quiz").click()
    expect(panel.prompt).to_be_in_viewport(ratio=1)
    bar.get_by_role("link", name="Brief").click()
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport(ratio=1)


def test_a_wide_screen_has_no_bar(panel: Panel):
    expect(panel.page.locator(".jump")).to_be_hidden()


def moved(request: Request) -> int:
    """Return the bytes that a request costs its reader.

    The live server sends static files as they are, where WhiteNoise would send them compressed:
    of those, what WhiteNoise makes of the file is counted.
    """
    response = request.response()
    assert response is not None
    sizes = request.sizes()
    body = sizes["responseBodySize"]
    if "/static/" in request.url:
        body = len(brotli.compress(response.body()))
    return body + sizes["responseHeadersSize"]


def test_a_first_visit_is_small(page: Page, live: str, paper: PaperDocument):
    requests: list[Request] = []

    def note(request: Request) -> None:
        requests.append(request)

    page.on("requestfinished", note)
    page.goto(live)
    Panel(page, paper).ready()
    page.wait_for_load_state("networkidle")
    assert {"document", "stylesheet", "script"} <= {r.resource_type for r in requests}
    # A browser fetches the icon when it likes, and for the whole site once.
    assert len([request for request in requests if "/img/" not in request.url]) <= 5
    assert 15_000 < sum(map(moved, requests)) < 60_000


def test_the_panel_moves_nothing_when_it_comes(page: Page, live: str, paper: PaperDocument):
    page.add_init_script(SHIFTS)
    page.goto(live)
    Panel(page, paper).ready()
    page.evaluate(TWO_FRAMES)
    assert page.evaluate("shift") == 0
