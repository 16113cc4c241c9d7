"""How much of a brief is read: the bottom line, two minutes or all of it."""

import html

import pytest
from django.test import Client

from briefing.documents.schema import BriefDocument, EditionDocument
from briefing.reading.depth import Depth, minutes, offers, shown, texts
from briefing.serving.absolute_url import absolute
from briefing.serving.pictures import edition_maps
from tests.support.briefing.page_requests import asked, claims, costs, republished
from tests.support.html import text_of

LEADING = [one | {"lead": n in (1, 3)} for n, one in enumerate(claims(4), 1)]


def keys(document: EditionDocument, depth: Depth) -> list[str]:
    return [claim.key for claim in shown(document, depth)]


def test_each_depth_shows_more_claims_than_the_one_before(small):
    document = BriefDocument.model_validate(small(claims=LEADING))
    assert [keys(document, depth) for depth in Depth] == [
        [],
        ["c1", "c3"],
        ["c1", "c2", "c3", "c4"],
    ]


@pytest.mark.parametrize(
    ("chosen", "depths"),
    [(LEADING, list(Depth)), (claims(4), [Depth.BOTTOM_LINE, Depth.FULL])],
    ids=["with leading claims", "without"],
)
def test_two_minutes_are_offered_where_claims_lead(small, chosen, depths):
    document = BriefDocument.model_validate(small(claims=chosen))
    assert [offer.depth for offer in offers(document)] == depths


@pytest.mark.parametrize(
    ("words", "time"), [(0, 0), (219, 0), (220, 1), (221, 2), (440, 2), (441, 3), (1639, 8)]
)
def test_reading_takes_minutes_rounded_up(words, time):
    assert minutes(words) == time


def test_the_bundled_brief_is_read_in_two_minutes_by_its_leading_claims(bundled):
    read = " ".join(texts(bundled, Depth.TWO_MINUTES)).split()
    assert 330 <= len(read) <= 440
    leading = shown(bundled, Depth.TWO_MINUTES)
    assert 8 <= len(leading) <= 10
    assert {claim.section for claim in leading} == {claim.section for claim in bundled.claims}
    # Who reads no more than this has met the denial beside the report that it answers.
    answered = {claim.answers for claim in bundled.claims if claim.answers}
    assert answered <= {claim.key for claim in leading}


@pytest.fixture
def addresses(edition) -> list[str]:
    return [edition.brief.get_absolute_url(), edition.get_absolute_url()]


@pytest.mark.thorough
@pytest.mark.django_db
def test_the_depth_that_is_read_is_the_current_one(addresses, client):
    chosen = {
        "": ("In full", "<li>About 8 minutes to read"),
        "?depth=two-minutes": ("Two minutes", '<span class="no-print">About 2 minutes to read'),
        "?depth=bottom-line": ("Bottom line", '<span class="no-print">Less than a minute to read'),
    }
    for address in addresses:
        for depth, (name, time) in chosen.items():
            page = client.get(address + depth).text
            _, _, current = page.partition('aria-current="page">')
            assert [text_of(current.partition("</a>")[0]), time in page] == [name, True]


@pytest.mark.django_db
@pytest.mark.parametrize("depth", ["two-minutes", "bottom-line"])
def test_on_paper_a_shorter_depth_takes_as_long_as_the_whole_that_is_printed(
    addresses, client, depth
):
    page = client.get(f"{addresses[0]}?depth={depth}").text
    printed = page.partition('<span class="on-paper">')[2].partition("</span>")[0]
    assert printed.strip() == "About 8 minutes to read"


@pytest.mark.django_db
def test_every_depth_holds_every_claim_and_paragraph(addresses, bundled, client):
    """What a shorter one does not show is there for links, for verdicts and for paper."""
    texts = [claim.text for claim in bundled.claims if "Taliban" not in claim.text]
    for depth in ("two-minutes", "bottom-line"):
        page = " ".join(html.unescape(client.get(f"{addresses[0]}?depth={depth}").text).split())
        assert [claim.key for claim in bundled.claims if f'id="{claim.key}"' not in page] == []
        assert [text for text in bundled.article.paragraphs if text not in page] == []
    assert texts


@pytest.mark.django_db
def test_every_depth_names_the_whole_brief_as_its_address(addresses, client):
    canonical = f'<link rel="canonical" href="{absolute(addresses[0])}">'
    pages = [client.get(addresses[0] + query).text for query in ("", "?depth=two-minutes")]
    assert [canonical in page for page in pages] == [True, True]


@pytest.mark.django_db
@pytest.mark.parametrize("depth", ["full", "", "two minutes", "TWO-MINUTES", "%00", "0", "'\"<"])
def test_an_odd_depth_leads_to_the_whole_brief(addresses, client, depth):
    for address in addresses:
        answer = client.get(address, {"depth": depth})
        assert [answer.status_code, answer["Location"]] == [302, address]


@pytest.mark.django_db
def test_the_last_of_several_depths_counts(addresses, client):
    page = client.get(f"{addresses[0]}?depth=none&depth=bottom-line")
    assert [page.status_code, 'class="brief at-bottom-line"' in page.text] == [200, True]


@pytest.mark.django_db
def test_two_minutes_without_leading_claims_are_the_whole_brief(published):
    published(claims=claims(3))
    whole, short = (
        Client().get(f"/briefs/sky/{query}").text for query in ("", "?depth=two-minutes")
    )
    assert ['class="brief at-full"' in page for page in (whole, short)] == [True, True]


@pytest.mark.django_db
def test_two_minutes_that_take_longer_say_so(published):
    published(claims=[one | {"lead": True, "text": "A claim. " * 60} for one in claims(5)])
    page = Client().get("/briefs/sky/?depth=two-minutes").text
    _, _, current = page.partition('aria-current="page">')
    assert text_of(current.partition("</a>")[0]) == "3 minutes"


@pytest.mark.thorough
@pytest.mark.django_db
def test_each_depth_is_cached_and_changes_with_the_edition(
    edition, bundled, queries, django_capture_on_commit_callbacks
):
    address = f"{edition.brief.get_absolute_url()}?depth=two-minutes"
    edition_maps(edition, bundled)
    assert costs(address, queries) == [2, 0]
    assert b"Reworded." not in asked(address)["body"]
    with django_capture_on_commit_callbacks(execute=True):
        republished(edition)
    assert b"Reworded." in asked(address)["body"]
