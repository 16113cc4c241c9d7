"""What the page of a brief offers a reader: depth, colours, contents, words explained, copies."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from briefing.citation import Cited, apa
from briefing.depth import Depth, shown
from briefing.edition import BriefDocument
from briefing.models import Edition
from quiz.paper import PaperDocument
from tests.browser.conftest import Ask, NewPage
from tests.browser.panel import Panel, beside, expect_marked

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
def test_a_brief_is_printed_on_two_pages_in_the_colours_of_paper(
    new_page: NewPage, live: str, query: str
):
    page = new_page(color_scheme="dark")
    page.goto(live + query)
    page.get_by_label("Dark").check()
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2
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


@pytest.mark.parametrize("width", [1280, 1439, 1440, 1920])
def test_the_contents_never_cover_the_text(new_page: NewPage, live: str, width: int):
    page = new_page(width)
    page.goto(live)
    covered = page.evaluate("""
      (() => {
        const list = document.querySelector(".contents ol").getBoundingClientRect();
        const texts = [...document.querySelectorAll(".brief-head > *, .claim-text, .glance")];
        const apart = b => b.left >= list.right || b.right <= list.left
          || b.top >= list.bottom || b.bottom <= list.top;
        return texts.filter(e => !apart(e.getBoundingClientRect())).length + (list.left < 0);
      })()
    """)
    assert covered == 0


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
