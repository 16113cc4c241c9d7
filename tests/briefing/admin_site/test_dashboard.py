"""What the desk opens with, for each who comes."""

from datetime import UTC, datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from briefing.admin_site.dashboard import states, welcome
from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import keep_revision, replace_draft
from briefing.editing.publishing import publish
from briefing.models import Brief, Schedule
from tests.support.briefing.users import EDITOR, PUBLISHER, STAFF, person
from tests.support.html import text_of

pytestmark = pytest.mark.django_db
FIRST = "/admin/briefing/article/add/"


def titles(lines):
    return [line.brief.title for line in lines]


def opened(user) -> str:
    client = Client()
    client.force_login(user)
    return client.get("/admin/").text


def test_a_new_editor_is_told_what_this_is_and_led_to_the_article():
    page = opened(person(EDITOR))
    assert "Readout serves the policy brief of an article beside a quiz on it." in page
    assert f'<a class="first-step" href="{FIRST}">Enter the article</a>' in page
    assert "Tell a publisher that it is ready." in page
    assert "What waits for a publisher" not in page


def test_the_steps_are_told_until_something_was_done_and_a_brief_is_there(sky):
    editor = person(EDITOR)
    assert "How a brief comes about" in opened(editor)
    LogEntry.objects.log_actions(editor.pk, [sky], 2, "Changed.")
    page = opened(editor)
    assert ["How a brief comes about" in page, "The sky" in page] == [False, True]
    sky.delete()
    assert "How a brief comes about" in opened(editor)


def test_somebody_without_a_group_is_told_whom_to_ask(sky):
    page = text_of(opened(person(STAFF)))
    assert "nothing is open to you yet. Ask whoever looks after this site" in page
    assert ["The sky" in page, "How a brief comes about" in page] == [False, False]


def test_a_publisher_sees_what_waits_before_the_rest(small):
    made = {
        slug: replace_draft(BriefDocument.model_validate(small(slug=slug, title=slug.title())))
        for slug in ("draft", "settled", "changed", "planned")
    }
    for slug in ("settled", "changed", "planned"):
        publish(made[slug].pk)
    Brief.objects.filter(slug="changed").update(title="Changed anew")
    keep_revision(made["changed"].pk, None, "Changed the brief")
    planned = made["planned"]
    Schedule.objects.create(
        brief=planned, revision=planned.revisions.get(), due=datetime(2030, 1, 2, 9, tzinfo=UTC)
    )
    seen = welcome(person(PUBLISHER))
    assert set(titles(seen.waiting)) == {"Draft", "Changed anew", "Planned"}
    assert titles(seen.recent) == ["Settled"]
    seen = welcome(person(EDITOR))
    assert [titles(seen.waiting), titles(seen.recent)[0]] == [[], "Changed anew"]
    assert {line.brief.title: line.states for line in seen.recent} == {
        "Draft": ["not published"],
        "Settled": ["edition 1 is live"],
        "Changed anew": ["edition 1 is live", "changed since"],
        "Planned": ["edition 1 is live", "to be published on 2 January 2030, 09:00 UTC"],
    }


def test_what_stands_in_the_way_is_said(sky):
    sky.errors = 1
    assert states(sky) == ["not published", "1 thing to mend"]
    sky.errors = 2
    assert states(sky) == ["not published", "2 things to mend"]


def test_what_could_not_be_published_when_due_comes_first_and_says_why(sky, small):
    Schedule.objects.create(
        brief=sky,
        revision=sky.revisions.get(),
        due=datetime(2026, 1, 2, tzinfo=UTC),
        trouble="A claim is <missing>.",
    )
    replace_draft(BriefDocument.model_validate(small(slug="later", title="Later")))
    publisher = person(PUBLISHER)
    first, second = welcome(publisher).waiting
    assert [first.brief, first.states, first.trouble] == [
        *(sky, ["not published"], "A claim is <missing>.")
    ]
    assert [second.brief.title, second.trouble] == ["Later", ""]
    page = opened(publisher)
    assert "Could not be published when it was due. A claim is &lt;missing&gt;." in page


@pytest.mark.thorough
@pytest.mark.parametrize("rank", [EDITOR, PUBLISHER])
def test_the_page_costs_the_same_at_any_size(small, queries, rank):
    client = Client()
    client.force_login(person(rank))

    def cost() -> int:
        ContentType.objects.clear_cache()
        with queries() as seen:
            assert client.get("/admin/").status_code == 200
        return len(seen)

    def add(slug: str) -> None:
        brief = replace_draft(BriefDocument.model_validate(small(slug=slug)))
        publish(brief.pk)
        Brief.objects.filter(pk=brief.pk).update(title=slug)
        keep_revision(brief.pk, None, "Changed the brief")

    add("b")
    few = cost()
    for number in range(20):
        add(f"b{number}")
    assert cost() == few


def test_no_edition_is_read_whole(edition, queries):
    with queries() as seen:
        assert welcome(person(PUBLISHER)).recent[0].brief.live == edition
    assert [query for query in seen.captured_queries if '"document"' in query["sql"]] == []
