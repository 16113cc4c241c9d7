import html
import re

import pytest

from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import publish
from briefing.models import Brief
from briefing.serving.absolute_url import absolute
from tests.support.briefing.page_requests import claims, costs, republished
from tests.support.html import text_of

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert('sky')</script> \"&amp; <b"


def contents(page: str) -> list[str]:
    """Return the places that the list of contents leads to."""
    listed = page.partition('<nav class="contents"')[2].partition("</nav>")[0]
    return re.findall(r'href="#(\w+)"', listed)


def without_terms(page: str) -> str:
    """Return a page with the words that it explains as plain words."""
    return re.sub(r'<label class="term"><span[^>]*>([^<]*)</span>.*?</label>', r"\1", page)


def test_the_page_shows_every_claim_with_its_standing_and_paragraphs(edition, bundled, client):
    page = client.get(edition.brief.get_absolute_url()).text
    shown = {
        piece.partition('"')[0]: text_of(html.unescape(piece.partition("</div>")[0]))
        for piece in re.split(r'<div id="(?=c[0-9]+" class="claim")', without_terms(page))[1:]
    }
    names = {actor.key: actor.name for actor in bundled.actors}
    assert list(shown) == [claim.key for claim in bundled.claims]
    denials = {claim.answers: claim.key for claim in bundled.claims if claim.answers}
    for claim in bundled.claims:
        said = f"{claim.text} {claim.standing.sign} {claim.standing.label} "
        said += f"{names[claim.speaker]} " if claim.speaker else ""
        said += f"answers {claim.answers} " if claim.answers else ""
        said += f"denied: {denials[claim.key]} " if claim.key in denials else ""
        said += "".join(f"¶ Paragraph {number} " for number in claim.paragraphs)
        assert shown[claim.key].endswith(f"{said}Claim {claim.key}")


def test_the_page_shows_every_other_part(edition, bundled, client):
    page = " ".join(html.unescape(client.get(edition.brief.get_absolute_url()).text).split())
    texts = [bundled.title, bundled.standfirst, bundled.bottom_line, bundled.method]
    texts += bundled.topics + bundled.article.paragraphs
    texts += [text for a in bundled.actors for text in (a.name, a.office, a.side, a.wants, a.does)]
    texts += [row.text for row in (*bundled.events, *bundled.terms)]
    texts += [row.text for row in (*bundled.gaps, *bundled.indicators)]
    assert [text for text in texts if text not in page] == []


def test_the_page_goes_from_what_matters_most_to_what_one_looks_up(edition, client):
    page = client.get(edition.brief.get_absolute_url()).text
    headings = re.findall(r'<h2 id="(\w+)">', page)
    assert headings == [
        *("glance", "background", "actors", "motives", "consequences", "outlook", "watch"),
        *("chain", "unknown", "who", "relations", "timeline", "terms", "source", "cite"),
    ]


def test_the_contents_lead_to_the_parts_there_are(edition, published, client):
    address = edition.brief.get_absolute_url()
    assert contents(client.get(address).text) == [
        *("background", "actors", "motives", "consequences", "outlook"),
        *("chain", "unknown", "who", "relations", "timeline", "terms", "source", "cite"),
    ]
    published(actors=[], claims=claims(1))
    assert contents(client.get("/briefs/sky/").text) == ["background", "source", "cite"]


def test_what_is_said_charged_and_denied_is_listed_at_a_glance(edition, bundled, client):
    page = html.unescape(client.get(edition.brief.get_absolute_url()).text)
    glance = page.partition('class="glance"')[2].partition("</section>")[0]
    listed = re.findall(r'<li><a href="#(c[0-9]+)">([^<]+?)(?: …)?</a>', glance)
    told = ["reported", "alleged", "denied"]
    expected = [c for standing in told for c in bundled.claims if c.standing == standing]
    assert [key for key, _ in listed] == [claim.key for claim in expected]
    assert [
        c.key for c, (_, text) in zip(expected, listed, strict=True) if not c.text.startswith(text)
    ] == []


def test_each_denial_is_named_at_the_claim_that_it_answers(published, client):
    denial = {"standing": "denied", "answers": "c1"}
    published(claims=[one | (denial if n else {}) for n, one in enumerate(claims(3))])
    page = client.get("/briefs/sky/").text
    first, second, third = (text_of(piece) for piece in page.split('class="claim"')[1:])
    assert ["denied: c2 denied: c3" in first, "denied: " in second] == [True, False]
    assert ["answers c1" in each for each in (first, second, third)] == [False, True, True]


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
    assert "/quiz/papers/" not in page


def test_an_edition_keeps_its_address_and_says_that_a_newer_one_is_out(edition, client):
    notice = "Read the newest edition"
    assert notice not in client.get(edition.get_absolute_url()).text
    second = republished(edition)
    older = client.get(edition.get_absolute_url()).text
    newer = client.get(second.get_absolute_url()).text
    assert [notice in older, notice in newer] == [True, False]
    assert ["Reworded." in older, "Reworded." in newer] == [False, True]
    lasting = absolute(edition.brief.get_absolute_url())
    assert f'<link rel="canonical" href="{lasting}">' in older


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
    assert costs("/", queries) == [1, 0]


def test_a_site_without_a_brief_says_what_to_do(client):
    assert "No brief is published yet." in client.get("/").text


def test_hostile_texts_are_shown_as_texts(published, client):
    claim = claims(1)[0] | {"text": HOSTILE}
    claim |= {"gist": HOSTILE, "leads_to": ["c2"]}
    actor = {"key": "sky", "name": HOSTILE, "kind": "bloc", "side": HOSTILE[:40], "wants": HOSTILE}
    outlined = {"author": HOSTILE, "title": HOSTILE, "paragraphs": [HOSTILE]}
    published(
        **dict.fromkeys(["title", "standfirst", "bottom_line", "method"], HOSTILE),
        topics=["<script>"],
        article=outlined,
        actors=[actor, actor | {"key": "sea"}],
        claims=[claim, claim | {"key": "c2", "leads_to": []}],
        relations=[{"subject": "sky", "verb": "arms", "object": "sea", "claims": ["c1"]}],
        terms=[{"term": HOSTILE, "text": HOSTILE}],
        events=[{"date": "2017", "text": HOSTILE}],
        gaps=[{"text": HOSTILE}],
        indicators=[{"text": HOSTILE}],
    )
    for address in ("/", "/briefs/sky/", "/briefs/sky/editions/1/"):
        page = client.get(address).text
        assert ["<script>" in page, "<b<" in page] == [False, False]
        assert html.escape(HOSTILE) in page
