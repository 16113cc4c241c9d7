"""The list of briefs: what it tells of each, page by page, and what it costs."""

import re

import pytest
from django.test import Client

from briefing.models import Edition
from briefing.serving import pages
from tests.conftest import text_of
from tests.support.briefing.page_requests import claims, costs, republished

pytestmark = pytest.mark.django_db


def titles(page: str) -> list[str]:
    return [text_of(heading) for heading in re.findall("<h2>(.*?)</h2>", page)]


@pytest.fixture
def many(published, monkeypatch) -> list[Edition]:
    """Five live briefs, where two go on a page."""
    monkeypatch.setattr(pages, "SHOWN", 2)
    return [published(slug=f"sky-{n}", title=f"Sky {n}") for n in range(5)]


def test_a_brief_is_told_of_at_a_glance(edition, client):
    teaser = text_of(client.get("/").text.partition("<article")[2].partition("</article>")[0])
    assert "Russia Afghanistan Taliban Arms and diplomacy Gulf states" in teaser
    assert "minutes · 48 claims · 106 questions" in teaser
    assert teaser.endswith("○ 8 established ● 4 reported ◐ 4 alleged ⊘ 1 denied ◆ 31 assessed")


def test_one_claim_and_no_question_are_told_of_as_such(published, client):
    published(questions=[], claims=claims(1))
    teaser = text_of(client.get("/").text.partition("<article")[2].partition("</article>")[0])
    assert teaser.endswith("· about 1 minute · 1 claim ○ 1 established")


def test_the_bar_has_a_part_for_each_way_in_which_claims_are_known(published, client):
    known = ["denied", "established", "denied", "reported"]
    published(claims=[c | {"standing": s} for c, s in zip(claims(4), known, strict=True)])
    page = client.get("/").text
    assert re.findall(r'class="is-(\w+)" x="(\d)" width="(\d)"', page) == [
        ("established", "0", "1"),
        ("reported", "1", "1"),
        ("denied", "2", "2"),
    ]
    assert '<svg viewBox="0 0 4 1"' in page


def test_more_briefs_than_go_on_a_page_are_reached_by_links(many, client):
    address, seen = "/", []
    while address:
        page = client.get(address).text
        seen.append(titles(page))
        older = re.search('<a rel="next" href="(.*?)">', page)
        address = older[1] if older else ""
    assert seen == [["Sky 4", "Sky 3"], ["Sky 2", "Sky 1"], ["Sky 0"]]
    assert '<a rel="prev" href="/?page=2">Newer briefs</a>' in page
    assert '<a rel="prev" href="/">' in client.get("/?page=2").text


def test_a_page_that_holds_all_has_no_links_to_others(published, client):
    published()
    assert 'aria-label="More briefs"' not in client.get("/").text


@pytest.mark.parametrize("number", ["4", "0", "-1", "x", "", "1e3", "²", "9" * 7, "999999"])
def test_a_page_that_is_not_there_is_not_found(many, client, number):
    assert client.get("/", {"page": number}).status_code == 404


def test_the_first_page_has_one_address_only(many, client):
    assert client.get("/?page=1").content == client.get("/").content
    assert '<meta name="robots" content="noindex, follow">' in client.get("/?page=2").text


@pytest.mark.thorough
def test_what_is_published_is_listed_at_once(edition, client, django_capture_on_commit_callbacks):
    assert "Edition 1, published" in client.get("/").text
    with django_capture_on_commit_callbacks(execute=True):
        republished(edition)
    assert "Edition 2, published" in client.get("/").text


@pytest.mark.parametrize("number", [1, 2])
def test_a_page_costs_one_query_and_none_once_it_is_cached(many, queries, number):
    assert costs(f"/?page={number}", queries) == [1, 0]


def test_a_list_without_a_cache_is_whole(many, monkeypatch):
    monkeypatch.setattr(pages, "cached", lambda key, kind: None)
    assert titles(Client().get("/").text) == ["Sky 4", "Sky 3"]
