"""The brief itself, its marks, and the way between its pages."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from briefing.documents.schema import BriefDocument
from quiz.paper import PaperDocument
from tests.browser.conftest import NewPage
from tests.support.browser.quiz_panel import Panel, expect_marked, sentence_on

pytestmark = pytest.mark.browser

MOST_WORDS = 1200


def mark_of(page: Page, key: str) -> Locator:
    return sentence_on(page, key).get_by_role("link", name=re.compile(f"claim {key}$"))


def card_of(page: Page, key: str) -> Locator:
    return page.locator(f"#card-{key}")


@pytest.mark.parametrize(("width", "height", "screens"), [(1280, 800, 7), (360, 740, 12)])
def test_a_brief_is_what_a_busy_person_finishes(
    new_page: NewPage, live: str, paper: PaperDocument, width: int, height: int, screens: int
):
    page = new_page(width, height)
    page.goto(live)
    Panel(page, paper).ready()
    words, long = page.evaluate(
        "[document.body.innerText.split(/\\s+/).filter(Boolean).length,"
        " document.documentElement.scrollHeight / innerHeight]"
    )
    assert 550 < words <= MOST_WORDS
    assert long <= screens


@pytest.mark.parametrize("width", [360, 1280])
def test_a_mark_opens_its_claim_in_place(
    new_page: NewPage, live: str, bundled: BriefDocument, width: int
):
    page = new_page(width)
    page.goto(live)
    claim, denial = (next(c for c in bundled.claims if c.key == key) for key in ("c1", "c2"))
    mark, card = mark_of(page, "c1"), card_of(page, "c1")
    expect(card).to_be_hidden()
    mark.focus()
    page.keyboard.press("Enter")
    expect(card).to_be_in_viewport(ratio=1)
    expect(card.get_by_text(claim.text, exact=True)).to_be_visible()
    expect(card).to_contain_text(f"{claim.standing.label}:")
    expect(card.get_by_text(denial.text, exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile(f"{live}$"))
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(mark).to_be_focused()


def test_a_card_closes_beside_it_and_gives_way_to_another(page: Page, live: str):
    page.goto(live)
    first, second = mark_of(page, "c21"), mark_of(page, "c22")
    first.click()
    expect(card_of(page, "c21")).to_be_visible()
    second.click()
    expect(card_of(page, "c22")).to_be_visible()
    expect(card_of(page, "c21")).to_be_hidden()
    page.get_by_role("heading", level=1).click()
    expect(card_of(page, "c22")).to_be_hidden()


def test_a_mark_that_is_pressed_again_closes_its_card(page: Page, live: str):
    page.goto(live)
    mark_of(page, "c21").click()
    expect(card_of(page, "c21")).to_be_visible()
    mark_of(page, "c21").click()
    expect(card_of(page, "c21")).to_be_hidden()


def test_a_card_leads_to_the_evidence(page: Page, live: str):
    page.goto(live)
    mark_of(page, "c21").click()
    card_of(page, "c21").get_by_role("link", name="Claim c21 in the evidence").click()
    expect(page).to_have_url(re.compile(f"{live}evidence/#c21$"))
    expect(page.locator("#c21")).to_be_in_viewport(ratio=1)
    expect_marked(page, "c21")


def test_without_javascript_a_mark_leads_to_the_evidence(new_page: NewPage, live: str):
    page = new_page(java_script_enabled=False)
    page.goto(live)
    mark_of(page, "c21").click()
    expect(page).to_have_url(re.compile(f"{live}evidence/#c21$"))
    expect(page.locator("#c21")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(
    ("anchor", "address"),
    [
        ("c13", "evidence/#c13"),
        ("p3", "evidence/#p3"),
        ("method", "evidence/#method"),
        ("timeline", "people/#timeline"),
        ("event-6", "people/#event-6"),
        ("actor-qatar", "people/#actor-qatar"),
        ("who", "people/#who"),
        ("source", "cite/#source"),
        ("cite", "cite/#cite"),
    ],
)
def test_an_anchor_of_the_one_long_page_leads_to_the_page_that_has_it(
    page: Page, live: str, anchor: str, address: str
):
    page.goto(f"{live}#{anchor}")
    expect(page).to_have_url(re.compile(f"{live}{re.escape(address)}$"))
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()


def test_the_address_of_a_claim_leads_to_its_sentence(page: Page, live: str):
    page.goto(f"{live}#c21")
    sentence = page.locator(".sentence:has(#c21)")
    expect(sentence).to_be_in_viewport(ratio=1)
    expect(sentence).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(page).to_have_url(re.compile(f"{live}#c21$"))


def test_a_depth_of_former_times_leads_to_the_claim(page: Page, live: str):
    page.goto(f"{live}?depth=bottom-line#c13")
    expect(page).to_have_url(re.compile(f"{live}evidence/#c13$"))
    expect(page.locator("#c13")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_the_pages_of_a_brief_lead_to_each_other(new_page: NewPage, live: str, scripts: bool):
    page = new_page(java_script_enabled=scripts)
    page.goto(live)
    ways = page.get_by_role("navigation", name="Pages of this brief")
    for name, beneath in (
        ("Evidence", "evidence/"),
        ("Who’s who", "people/"),
        ("Cite and source", "cite/"),
        ("Brief", ""),
    ):
        ways.get_by_role("link", name=name, exact=True).click()
        expect(page).to_have_url(re.compile(f"{live}{beneath}$"))
        expect(ways.locator("[aria-current=page]")).to_have_text(name)


def test_the_quiz_stays_where_it_is_on_every_page(panel: Panel, live: str):
    page = panel.page
    panel.start()
    panel.answer(right=False)
    panel.onward.click()
    panel.at(2)
    shown = panel.shown()
    for beneath in ("evidence/", "people/", "cite/", ""):
        page.goto(live + beneath)
        panel.at(2)
        assert panel.shown() == shown
    panel.answer(right=True)
    page.goto(f"{live}evidence/")
    expect(panel.verdict).to_have_text("Correct")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_the_evidence_is_narrowed_to_a_standing_and_an_actor(
    new_page: NewPage, live: str, bundled: BriefDocument, scripts: bool
):
    page = new_page(java_script_enabled=scripts)
    page.goto(f"{live}evidence/")
    claims = page.locator(".claim")
    expect(claims).to_have_count(len(bundled.claims))
    page.get_by_label("Standing").select_option("Denied")
    page.get_by_role("button", name="Show these claims").click()
    denied = [claim.key for claim in bundled.claims if claim.standing == "denied"]
    expect(claims).to_have_count(len(denied))
    assert claims.evaluate_all("all => all.map(claim => claim.id)") == denied
    page.get_by_role("link", name="Show all").click()
    expect(claims).to_have_count(len(bundled.claims))
