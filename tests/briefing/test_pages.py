import gzip
import html
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest
from django.test import Client

from briefing.draft import replace_draft
from briefing.edition import BriefDocument
from briefing.models import Brief, Claim, Edition
from briefing.pages import accepted
from briefing.publishing import publish
from tests.conftest import text_of

pytestmark = pytest.mark.django_db
ENCODINGS = {"identity": bytes, "gzip": gzip.decompress, "br": brotli.decompress}
HOSTILE = "<script>alert('sky')</script> \"&amp; <b"


@pytest.fixture
def published(small):
    """Publish a small brief; keywords replace its parts."""

    def publish_small(**parts) -> Edition:
        return publish(replace_draft(BriefDocument.model_validate(small(**parts))).pk)[0]

    return publish_small


def claims(number: int) -> list[dict[str, object]]:
    return [
        {
            "key": f"c{n}",
            "section": "background",
            "standing": "established",
            "paragraphs": [1],
            "text": f"Claim number {n}.",
        }
        for n in range(1, number + 1)
    ]


def republished(edition: Edition) -> Edition:
    """Publish the brief once more, with its first claim changed."""
    Claim.objects.filter(brief=edition.brief, key="c1").update(text="Reworded.")
    return publish(edition.brief_id)[0]


def asked(address: str, **headers: str) -> dict[str, Any]:
    response = Client(headers=headers).get(address)
    return {"status": response.status_code, "body": response.content, **response.headers}


def costs(address: str, queries) -> list[int]:
    """Return the queries of a first and of a second visit."""
    counted = []
    for _ in range(2):
        with queries() as seen:
            assert Client().get(address).status_code == 200
        counted.append(len(seen))
    return counted


def test_a_brief_costs_one_query_and_none_once_it_is_cached(edition, queries):
    assert costs(edition.brief.get_absolute_url(), queries) == [1, 0]


@pytest.mark.parametrize("number", [5, 200])
def test_a_page_costs_the_same_at_any_size(published, queries, number):
    published(claims=claims(number))
    assert costs("/briefs/sky/", queries) == [1, 0]


def test_an_edition_costs_one_query(edition, queries):
    assert costs(edition.get_absolute_url(), queries) == [1, 1]


def test_the_page_shows_every_claim_with_its_standing_and_paragraphs(edition, bundled, client):
    page = client.get(edition.brief.get_absolute_url()).text
    articles = {
        piece.partition('"')[0]: text_of(html.unescape(piece.partition("</article>")[0]))
        for piece in page.split('<article id="')[1:]
    }
    names = {actor.key: actor.name for actor in bundled.actors}
    assert list(articles) == [claim.key for claim in bundled.claims]
    for claim in bundled.claims:
        said = f"{claim.text} {claim.standing.sign} {claim.standing.label} "
        said += f"{names[claim.speaker]} " if claim.speaker else ""
        said += "".join(f"¶ Paragraph {number} " for number in claim.paragraphs)
        assert articles[claim.key].endswith(f"{said}Claim {claim.key}")


def test_the_page_shows_every_other_part(edition, bundled, client):
    page = " ".join(html.unescape(client.get(edition.brief.get_absolute_url()).text).split())
    texts = [bundled.title, bundled.standfirst, bundled.bottom_line, bundled.method]
    texts += bundled.topics + bundled.article.paragraphs
    texts += [text for a in bundled.actors for text in (a.name, a.office, a.side, a.wants, a.does)]
    texts += [row.text for row in (*bundled.events, *bundled.terms)]
    texts += [row.text for row in (*bundled.gaps, *bundled.indicators)]
    assert [text for text in texts if text not in page] == []


def test_every_link_within_the_page_leads_to_a_place_in_it(edition, client):
    page = client.get(edition.brief.get_absolute_url()).text
    places = [piece.partition('"')[0] for piece in page.split(' id="')[1:]]
    linked = {piece.partition('"')[0] for piece in page.split('href="#')[1:]}
    assert linked - set(places) == set()
    assert len(places) == len(set(places))


def test_a_brief_without_questions_says_so_in_the_place_of_its_quiz(published, client):
    published(questions=[])
    page = client.get("/briefs/sky/").text
    assert "This brief has no questions yet." in page
    assert "/quiz/" not in page


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_each_encoding_holds_the_same_page(edition, encoding):
    address = edition.brief.get_absolute_url()
    plain = asked(address)
    answer = asked(address, accept_encoding=encoding)
    assert ENCODINGS[encoding](answer["body"]) == plain["body"]
    assert answer.get("Content-Encoding", "identity") == encoding
    assert answer["Content-Length"] == str(len(answer["body"]))
    assert [plain["Content-Type"], answer["Content-Type"]] == ["text/html; charset=utf-8"] * 2


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_browser_that_has_the_page_is_sent_nothing(edition, encoding):
    address = edition.brief.get_absolute_url()
    first = asked(address, accept_encoding=encoding)
    again = asked(address, accept_encoding=encoding, if_none_match=first["ETag"])
    assert [again["status"], again["body"]] == [304, b""]
    for header in ("ETag", "Vary", "Cache-Control"):
        assert again[header] == first[header]


def test_each_encoding_has_a_tag_of_its_own(edition):
    address = edition.brief.get_absolute_url()
    assert len({asked(address, accept_encoding=e)["ETag"] for e in ENCODINGS}) == 3


def test_a_browser_that_has_an_older_page_is_sent_the_new_one(
    edition, django_capture_on_commit_callbacks
):
    address = edition.brief.get_absolute_url()
    tag = asked(address)["ETag"]
    with django_capture_on_commit_callbacks(execute=True):
        republished(edition)
    answer = asked(address, if_none_match=tag)
    assert answer["status"] == 200
    assert answer["ETag"] != tag


def test_caches_may_keep_a_page_but_ask_each_time(edition):
    for address in ("/", edition.brief.get_absolute_url(), edition.get_absolute_url()):
        answer = asked(address)
        assert [answer["Cache-Control"], answer["Vary"]] == ["public, no-cache", "Accept-Encoding"]


def test_every_reader_gets_the_same_bytes_and_no_cookie(edition, client, editor_client):
    for address in ("/", edition.brief.get_absolute_url(), edition.get_absolute_url()):
        answers = [client.get(address), editor_client.get(address)]
        assert answers[0].content == answers[1].content
        assert [dict(answer.cookies) for answer in answers] == [{}, {}]


def test_head_is_answered_like_get(edition):
    address = edition.brief.get_absolute_url()
    head, get = Client().head(address), Client().get(address)
    assert [head.status_code, head.content] == [200, b""]
    assert head.headers == get.headers


def test_an_edition_keeps_its_address_and_says_that_a_newer_one_is_out(edition, client):
    notice = "Read the newest edition"
    assert notice not in client.get(edition.get_absolute_url()).text
    second = republished(edition)
    older = client.get(edition.get_absolute_url()).text
    newer = client.get(second.get_absolute_url()).text
    assert [notice in older, notice in newer] == [True, False]
    assert ["Reworded." in older, "Reworded." in newer] == [False, True]
    assert f'<link rel="canonical" href="{edition.brief.get_absolute_url()}">' in older


@pytest.mark.parametrize(
    "address",
    [
        *("/briefs/none/", "/briefs/sky/editions/0/", "/briefs/sky/editions/2/"),
        *("/briefs/sky/editions/99999999999999999999/", "/briefs/none/editions/1/"),
        *("/briefs/", "/briefs/Sky!/", "/nowhere"),
    ],
)
def test_an_unknown_address_is_a_page_of_the_site(published, client, address):
    published()
    answer = client.get(address)
    assert answer.status_code == 404
    assert text_of(answer.text).startswith("There is no such page · Readout Skip to the text")


def test_a_draft_is_nobodys_page(brief, client):
    assert client.get(brief.get_absolute_url()).status_code == 404
    assert brief.title not in client.get("/").text


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_pages_can_only_be_read(edition, client, method):
    for address in ("/", edition.brief.get_absolute_url(), edition.get_absolute_url()):
        answer = getattr(client, method)(address)
        assert [answer.status_code, answer["Allow"]] == [405, "GET, HEAD"]


def test_the_front_page_lists_the_live_briefs_the_newest_first(published, small, client):
    for slug in ("one", "two"):
        published(slug=slug, title=f"The {slug}")
    replace_draft(BriefDocument.model_validate(small(slug="draft", title="The draft")))
    teasers = client.get("/").text.split('<article class="teaser">')[1:]
    titles = [text_of(teaser).partition(" On the sky.")[0] for teaser in teasers]
    assert titles == ["The two", "The one"]


def test_the_front_page_shows_a_new_edition_in_the_place_of_the_old(published, client):
    published()
    Brief.objects.update(title="The clouds")
    publish(Brief.objects.get().pk)
    page = text_of(client.get("/").text)
    assert ["The clouds" in page, "The sky" in page] == [True, False]
    assert "Edition 2, published" in page


@pytest.mark.parametrize("number", [1, 10])
def test_the_front_page_costs_one_query(published, queries, number):
    for n in range(number):
        published(slug=f"sky-{n}")
    assert costs("/", queries) == [1, 1]


def test_a_site_without_a_brief_says_what_to_do(client):
    assert "No brief is published yet." in client.get("/").text


def test_hostile_texts_are_shown_as_texts(published, client):
    claim = claims(1)[0] | {"text": HOSTILE}
    actor = {"key": "sky", "name": HOSTILE, "kind": "bloc", "side": HOSTILE[:40], "wants": HOSTILE}
    outlined = {"author": HOSTILE, "title": HOSTILE, "paragraphs": [HOSTILE]}
    published(
        **dict.fromkeys(["title", "standfirst", "bottom_line", "method"], HOSTILE),
        topics=["<script>"],
        article=outlined,
        actors=[actor],
        claims=[claim],
        terms=[{"term": HOSTILE, "text": HOSTILE}],
        events=[{"date": "2017", "text": HOSTILE}],
        gaps=[{"text": HOSTILE}],
        indicators=[{"text": HOSTILE}],
    )
    for address in ("/", "/briefs/sky/", "/briefs/sky/editions/1/"):
        page = client.get(address).text
        assert ["<script>" in page, "<b<" in page] == [False, False]
        assert html.escape(HOSTILE) in page


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("", "identity"),
        ("identity", "identity"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("br ; q=0.000 , gzip ; q=0.5", "gzip"),
        ("br;q=0., gzip;q=0.0", "identity"),
        ("x-gzip, brotli", "identity"),
        ("*", "identity"),
        (",,;q=1,", "identity"),
        ("deflate;q=br", "identity"),
        ("\x00é;;=", "identity"),
    ],
)
def test_the_best_encoding_a_browser_takes_is_chosen(header, encoding):
    assert accepted(header) == encoding
