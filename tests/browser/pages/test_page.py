"""What the page of a brief offers a reader: depth, colours, contents, words explained, copies."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import publish
from briefing.models import Edition
from briefing.reading.citation import Cited, apa
from briefing.reading.depth import Depth, shown
from quiz.paper import PaperDocument
from tests.browser.conftest import Ask, NewPage
from tests.support.browser.quiz_panel import Panel, beside, expect_marked

pytestmark = pytest.mark.browser

CLIPBOARD = ["clipboard-read", "clipboard-write"]
LIGHT, DARK = "rgb(251, 250, 247)", "rgb(24, 23, 20)"
# What the page was to look like when its body was begun, which is before anything is drawn.
THEME_AT_FIRST = """
  new MutationObserver((_, observer) => {
    if (!document.body) return;
    window.themeAtFirst = document.documentElement.dataset.theme;
    observer.disconnect();
  }).observe(document, {childList: true, subtree: true});
"""


def visible_claims(page: Page) -> list[str]:
    found: list[str] = page.locator(".claim:visible").evaluate_all("all => all.map(e => e.id)")
    return found


def depth(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation", name="How much to read").get_by_role("link", name=name)


def expect_colours(page: Page, ground: str) -> None:
    expect(page.locator("body")).to_have_css("background-color", ground)


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_a_depth_is_chosen_and_survives_a_reload(
    new_page: NewPage, live: str, bundled: BriefDocument, scripts: bool
):
    page = new_page(java_script_enabled=scripts)
    page.goto(live)
    everything = [claim.key for claim in bundled.claims]
    leading = [claim.key for claim in shown(bundled, Depth.TWO_MINUTES)]
    assert visible_claims(page) == everything
    for name, claims in (("Two minutes", leading), ("Bottom line", []), ("In full", everything)):
        depth(page, name).click()
        expect(depth(page, name)).to_have_attribute("aria-current", "page")
        page.reload()
        expect(depth(page, name)).to_have_attribute("aria-current", "page")
        assert visible_claims(page) == claims
        assert page.get_by_role("heading", name="Who is who").is_visible() is (name == "In full")
    expect(page).to_have_url(re.compile(f"{live}$"))


def test_a_claim_that_is_linked_to_is_shown_at_any_depth(page: Page, live: str):
    page.goto(f"{live}?depth=bottom-line#c38")
    expect(page.locator("#c38")).to_be_in_viewport(ratio=1)
    assert visible_claims(page) == ["c38"]
    expect(page.get_by_role("heading", name="Consequences", exact=True)).to_be_visible()


def test_a_claim_that_a_verdict_rests_on_is_shown_at_any_depth(page: Page, ask: Ask):
    panel = beside(page, ask("single"))
    page.goto(f"{page.url}?depth=bottom-line")
    panel.ready()
    assert visible_claims(page) == []
    panel.start_on("Actors", 1)
    panel.answer(right=False)
    expect_marked(page, "c1")
    expect(page.locator("#c1")).to_be_in_viewport(ratio=1)


def test_all_is_printed_at_any_depth(page: Page, live: str, bundled: BriefDocument):
    page.goto(f"{live}?depth=bottom-line")
    page.emulate_media(media="print")
    assert visible_claims(page) == [claim.key for claim in bundled.claims]
    expect(page.locator("#quiz")).to_be_hidden()


@pytest.mark.parametrize("query", ["", "?depth=two-minutes"])
def test_a_brief_is_printed_on_three_pages_at_most_in_the_colours_of_paper(
    new_page: NewPage, live: str, query: str
):
    page = new_page(color_scheme="dark")
    page.goto(live + query)
    page.get_by_label("Dark").check()
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 3
    page.emulate_media(media="print")
    expect_colours(page, LIGHT)
    small: list[float] = page.locator("main :is(p, li, a, h2, dt, dd):visible").evaluate_all(
        "all => all.map(e => parseFloat(getComputedStyle(e).fontSize)).filter(s => s < 11.99)"
    )
    assert small == []


@pytest.mark.parametrize("system", ["light", "dark"])
def test_colours_are_chosen_by_hand_and_kept(new_page: NewPage, live: str, system: str):
    page = new_page(color_scheme=system)
    page.add_init_script(THEME_AT_FIRST)
    page.goto(live)
    own, other = (LIGHT, DARK) if system == "light" else (DARK, LIGHT)
    expect_colours(page, own)
    for name, ground in (("Light", LIGHT), ("Dark", DARK), ("System", own)):
        page.get_by_label(name).check()
        expect_colours(page, ground)
        for address in (live, "/"):
            page.goto(address)
            assert page.evaluate("themeAtFirst") == name.lower()
            expect(page.get_by_label(name)).to_be_checked()
            expect_colours(page, ground)
    page.emulate_media(color_scheme="dark" if system == "light" else "light")
    expect_colours(page, other)


def frame_colours(page: Page) -> list[str]:
    """Return the colours that the browser’s own frame may take, the first of which it takes."""
    found: list[str] = page.locator("meta[name=theme-color]").evaluate_all(
        "all => all.filter(e => !e.media || matchMedia(e.media).matches).map(e => e.content)"
    )
    return found


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_browser_takes_its_colour_from_the_choice(new_page: NewPage, live: str, system: str):
    page = new_page(color_scheme=system)
    page.goto(live)
    own = "#fbfaf7" if system == "light" else "#181714"
    for name, colour in (("Light", "#fbfaf7"), ("Dark", "#181714"), ("System", own)):
        page.get_by_label(name).check()
        assert frame_colours(page) == [colour]
        page.reload()
        assert frame_colours(page) == [colour]


def test_colours_chosen_elsewhere_are_met_on_coming_back_and_in_other_windows(
    new_page: NewPage, live: str
):
    page = new_page()
    page.goto(live)
    page.get_by_label("Dark").check()
    page.goto("/")
    other = page.context.new_page()
    other.goto(live)
    other.get_by_label("Light").check()
    for _ in ("in another window", "on coming back"):
        expect(page.get_by_label("Light")).to_be_checked()
        expect_colours(page, LIGHT)
        page.go_back()


def test_colours_are_chosen_for_a_page_without_javascript(new_page: NewPage, live: str):
    page = new_page(java_script_enabled=False)
    page.goto(live)
    for name, ground in (("Dark", DARK), ("Light", LIGHT)):
        page.get_by_label(name).check()
        expect_colours(page, ground)


def test_colours_are_chosen_where_nothing_may_be_kept(new_page: NewPage, live: str):
    page = new_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw 1; }})")
    page.goto(live)
    page.get_by_label("Dark").check()
    expect_colours(page, DARK)


def test_the_contents_follow_the_reading(new_page: NewPage, live: str):
    page = new_page(width=1500)
    page.goto(live)
    contents = page.get_by_role("navigation", name="On this page")
    current = contents.locator("[aria-current=location]")
    expect(current).to_have_count(0)
    for name, anchor in (("Motives", "motives"), ("Not known", "unknown"), ("Actors", "actors")):
        contents.get_by_role("link", name=name, exact=True).click()
        expect(page.locator(f"#{anchor}")).to_be_in_viewport(ratio=1)
        expect(current).to_have_text([name])
        expect(contents.get_by_role("list")).to_be_in_viewport(ratio=1)
    page.locator("#c38").scroll_into_view_if_needed()
    expect(current).to_have_text(["Consequences"])


@pytest.mark.parametrize("height", [600, 800, 1080])
def test_the_last_parts_have_their_turn_among_the_contents(
    new_page: NewPage, live: str, height: int
):
    page = new_page(1500, height)
    page.goto(live)
    contents = page.get_by_role("navigation", name="On this page")
    for name in ("Words", "Source", "Cite", "Source"):
        contents.get_by_role("link", name=name, exact=True).click()
        expect(contents.locator("[aria-current=location]")).to_have_text([name])


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_key_stands_alone_on_a_line(new_page: NewPage, live: str, width: int):
    """It stays with the last word of what rests on it, or with the last paragraph."""
    page = new_page(width)
    page.goto(live)
    alone: list[str] = page.evaluate("""
      [...document.querySelectorAll(":is(.points, .outline, .timeline) .keys, .permalink")]
        .map(e => e.matches(".keys") ? e.querySelector("a") : e)
        .filter(e => {
          const range = document.createRange();
          range.selectNodeContents(e.closest("li, .claim-margin"));
          range.setEndBefore(e);
          const before = [...range.getClientRects()].filter(box => box.width > 2);
          const {top, bottom} = e.getBoundingClientRect();
          return !before.some(box => box.bottom > top + 6 && box.top < bottom - 6);
        })
        .map(e => e.textContent)
    """)
    assert alone == []


def test_a_long_word_that_is_explained_breaks_over_lines(
    new_page: NewPage, live_server: Any, small: Callable[..., dict[str, Any]]
):
    word = "balance of power between the states of Central Asia"
    claim = small()["claims"][0] | {"text": f"Some speak of the {word}."}
    data = small(claims=[claim], terms=[{"term": word, "text": "Who is how strong."}])
    edition = publish(replace_draft(BriefDocument.model_validate(data)).pk)[0]
    page = new_page(360)
    page.goto(edition.brief.get_absolute_url())
    explanation = page.locator(".explained")
    page.get_by_role("button", name=word).press("Enter")
    expect(explanation).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    lines: list[list[float]] = page.locator(".term > span").evaluate(
        "e => [...e.getClientRects()].map(box => [box.left, box.top])"
    )
    # The first line goes on from the words before it.
    assert len(lines) == 2
    assert lines[0][0] > lines[1][0] + 100
    for left, top in lines:
        page.mouse.click(left + 10, top + 10)
        expect(explanation).to_be_visible()
        page.keyboard.press("Escape")
        expect(explanation).to_be_hidden()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_a_word_is_explained_in_its_place(
    new_page: NewPage, live: str, bundled: BriefDocument, width: int, scripts: bool
):
    page = new_page(width, java_script_enabled=scripts)
    page.goto(live)
    word = page.locator("#c22").get_by_role("button", name="inclusive diplomacy")
    (text,) = (term.text for term in bundled.terms if term.term == "Inclusive diplomacy")
    explanation = page.locator(".explained").filter(has_text=text)
    expect(explanation).to_be_hidden()
    word.focus()
    page.keyboard.press("Enter")
    expect(explanation).to_be_in_viewport(ratio=1)
    near, far = word.bounding_box(), explanation.bounding_box()
    assert near
    assert far
    below, above = far["y"] - near["y"] - near["height"], near["y"] - far["y"] - far["height"]
    assert 0 <= max(below, above) < 12
    page.keyboard.press("Escape")
    expect(explanation).to_be_hidden()
    expect(word).to_be_focused()


def test_a_citation_is_copied(new_page: NewPage, edition: Edition, live: str):
    page = new_page(permissions=CLIPBOARD)
    page.goto(live)
    page.get_by_role("button", name="Copy APA").click()
    expect(page.locator(".cite").get_by_role("status").filter(has_text="Copied.")).to_have_count(1)
    copied: str = page.evaluate("navigator.clipboard.readText()")
    address = page.locator("#source ~ p a[href*=editions]").inner_text()
    cited = Cited(
        edition.brief.slug, edition.title, edition.number, edition.published.date(), address
    )
    assert copied == apa(cited).text


def test_the_lasting_link_to_a_claim_is_copied(new_page: NewPage, edition: Edition, live: str):
    page = new_page(permissions=CLIPBOARD)
    page.goto(live)
    page.locator("#c7").get_by_role("link", name="Claim c7").click()
    said = "The lasting link to claim c7 is copied."
    expect(page.get_by_role("status").filter(has_text=said)).to_be_visible()
    expect(page).to_have_url(re.compile(f"{live}#c7$"))
    expect_marked(page, "c7")
    copied: str = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(f"{edition.get_absolute_url()}#c7")
    page.goto(copied)
    expect_marked(page, "c7")


def test_without_javascript_a_claim_leads_to_its_lasting_address(
    new_page: NewPage, edition: Edition, live: str
):
    page = new_page(java_script_enabled=False)
    page.goto(live)
    page.locator("#c7").get_by_role("link", name="Claim c7").click()
    expect(page).to_have_url(re.compile(f"{edition.get_absolute_url()}#c7$"))
    expect(page.get_by_role("button", name=re.compile("^Copy"))).to_have_count(0)


@pytest.mark.parametrize("width", [320, 768, 1500])
def test_a_page_that_runs_from_right_to_left_is_the_mirror_of_one(
    new_page: NewPage, live: str, width: int
):
    page = new_page(width)
    page.goto(live)
    places = "all => all.map(e => e.getBoundingClientRect()).map(b => [b.left, b.right])"
    parts = page.locator(":is(.brief-head, .claim-text, .claim-margin, .panel, .contents ol)")
    before: list[list[float]] = parts.evaluate_all(places)
    page.evaluate("document.documentElement.dir = 'rtl'")
    after: list[list[float]] = parts.evaluate_all(places)
    assert [[width - right, width - left] for left, right in before] == [
        pytest.approx(place, abs=1) for place in after
    ]
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [320, 1280])
def test_what_is_pressed_is_large_enough(
    new_page: NewPage, live: str, paper: PaperDocument, width: int
):
    """24 px each way (WCAG 2.5.8), but for words within a sentence."""
    page = new_page(width)
    page.goto(live)
    Panel(page, paper).ready()
    small: list[str] = page.evaluate("""
      [...document.querySelectorAll("a, button, label, summary, select")]
        .filter(e => e.checkVisibility() && !e.closest("p:not(.claim-margin, .act), .unseen"))
        .filter(e => !e.matches(".term, .skip, .byline a"))
        .map(e => [e, e.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24)
        .map(([e, box]) => `${e.outerHTML.slice(0, 80)} ${box.width} × ${box.height}`)
    """)
    assert small == []
