import json
import threading
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any
from unittest.mock import Mock

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import keep_revision, replace_draft
from briefing.editing.publishing import publish, publish_due, schedule, unpublish
from briefing.models import Brief, Edition, Schedule
from briefing.serving import pages
from tests.conftest import text_of
from tests.support.briefing.desk_forms import change, publishing

pytestmark = [pytest.mark.django_db]
NOW = datetime(2027, 3, 1, 6, tzinfo=UTC)


def run() -> str:
    out = StringIO()
    call_command("publish_scheduled", stdout=out, stderr=out)
    return out.getvalue()


def retitled(brief: Brief, title: str) -> None:
    Brief.objects.filter(pk=brief.pk).update(title=title)
    keep_revision(brief.pk, None, "Another title")


def test_what_was_planned_is_published_when_it_is_due_as_it_was_then(sky, admin_user):
    schedule(sky.pk, NOW, admin_user, "In spring.")
    retitled(sky, "Typed later")
    assert list(publish_due(NOW - timedelta(seconds=1))) == []
    ((_, edition),) = publish_due(NOW)
    assert edition is not None
    assert [edition.title, edition.note, edition.publisher] == ["The sky", "In spring.", admin_user]
    assert [Brief.objects.get().live, Schedule.objects.count()] == [edition, 0]
    assert Brief.objects.get().title == "Typed later"


def test_the_command_says_what_it_did(sky):
    assert run() == "Nothing is due.\n"
    schedule(sky.pk, timezone.now() - timedelta(minutes=1))
    assert run() == "Published “The sky” as edition 1.\n"
    assert run() == "Nothing is due.\n"


@pytest.mark.django_db(transaction=True)
def test_a_page_that_cannot_be_rendered_does_not_stop_what_else_is_due(sky, small, monkeypatch):
    other = replace_draft(BriefDocument.model_validate(small(slug="sea", title="The sea")))
    for each in (sky, other):
        schedule(each.pk, NOW)
    monkeypatch.setattr(pages, "render_edition", Mock(side_effect=RuntimeError))
    assert [plan.brief.title for plan, edition in publish_due(NOW)] == ["The sky", "The sea"]
    assert Edition.objects.live().count() == 2


def test_what_cannot_be_published_is_told_and_stays_planned(sky, editor_client):
    plan = schedule(sky.pk, timezone.now() - timedelta(minutes=1))
    data = plan.revision.data | {"claims": []}
    plan.revision.document = json.dumps(data)
    plan.revision.save()
    with pytest.raises(CommandError, match="Mend these"):
        run()
    assert "There is no claim “c1”" in Schedule.objects.get().trouble
    assert "could not be done" in editor_client.get(publishing(sky)).text
    assert run() == "Nothing is due.\n"


@pytest.mark.thorough
def test_a_plan_is_made_and_taken_back_at_the_desk(sky, editor_client):
    # The first day of a month: its number has one digit.
    due = (timezone.now() + timedelta(days=40)).replace(day=1)
    said = f"1 {due:%B %Y, %H:%M}"
    sent = {"note": "", "due": f"{due:%Y-%m-%dT%H:%M}"}
    answer = editor_client.post(publishing(sky), sent, follow=True)
    assert f"Publishing is scheduled for {said} UTC." in answer.text
    assert Edition.objects.count() == 0
    assert "Revision 1 is scheduled for" in text_of(editor_client.get(publishing(sky)).text)
    unschedule = reverse("admin:briefing_brief_unschedule", args=[sky.pk])
    assert "is off" in editor_client.post(unschedule, follow=True).text
    assert "Nothing was scheduled" in editor_client.post(unschedule, follow=True).text
    assert Schedule.objects.count() == 0


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("2020-01-01T06:00", "Choose a time within a year from now"),
        ("2999-01-01T06:00", "Choose a time within a year from now"),
        ("tomorrow", "Write a date and a time, such as 2027-03-01 06:00."),
    ],
)
def test_a_time_that_cannot_be_is_refused_with_what_was_typed(sky, editor_client, due, said):
    answer = editor_client.post(publishing(sky), {"note": "Kept.", "due": due})
    assert said in answer.text
    assert "Kept." in answer.text
    assert [Schedule.objects.count(), Edition.objects.count()] == [0, 0]


def test_publishing_by_hand_takes_the_place_of_a_plan(sky):
    schedule(sky.pk, NOW)
    publish(sky.pk)
    assert Schedule.objects.count() == 0


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["publish", "unpublish"])
def test_who_publishes_or_takes_back_is_told_that_the_plan_is_called_off(sky, editor_client, name):
    publish(sky.pk)
    address = reverse(f"admin:briefing_brief_{name}", args=[sky.pk])
    called_off = "The publishing planned for"
    schedule(sky.pk, datetime(2027, 3, 1, 6, tzinfo=UTC))
    page = editor_client.post(address, {"note": "By hand."}, follow=True).text
    assert "The publishing planned for 1 March 2027, 06:00 UTC is called off." in page
    publish(sky.pk)
    assert called_off not in editor_client.post(address, {"note": "Again."}, follow=True).text


@pytest.mark.thorough
def test_the_page_lists_what_will_change(sky, desk, editor_client):
    assert "What will change" not in editor_client.get(publishing(sky)).text
    publish(sky.pk)
    desk.save(change(sky), title="The wide sky")
    page = text_of(editor_client.get(publishing(sky)).text)
    assert "What will change: 1 place The brief, title" in page


@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite one writes at a time")
@pytest.mark.django_db(transaction=True)
def test_a_plan_that_is_due_while_one_publishes_by_hand_waits_for_it(sky, monkeypatch):
    schedule(sky.pk, NOW)
    began, ended = threading.Event(), list[Any]()

    def due() -> None:
        began.set()
        ended.extend(publish_due(NOW))
        connection.close()

    timer = threading.Thread(target=due)

    def kept(*args: Any) -> Any:
        revision = keep_revision(*args)
        timer.start()
        began.wait()
        # Time enough for it to lock what it can.
        timer.join(0.5)
        return revision

    monkeypatch.setattr("briefing.editing.publishing.keep_revision", kept)
    edition, new = publish(sky.pk)
    timer.join()
    assert [new, Brief.objects.get().live, ended] == [True, edition, []]


class TestTakenBack:
    @pytest.fixture
    def places(self, edition):
        brief = edition.brief.get_absolute_url()
        paper = reverse("quiz:paper", args=[edition.paper_id])
        sheet = reverse("quiz:worksheet", args=[edition.paper_id])
        return [brief, edition.get_absolute_url(), paper, sheet]

    @pytest.mark.thorough
    def test_readers_are_told_that_it_was_and_find_it_again_after_publishing(
        self, edition, places, client, django_capture_on_commit_callbacks
    ):
        assert {client.get(place).status_code for place in places} == {200}
        with django_capture_on_commit_callbacks(execute=True):
            unpublish(edition.brief_id)
        answers = [client.get(place) for place in places]
        assert {answer.status_code for answer in answers} == {410}
        assert all("This brief was taken back" in answer.text for answer in answers)
        assert {"no-store" in answer["Cache-Control"] for answer in answers} == {True}
        assert edition.title not in client.get("/").text
        with django_capture_on_commit_callbacks(execute=True):
            publish(edition.brief_id)
        assert {client.get(place).status_code for place in places} == {200}

    def test_nobody_begins_its_quiz_and_who_has_begun_goes_on(self, edition, places, client):
        begin = reverse("quiz:attempts", args=[edition.paper_id])
        sent = {"themes": "actors", "length": "5", "mode": "practice"}
        begun = client.post(begin, sent)["Location"]
        unpublish(edition.brief_id)
        assert client.get(begun).status_code == 200
        assert client.post(begin, sent).status_code == 410

    @pytest.mark.thorough
    def test_an_editor_is_asked_first(
        self, edition, editor_client, client, django_capture_on_commit_callbacks
    ):
        address = reverse("admin:briefing_brief_unpublish", args=[edition.brief_id])
        assert "Nothing is deleted" in editor_client.get(address).text
        assert client.get("/briefs/russia-and-the-taliban/").status_code == 200
        with django_capture_on_commit_callbacks(execute=True):
            answer = editor_client.post(address, follow=True)
        assert "do not find this brief any more" in answer.text
        assert client.get("/briefs/russia-and-the-taliban/").status_code == 410
