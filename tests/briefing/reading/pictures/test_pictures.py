"""The pictures in the page: what stands beside them says the same, and nothing is drawn empty."""

import re
from itertools import pairwise

import pytest

from briefing.choices import Section
from briefing.documents.references import MOST_STEPS
from tests.support.briefing.page_requests import claims
from tests.support.html import text_of

pytestmark = pytest.mark.django_db
TIE = {"subject": "sky", "verb": "arms", "object": "sea", "claims": ["c1"]}


def section(page: str, anchor: str) -> str:
    return page.partition(f'aria-labelledby="{anchor}"')[2].partition("</section>")[0]


def test_every_actor_of_the_map_leads_to_its_card(edition, bundled, client):
    page = client.get(edition.brief.get_absolute_url()).text
    ends = {key for r in bundled.relations for key in (r.subject, r.object)}
    for drawing in section(page, "map").split("<svg")[1:3]:
        linked = re.findall(r'<a href="[^"#]*#actor-([\w-]+)" data-actor', drawing)
        assert linked == [actor.key for actor in bundled.actors if actor.key in ends]


def test_an_actor_of_the_map_lists_all_that_is_said_about_it_or_by_it(edition, bundled, client):
    page = client.get(edition.brief.get_absolute_url()).text
    listed = page.partition('id="chosen-actor"')[2].partition("</section>")[0]
    about = {
        piece.partition('"')[0]: re.findall(r'evidence/#(c\d+)"', piece)
        for piece in listed.split('data-actor="')[1:]
    }
    ends = {key for r in bundled.relations for key in (r.subject, r.object)}
    assert about == {
        actor.key: [
            c.key for c in bundled.claims if actor.key in c.actors or actor.key == c.speaker
        ]
        for actor in bundled.actors
        if actor.key in ends
    }


def test_the_table_says_each_relation(published, client):
    published(relations=[TIE])
    table = section(client.get("/briefs/sky/people/").text, "relations").partition("<table")[2]
    assert text_of(table.partition("<tbody>")[2]).startswith("Sky arms Sea ○ Established Claims c1")


def test_the_chain_names_its_claims_with_how_they_are_known(published, client):
    first, second, third = claims(3)
    published(
        claims=[
            first | {"section": Section.MOTIVES, "gist": "Blue is wanted", "leads_to": ["c2"]},
            second | {"leads_to": ["c3"], "standing": "alleged"},
            third | {"section": Section.CONSEQUENCES},
        ],
        actors=[],
    )
    chain = text_of(section(client.get("/briefs/sky/").text, "chain"))
    assert chain.partition("consequences ")[2] == (
        "Motives ○ Established: Blue is wanted What is said to be done ◐ Alleged: Claim number 2. "
        "Consequences ○ Established: Claim number 3."
    )


def test_the_longest_chain_there_can_be_is_shown(published, client):
    rows = [row | {"section": Section.CONSEQUENCES} for row in claims(MOST_STEPS + 1)]
    for row, then in pairwise(rows):
        row["leads_to"] = [then["key"]]
    published(claims=rows, actors=[])
    chain = section(client.get("/briefs/sky/").text, "chain")
    assert chain.count("<li>") == MOST_STEPS + 3


def test_what_there_is_nothing_of_is_not_drawn(published, client):
    published()
    page = client.get("/briefs/sky/").text + client.get("/briefs/sky/people/").text
    anchors = ["map", "relations", "timeline", "chain"]
    assert [f'id="{anchor}"' in page for anchor in anchors] == [False] * 4
    assert "<svg" not in page


def test_names_and_dates_in_pictures_are_texts(published, client):
    name = "</text><script>alert(1)</script>"
    actors = [{"key": key, "name": name, "kind": "bloc"} for key in ("sky", "sea")]
    published(actors=actors, relations=[TIE])
    page = client.get("/briefs/sky/").text
    assert ["<script>alert" in page, "&lt;script&gt;" in page] == [False, True]
    assert page.count("<text") == page.count("</text>")
