"""What other sites and programs are told of a brief: its card, its tags and its linked data."""

import io
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from PIL import Image

from briefing.documents.cited_text import without_references
from briefing.documents.schema import EditionDocument
from briefing.reading.pictures.social_card import (
    SIZE,
    TITLE_BOTTOM,
    TITLE_TOP,
    WIDTH,
    draw_card,
    fitted,
    one_line,
)
from briefing.serving.structured_data import data_block
from tests.support.briefing.page_requests import asked, costs, republished

pytestmark = pytest.mark.django_db
SITE = "https://readout.example"
HOSTILE = "</script><script>alert(1)</script> <!-- \"'& “sky” — \u2028\u2029"


@pytest.fixture(autouse=True)
def _site(settings: Any) -> None:
    settings.SITE_URL = SITE


class Head(HTMLParser):
    """The tags of a page's head by their names, and its data."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.data = ""
        self.in_data = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.meta[found.get("property") or found.get("name", "")] = found.get("content", "")
        self.in_data = found.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self.in_data:
            self.data += data

    def handle_endtag(self, tag: str) -> None:
        self.in_data = False


def titled(small: Any, title: str) -> EditionDocument:
    parts = {name: part for name, part in small(title=title).items() if name != "questions"}
    del parts["format"]
    return EditionDocument.model_validate(parts)


@pytest.mark.thorough
def test_a_brief_is_introduced_where_it_is_shared(edition, bundled, client):
    meta = Head(client.get(edition.brief.get_absolute_url()).text).meta
    assert meta["og:title"] == bundled.title
    assert meta["og:description"] == meta["description"] == bundled.standfirst
    assert meta["og:url"] == f"{SITE}{edition.brief.get_absolute_url()}"
    assert meta["og:image"] == f"{SITE}{edition.get_absolute_url()}card.png"
    assert [meta["og:type"], meta["twitter:card"]] == ["article", "summary_large_image"]
    said = f"Readout. {bundled.title}. Policy brief, about 4 minutes · with a quiz"
    assert meta["og:image:alt"] == said
    assert client.get(f"{edition.get_absolute_url()}card.png").status_code == 200


def test_an_older_edition_is_shared_as_itself(edition, client):
    republished(edition)
    meta = Head(client.get(edition.get_absolute_url()).text).meta
    assert meta["og:url"] == f"{SITE}{edition.get_absolute_url()}"


def test_a_brief_is_told_in_the_words_of_schema_org(edition, bundled, client):
    data = json.loads(Head(client.get(edition.brief.get_absolute_url()).text).data)
    assert [data["@context"], data["@type"]] == ["https://schema.org", "Report"]
    told = without_references(bundled.bottom_line)
    assert [data["headline"], data["abstract"]] == [bundled.title, told]
    assert data["url"] == f"{SITE}{edition.get_absolute_url()}"
    assert data["datePublished"] == edition.published.isoformat(timespec="seconds")
    assert data["isBasedOn"] == {
        "@type": "Article",
        "author": {"@type": "Person", "name": "Samuel Ramani"},
        "datePublished": bundled.article.date,
    }
    assert [data["hasPart"]["@type"], data["hasPart"]["url"]] == [
        "Quiz",
        f"{SITE}/quiz/papers/{edition.paper_id}/",
    ]


def test_actors_are_told_as_what_they_are(edition, client):
    data = json.loads(Head(client.get(edition.brief.get_absolute_url()).text).data)
    told = {actor["name"]: actor["@type"] for actor in data["about"]}
    names = ("Russia", "Government of Afghanistan", "CNN", "Gulf Cooperation Council")
    assert [told[name] for name in names] == [
        *("GovernmentOrganization", "GovernmentOrganization", "Organization", "Organization")
    ]
    assert [told["Maria Zakharova"], told["Two Taliban cells"]] == ["Person", "Thing"]


def test_a_brief_without_questions_has_no_quiz_to_tell_of(published, client):
    published(questions=[])
    assert "hasPart" not in json.loads(Head(client.get("/briefs/sky/").text).data)


def test_hostile_texts_stay_texts(published, client):
    article = {"title": HOSTILE, "outlet": HOSTILE, "paragraphs": ["One.", "Two."]}
    published(title=HOSTILE, standfirst=HOSTILE, bottom_line=HOSTILE, article=article)
    page = client.get("/briefs/sky/").text
    head, tidy = Head(page), " ".join(HOSTILE.split())
    data = json.loads(head.data)
    assert [data["headline"], data["isBasedOn"]["headline"]] == [tidy, tidy]
    assert head.meta["og:title"] == tidy
    assert "<script>alert" not in page


@pytest.mark.parametrize("sign", list("<>&\u2028\u2029"))
def test_data_holds_nothing_that_a_page_could_take_for_its_own(sign):
    written = data_block({"text": f"a{sign}b"})
    assert sign not in written
    assert json.loads(written) == {"text": f"a{sign}b"}


def test_a_card_is_a_picture_for_ever(edition, queries):
    address = f"{edition.get_absolute_url()}card.png"
    card = asked(address, accept_encoding="br")
    picture = Image.open(io.BytesIO(card["body"]))
    assert [picture.format, picture.size] == ["PNG", SIZE]
    assert [card["Content-Type"], "Content-Encoding" in card] == ["image/png", False]
    assert card["Cache-Control"] == "public, max-age=31536000, immutable"
    assert asked(address, if_none_match=card["ETag"])["status"] == 304
    assert costs(address, queries) == [2, 2]


@pytest.mark.parametrize("address", ["/briefs/none/editions/1/", "/briefs/sky/editions/9/"])
def test_there_is_no_card_of_what_is_not_there(published, client, address):
    published()
    assert client.get(f"{address}card.png").status_code == 404


TITLES = {
    "short": "Oil",
    "long": " ".join(["consequences"] * 10)[:120],
    "one word": "W" * 120,
    "wide": "👩‍👩‍👧‍👦" * 17,
    "accents": "“Ŝéčł’s — ñandú”: Россия и «Талибан» · Ελλάδα …",
    "markup": "</svg><script>alert(1)</script> &amp; %s {{ x }}",
    "right to left": "طالبان و روسيا " * 8,
    "combining": "Z" + "\u0351" * 110,
}


@pytest.mark.thorough
@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_any_title_fits_into_its_card(small, title):
    font, lines = fitted(title)
    assert max(font.getlength(line) for line in lines) <= WIDTH
    assert len(lines) * font.size <= TITLE_BOTTOM - TITLE_TOP
    if "…" not in lines[-1]:
        assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    assert Image.open(io.BytesIO(draw_card(titled(small, title), has_quiz=True))).size == SIZE


@pytest.mark.thorough
def test_a_card_of_another_title_is_another_picture(small):
    assert draw_card(titled(small, "Sky"), True) == draw_card(titled(small, "Sky"), True)
    assert draw_card(titled(small, "Sky"), True) != draw_card(titled(small, "Sea"), True)


def test_a_long_line_ends_with_a_whole_word():
    font, _ = fitted("Oil")
    shortened = one_line("many words " * 30, font)
    assert re.fullmatch("(many words )+(many )?…", shortened)
    assert font.getlength(shortened) <= WIDTH
