"""The feed, the map of the site and what else programs read."""

import json
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from briefing.editing.publishing import publish
from briefing.models import Brief, Edition
from tests.support.briefing.page_requests import asked, costs, republished

pytestmark = pytest.mark.django_db
SITE = "https://readout.example"
FILES = {
    "/feed.xml": "application/atom+xml; charset=utf-8",
    "/sitemap.xml": "application/xml; charset=utf-8",
    "/robots.txt": "text/plain; charset=utf-8",
    "/site.webmanifest": "application/manifest+json; charset=utf-8",
}
ATOM, MAP = "{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(autouse=True)
def _site(settings: Any) -> None:
    settings.SITE_URL = SITE


def root(address: str) -> ET.Element:
    return ET.fromstring(Client().get(address).content)


@pytest.mark.parametrize("address", FILES)
def test_a_file_has_its_type_and_is_tagged(edition, address):
    first = asked(address, accept_encoding="br")
    again = asked(address, accept_encoding="br", if_none_match=first["ETag"])
    assert [first["status"], first["Content-Type"]] == [200, FILES[address]]
    assert [first["Content-Encoding"], first["Cache-Control"]] == ["br", "public, no-cache"]
    assert [again["status"], again["body"]] == [304, b""]


@pytest.mark.parametrize("address", FILES)
def test_a_file_can_only_be_read(client, address):
    answer = client.post(address)
    assert [answer.status_code, answer["Allow"]] == [405, "GET, HEAD"]
    assert "<h1>That cannot be done at this address</h1>" in answer.text


@pytest.mark.parametrize("address", ["/feed.xml", "/sitemap.xml"])
@pytest.mark.parametrize("number", [1, 8])
def test_a_list_costs_one_query(published, queries, address, number):
    for n in range(number):
        published(slug=f"sky-{n}")
    assert costs(address, queries) == [1, 1]


def test_the_feed_has_the_live_edition_of_each_brief_the_newest_first(published):
    first = published()
    published(slug="sea", title="The sea & “<b>salt</b>”")
    second = republished(first)
    feed = root("/feed.xml")
    entries = [
        [entry.findtext(f"{ATOM}{name}") for name in ("title", "id", "updated")]
        for entry in feed.iter(f"{ATOM}entry")
    ]
    sea = Edition.objects.get(brief__slug="sea")
    assert entries == [
        ["The sky", f"{SITE}/briefs/sky/editions/2/", second.published.isoformat()],
        ["The sea & “<b>salt</b>”", f"{SITE}/briefs/sea/editions/1/", sea.published.isoformat()],
    ]
    assert feed.findtext(f"{ATOM}updated") == second.published.isoformat()


def test_the_feed_says_what_has_changed(published):
    edition = published()
    Brief.objects.update(title="The clouds")
    publish(edition.brief_id, note="A < B & C.")
    entry = root("/feed.xml").find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}summary") == (
        "On the sky. Changed in edition 2: A &lt; B &amp; C."
    )
    links = [link.get("href") for link in root("/feed.xml").iter(f"{ATOM}link")]
    assert links == [f"{SITE}/", f"{SITE}/feed.xml", f"{SITE}/briefs/sky/"]


def test_a_feed_of_nothing_is_a_feed(db):
    assert root("/feed.xml").findtext(f"{ATOM}title") == "Readout"
    assert list(root("/feed.xml").iter(f"{ATOM}entry")) == []


def test_the_map_has_the_front_page_and_each_live_brief(brief, published):
    edition = published()
    found = [
        (url.findtext(f"{MAP}loc"), url.findtext(f"{MAP}lastmod")) for url in root("/sitemap.xml")
    ]
    day = edition.published.isoformat()
    assert found == [(f"{SITE}/", day), (f"{SITE}/briefs/sky/", day)]


def test_a_map_of_nothing_has_the_front_page(db):
    assert [next(iter(url)).text for url in root("/sitemap.xml")] == [f"{SITE}/"]


def test_search_engines_are_kept_from_the_desk_and_from_what_is_personal(client):
    assert client.get("/robots.txt").text.splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /quiz/mine/",
        "Disallow: /quiz/attempts/",
        "",
        f"Sitemap: {SITE}/sitemap.xml",
    ]


def test_the_manifest_names_icons_that_are_there(client):
    manifest = json.loads(client.get("/site.webmanifest").text)
    assert [manifest["name"], manifest["start_url"], manifest["scope"]] == ["Readout", "/", "/"]
    folder = settings.BASE_DIR / "static"
    for icon in manifest["icons"]:
        assert (folder / icon["src"].removeprefix("/static/")).is_file()
    wanted = {(icon["sizes"], icon.get("purpose")) for icon in manifest["icons"]}
    assert wanted >= {(s, p) for s in ("192x192", "512x512") for p in ("any", "maskable")}


def test_below_a_path_every_address_has_it_once(published, below):
    published()
    for address in (*FILES, "/", "/briefs/sky/", "/briefs/sky/editions/1/"):
        text = Client().get(address).text
        assert f"{SITE}/briefs" not in text
        assert "/room/room" not in text
    links = [link.get("href") for link in root("/feed.xml").iter(f"{ATOM}link")]
    assert links == [f"{below}/", f"{below}/feed.xml", f"{below}/briefs/sky/"]
    assert [next(iter(url)).text for url in root("/sitemap.xml")] == [
        f"{below}/",
        f"{below}/briefs/sky/",
    ]
    assert f"Sitemap: {below}/sitemap.xml" in Client().get("/robots.txt").text
    assert "Disallow: /room/admin/" in Client().get("/robots.txt").text
    manifest = json.loads(Client().get("/site.webmanifest").text)
    assert [manifest["start_url"], manifest["scope"]] == ["/room/", "/room/"]
    assert all(icon["src"].startswith("/room/static/") for icon in manifest["icons"])


def test_no_address_follows_the_host_that_was_asked(edition, settings):
    settings.ALLOWED_HOSTS = ["other.example"]
    for address in (*FILES, edition.brief.get_absolute_url()):
        assert "other.example" not in Client(headers={"host": "other.example"}).get(address).text


def test_the_old_place_of_the_icon_leads_to_one_that_is_there(client):
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    assert (settings.BASE_DIR / answer["Location"].strip("/")).is_file()
