"""What the pages of a brief offer a reader: print, colours, words explained, copies."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import publish
from briefing.models import Edition
from briefing.reading.citation import Cited, apa
from quiz.paper import PaperDocument
from tests.browser.conftest import NewPage
from tests.support.browser.quiz_panel import Panel, expect_marked

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


def expect_colours(page: Page, ground: str) -> None:
    expect(page.locator("body")).to_have_css("background-color", ground)


def printed(page: Page) -> int:
    """Return on how many sheets of A4 a page is printed."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def test_a_brief_is_printed_with_its_pictures_on_two_or_three_pages(
    new_page: NewPage, live: str, paper: PaperDocument
):
    page = new_page(color_scheme="dark")
    page.goto(live)
    Panel(page, paper).ready()
    page.get_by_label("Dark").check()
    assert 2 <= printed(page) <= 3
    page.emulate_media(media="print")
    expect_colours(page, LIGHT)
    for shown in (".prose", ".map svg", ".chain"):
        expect(page.locator(f"{shown}:visible").first).to_be_visible()
    for hidden in ("#quiz", ".brief-pages", ".jump"):
        expect(page.locator(hidden)).to_be_hidden()


@pytest.mark.parametrize("beneath", ["", "evidence/", "people/", "cite/"])
def test_nothing_is_printed_smaller_than_nine_and_a_half_points(
    page: Page, live: str, beneath: str
):
    page.goto(live + beneath)
    page.emulate_media(media="print")
    small: list[str] = page.locator("main *:visible").evaluate_all("""
      all => all
        .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
        .filter(e => !e.closest("svg, .unseen, .no-print, .mark"))
        .filter(e => parseFloat(getComputedStyle(e).fontSize) < 12.66)
        .map(e => `${getComputedStyle(e).fontSize} ${e.outerHTML.slice(0, 100)}`)
    """)
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


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_key_stands_alone_on_a_line(new_page: NewPage, live: str, width: int):
    """It stays with the last word of what rests on it, or with the last paragraph."""
    page = new_page(width)
    alone: list[str] = []
    for beneath in ("evidence/", "people/"):
        page.goto(live + beneath)
        alone += page.evaluate("""
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
    passage = {"section": "background", "text": f"{claim['text']} [c1]"}
    data = small(
        claims=[claim], passages=[passage], terms=[{"term": word, "text": "Who is how strong."}]
    )
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
    page.goto(f"{live}evidence/")
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


def test_a_citation_is_copied(new_page: NewPage, edition: Edition, live: str, settings: Any):
    page = new_page(permissions=CLIPBOARD)
    page.goto(f"{live}cite/")
    page.get_by_role("button", name="Copy APA").click()
    expect(page.locator(".cite").get_by_role("status").filter(has_text="Copied.")).to_have_count(1)
    copied: str = page.evaluate("navigator.clipboard.readText()")
    address = f"{settings.SITE_URL}{edition.get_absolute_url()}"
    cited = Cited(
        edition.brief.slug, edition.title, edition.number, edition.published.date(), address
    )
    assert copied == apa(cited).text


def test_the_lasting_link_to_a_claim_is_copied(new_page: NewPage, edition: Edition, live: str):
    page = new_page(permissions=CLIPBOARD)
    page.goto(f"{live}evidence/")
    page.locator("#c7").get_by_role("link", name="Claim c7").click()
    said = "The link to claim c7 is copied."
    expect(page.get_by_role("status").filter(has_text=said)).to_be_visible()
    expect(page).to_have_url(re.compile(f"{live}evidence/#c7$"))
    expect_marked(page, "c7")
    copied: str = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(f"{edition.get_absolute_url()}evidence/#c7")
    page.goto(copied)
    expect_marked(page, "c7")


def test_without_javascript_a_claim_leads_to_its_lasting_address(
    new_page: NewPage, edition: Edition, live: str
):
    page = new_page(java_script_enabled=False)
    page.goto(f"{live}evidence/")
    page.locator("#c7").get_by_role("link", name="Claim c7").click()
    expect(page).to_have_url(re.compile(f"{edition.get_absolute_url()}evidence/#c7$"))
    expect(page.get_by_role("button", name=re.compile("^Copy"))).to_have_count(0)


@pytest.mark.parametrize("beneath", ["", "evidence/"])
@pytest.mark.parametrize("width", [320, 768, 1500])
def test_a_page_that_runs_from_right_to_left_is_the_mirror_of_one(
    new_page: NewPage, live: str, width: int, beneath: str
):
    page = new_page(width)
    page.goto(live + beneath)
    places = "all => all.map(e => e.getBoundingClientRect()).map(b => [b.left, b.right])"
    parts = page.locator(":is(.brief-head, .claim-text, .claim-margin, .panel, .asides)")
    before: list[list[float]] = parts.evaluate_all(places)
    page.evaluate("document.documentElement.dir = 'rtl'")
    after: list[list[float]] = parts.evaluate_all(places)
    assert [[width - right, width - left] for left, right in before] == [
        pytest.approx(place, abs=1) for place in after
    ]
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("beneath", ["", "evidence/", "people/"])
@pytest.mark.parametrize("width", [320, 1280])
def test_what_is_pressed_is_large_enough(
    new_page: NewPage, live: str, paper: PaperDocument, width: int, beneath: str
):
    """24 px each way (WCAG 2.5.8), but for words within a sentence."""
    page = new_page(width)
    page.goto(live + beneath)
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
