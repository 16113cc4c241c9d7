"""The list of briefs: what it tells of each, page by page, and what it costs."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from briefing.editing.publishing import publish
from briefing.models import Brief, Edition
from briefing.serving import pages
from briefing.serving.pictures import store_pictures
from tests.support.briefing.page_requests import claims, costs
from tests.support.html import text_of

pytestmark = pytest.mark.django_db


def titles(page: str) -> list[str]:
    return [text_of(heading) for heading in re.findall("<h2>(.*?)</h2>", page)]


@pytest.fixture
def many(published, monkeypatch) -> list[Edition]:
    """Five live briefs, where two go on a page."""
    monkeypatch.setattr(pages, "SHOWN", 2)
    return [published(slug=f"sky-{n}", title=f"Sky {n}") for n in range(5)]


def test_a_card_tells_what_a_brief_is_and_how_long_it_takes(edition, client):
    store_pictures(edition)
    card = client.get("/").text.partition("<article")[2].partition("</article>")[0]
    words = text_of(card)
    assert "Russia Afghanistan Taliban Arms and diplomacy Gulf states" in words
    assert re.search(r"Read about \d minutes Take the quiz 10 questions, about 5 minutes", words)
    assert f'href="{reverse("quiz:paper", args=[edition.paper_id])}"' in card
    assert '<svg class="teaser-map"' in card


def test_a_brief_without_questions_or_relations_offers_only_to_be_read(published, client):
    published(questions=[], claims=claims(1))
    card = client.get("/").text.partition("<article")[2].partition("</article>")[0]
    assert text_of(card).endswith("Read about 1 minute")
    assert "<svg" not in card


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
    assert titles(client.get("/").text) == [edition.title]
    Brief.objects.update(title="Another title")
    with django_capture_on_commit_callbacks(execute=True):
        publish(edition.brief_id, note="Another title.")
    assert titles(client.get("/").text) == ["Another title"]


@pytest.mark.parametrize("number", [1, 2])
def test_a_page_costs_one_query_and_none_once_it_is_cached(many, queries, number):
    assert costs(f"/?page={number}", queries) == [1, 0]


def test_a_list_without_a_cache_is_whole(many, monkeypatch):
    monkeypatch.setattr(pages, "cached", lambda key, kind: None)
    assert titles(Client().get("/").text) == ["Sky 4", "Sky 3"]
