import html
import json
import re

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from briefing.documents.cited_text import sentences
from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import publish
from briefing.models import Brief, Edition
from briefing.serving.absolute_url import absolute
from tests.support.briefing.page_requests import claims, costs, republished
from tests.support.html import text_of

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert('sky')</script> \"&amp; <b"


def evidence(edition) -> str:
    return f"{edition.brief.get_absolute_url()}evidence/"


def without_terms(page: str) -> str:
    """Return a page with the words that it explains as plain words."""
    return re.sub(r'<label class="term"><span[^>]*>([^<]*)</span>.*?</label>', r"\1", page)


def test_the_page_shows_every_claim_with_its_standing_and_paragraphs(edition, bundled, client):
    page = client.get(evidence(edition)).text
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


def test_the_pages_show_every_other_part(edition, bundled, client):
    address = edition.brief.get_absolute_url()
    read = [client.get(f"{address}{page}").text for page in ("", "evidence/", "people/", "cite/")]
    shown = [" ".join(html.unescape(without_terms(page)).split()) for page in read]
    texts = {
        0: [bundled.title, bundled.standfirst, *bundled.topics],
        1: [bundled.method, *bundled.article.paragraphs]
        + [row.text for row in (*bundled.gaps, *bundled.indicators)],
        2: [text for a in bundled.actors for text in (a.name, a.office, a.side, a.wants, a.does)]
        + [row.text for row in (*bundled.events, *bundled.terms)],
        3: [bundled.article.author],
    }
    assert [(n, text) for n, told in texts.items() for text in told if text not in shown[n]] == []


def test_the_brief_is_its_prose_with_a_mark_for_each_claim(edition, bundled, client):
    page = client.get(edition.brief.get_absolute_url()).text
    prose = page.partition('<div class="prose">')[2].partition('<div class="asides">')[0]
    said = re.sub(r"<a class=\"mark\".*?</a>|<h2.*?</h2>|<svg.*?</svg>", "", prose, flags=re.DOTALL)
    words = _joined(text_of(html.unescape(without_terms(said))))
    for passage in bundled.passages:
        for sentence in sentences(passage.text):
            assert _joined(sentence.text) in words
    cited = [key for p in bundled.passages for key in re.findall("c[0-9]+", p.text)]
    assert re.findall(r'data-card="card-(c[0-9]+)"', prose) == cited
    assert set(re.findall(r'<span id="(c[0-9]+)">', prose)) == set(cited)


def _joined(text: str) -> str:
    """Return a text without the room that tags leave before a comma or a semicolon."""
    return re.sub(" (?=[,;])", "", " ".join(text.split()))


def test_a_mark_opens_its_claim_here_and_leads_to_the_evidence(edition, client):
    page = client.get(edition.brief.get_absolute_url()).text
    for key in set(re.findall(r'data-card="card-(c[0-9]+)"', page)):
        assert page.count(f'<div id="card-{key}" class="claim-card" popover>') == 1
        assert f'href="{evidence(edition)}#{key}"' in page


def test_the_pages_lead_to_each_other_and_say_which_one_is_read(edition, client):
    for address in (edition.brief.get_absolute_url(), edition.get_absolute_url()):
        pages = [f"{address}{page}" for page in ("", "evidence/", "people/", "cite/")]
        # The newest edition's links lead to whatever is live.
        live = [page.replace("editions/1/", "") for page in pages]
        for number, page in enumerate(pages):
            text = client.get(page).text
            nav = text.partition('<nav class="brief-pages"')[2].partition("</nav>")[0]
            assert re.findall(r'href="([^"]*)"', nav) == live
            assert re.findall(r'href="([^"]*)" aria-current="page"', nav) == [live[number]]


def test_an_older_edition_leads_to_its_own_pages(edition, client):
    republished(edition)
    for page in ("", "evidence/", "people/", "cite/"):
        text = client.get(f"{edition.get_absolute_url()}{page}").text
        nav = text.partition('<nav class="brief-pages"')[2].partition("</nav>")[0]
        assert f'href="{edition.get_absolute_url()}evidence/"' in nav
        assert "Read the newest edition" in text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["c1", "c2", "c3", "c4"]),
        ("?standing=alleged", ["c2", "c4"]),
        ("?actor=sea", ["c3", "c4"]),
        ("?standing=alleged&actor=sea", ["c4"]),
        ("?standing=denied", []),
        ("?standing=certain&actor=nobody", ["c1", "c2", "c3", "c4"]),
        ("?actor=%00", ["c1", "c2", "c3", "c4"]),
    ],
)
def test_the_evidence_is_narrowed_by_standing_and_actor(published, client, query, shown):
    found = claims(4)
    found[1] |= {"standing": "alleged"}
    found[2] |= {"actors": ["sea"]}
    found[3] |= {"standing": "alleged", "speaker": "sea"}
    published(claims=found)
    page = client.get(f"/briefs/sky/evidence/{query}").text
    assert re.findall(r'<div id="(c\d)" class="claim"', page) == shown


def test_what_is_cited_says_which_editions_there_are_and_what_changed(edition, client):
    second = republished(edition)
    page = text_of(client.get(f"{second.brief.get_absolute_url()}cite/").text)
    assert "Edition 2" in page
    assert "Edition 1" in page
    assert "What changed since the edition before Claim c1, text" in page


@pytest.mark.parametrize("depth", ["two-minutes", "bottom-line", "full", ""])
def test_addresses_of_former_depths_lead_to_the_brief(edition, client, depth):
    for address in (edition.brief.get_absolute_url(), edition.get_absolute_url()):
        answer = client.get(address, {"depth": depth})
        assert [answer.status_code, answer["Location"]] == [301, address]


def test_an_edition_of_former_times_is_read_by_what_led_in_it(published, client):
    edition = published()
    data = json.loads(edition.document)
    del data["passages"]
    data["claims"][0] |= {"lead": True, "text": "The sky was blue then."}
    QuerySet(Edition).filter(pk=edition.pk).update(document=json.dumps(data), sha256="old")
    page = client.get("/briefs/sky/editions/1/").text
    prose = page.partition('<div class="prose">')[2].partition('<div class="asides">')[0]
    assert "The sky was blue then." in text_of(prose)


def test_each_denial_is_named_at_the_claim_that_it_answers(published, client):
    denial = {"standing": "denied", "answers": "c1"}
    published(claims=[one | (denial if n else {}) for n, one in enumerate(claims(3))])
    page = client.get("/briefs/sky/evidence/").text
    first, second, third = (text_of(piece) for piece in page.split('class="claim"')[1:])
    assert ["denied: c2 denied: c3" in first, "denied: " in second] == [True, False]
    assert ["answers c1" in each for each in (first, second, third)] == [False, True, True]


@pytest.mark.parametrize("page", ["", "evidence/", "people/", "cite/"])
def test_every_link_from_page_to_page_leads_to_a_place(edition, client, page):
    address = edition.brief.get_absolute_url()
    pages = {f"{address}{each}": "" for each in ("", "evidence/", "people/", "cite/")}
    pages = {each: client.get(each).text for each in pages}
    text = pages[f"{address}{page}"]
    places = {each: re.findall(r'\bid="([^"]*)"', html) for each, html in pages.items()}
    for linked in set(re.findall(r'href="([^"]*#[^"]+)"', text)):
        to, _, place = linked.partition("#")
        assert (to or f"{address}{page}") not in pages or place in places[to or f"{address}{page}"]
    assert len(places[f"{address}{page}"]) == len(set(places[f"{address}{page}"]))


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
    pages = ["", "evidence/", "people/", "cite/"]
    for address in ("/", *(f"/briefs/sky/{page}" for page in pages)):
        page = client.get(address).text
        assert ["<script>" in page, "<b<" in page] == [False, False]
        assert html.escape(HOSTILE) in page


def test_a_link_from_a_quiz_leads_to_where_the_claim_is_read(edition, bundled, client):
    address = edition.brief.get_absolute_url()
    used = {key for text in bundled.own_texts for key in re.findall("c[0-9]+", text)}
    other = next(claim.key for claim in bundled.claims if claim.key not in used)
    for key, page in ((min(used), address), (other, f"{address}evidence/")):
        paper_page = reverse("quiz:page", args=[edition.paper_id])
        answer = client.get(paper_page, {"claim": key}, follow=True)
        assert answer.redirect_chain[-1] == (f"{page}#{key}", 302)
    assert client.get(address, {"claim": "c999"}).status_code == 200
