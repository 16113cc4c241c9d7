from datetime import timedelta
from unittest.mock import Mock

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from briefing.admin.brief import BriefAdmin
from briefing.editing.publishing import publish, schedule, unpublish
from briefing.models import Article, Brief, Claim, Edition, Schedule
from quiz.models import Question
from tests.support.briefing.desk_forms import change, publishing
from tests.support.html import text_of

pytestmark = pytest.mark.django_db


def test_a_note_is_kept_with_the_edition(sky, editor_client, admin_user):
    answer = editor_client.post(publishing(sky), {"note": "For the first time."}, follow=True)
    edition = Edition.objects.get()
    assert [edition.note, edition.publisher] == ["For the first time.", admin_user]
    assert "Edition 1 is live." in text_of(answer.text)
    assert answer.redirect_chain == [(change(sky), 302)]


def test_publishing_without_a_change_says_so(sky, editor_client):
    publish(sky.pk)
    answer = editor_client.post(publishing(sky), {"note": "Again."}, follow=True)
    assert "Nothing has changed since edition 1." in text_of(answer.text)
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("note", ["", "  "])
def test_what_has_changed_is_asked_from_the_second_edition_on(sky, editor_client, note):
    editor_client.post(publishing(sky), {"note": note})
    assert Edition.objects.count() == 1
    Claim.objects.update(text="Reworded.")
    answer = editor_client.post(publishing(sky), {"note": note})
    assert answer.context["form"].errors == {"note": ["Say in a few words what has changed."]}
    assert Edition.objects.count() == 1


def test_readers_are_told_what_has_changed_from_the_second_edition_on(sky, editor_client, client):
    editor_client.post(publishing(sky), {"note": "For the first time."})
    assert "For the first time." not in client.get("/briefs/sky/").text
    Claim.objects.update(text="Reworded.")
    editor_client.post(publishing(sky), {"note": "The <b>sky</b>, reworded."})
    page = client.get("/briefs/sky/editions/2/cite/").text
    assert "</time>: The &lt;b&gt;sky&lt;/b&gt;, reworded.</li>" in page


@pytest.mark.thorough
def test_the_page_says_whether_anything_was_saved_since_the_last_edition(sky, desk, editor_client):
    words = "Nothing was saved since."
    assert words not in editor_client.get(publishing(sky)).text
    publish(sky.pk)
    assert words in editor_client.get(publishing(sky)).text
    desk.save(change(sky), title="The wide sky")
    assert words not in editor_client.get(publishing(sky)).text


def test_a_note_that_is_too_long_is_kept_and_nothing_is_published(sky, editor_client):
    answer = editor_client.post(publishing(sky), {"note": "x" * 301})
    assert "x" * 301 in answer.text
    assert "at most 300 characters" in answer.text
    assert Edition.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_has_to_be_mended_is_listed_with_the_way_there(sky, editor_client, method):
    Brief.objects.update(standfirst="")
    Claim.objects.update(paragraphs=[9])
    sky.quiz.questions.get().options.filter(right=True).delete()
    Article.objects.update(date="May 2017")
    answer = getattr(editor_client, method)(publishing(sky), {"note": "x"})
    places = {(where, place) for where, _, place in answer.context["problems"]}
    assert places == {
        ("standfirst", f"{change(sky)}#id_standfirst"),
        ("claims › c1 › paragraphs", f"{change(sky)}#claims-0"),
        ("questions › q1 › options", change(Question.objects.get())),
        ("article › date", change(Article.objects.get())),
    }
    assert [place for _, place in places if f'href="{place}"' not in answer.text] == []
    assert Edition.objects.count() == 0


def staff(user_model, *permissions: str) -> Client:
    user = user_model.objects.create_user("staff", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("permissions", [[], ["view_brief"], ["change_brief"]])
def test_someone_without_the_right_cannot_publish(sky, django_user_model, permissions):
    client = staff(django_user_model, *permissions)
    assert client.post(publishing(sky), {"note": ""}).status_code == 403
    assert client.get(publishing(sky)).status_code == 403
    assert Edition.objects.count() == 0


def test_someone_with_the_right_can_publish(sky, django_user_model):
    answer = staff(django_user_model, "view_brief", "publish_brief").post(
        publishing(sky), {"note": ""}
    )
    assert answer.status_code == 302
    assert Edition.objects.count() == 1


def test_someone_who_may_only_look_is_shown_a_brief(sky, django_user_model):
    answer = staff(django_user_model, "view_brief").get(change(sky))
    assert answer.status_code == 200
    assert [words in answer.text for words in ("Publish…", "Add a question")] == [False, False]


def test_a_stranger_is_sent_to_sign_in(sky, client):
    for address in (publishing(sky), change(sky), reverse("admin:quiz_question_changelist")):
        assert client.post(address)["Location"] == f"/admin/login/?next={address}"
    assert Edition.objects.count() == 0


def test_an_unknown_brief_is_not_found(editor_client):
    address = reverse("admin:briefing_brief_publish", args=[99])
    assert editor_client.get(address).status_code == 404


@pytest.mark.parametrize("days", [0, 1])
def test_what_another_saved_while_one_looked_is_shown_before_it_is_published(
    sky, desk, editor_client, days
):
    due = f"{timezone.now() + timedelta(days):%Y-%m-%dT%H:%M}" if days else ""
    publish(sky.pk)
    seen = {"seen": editor_client.get(publishing(sky)).context["seen"], "note": "A comma."}
    desk.save(change(sky), title="The blue sky")
    answer = editor_client.post(publishing(sky), {**seen, "due": due})
    assert [answer.status_code, Edition.objects.count()] == [409, 1]
    page = text_of(answer.text)
    assert "The draft was changed while you were looking at it." in page
    assert "The blue sky" in page
    assert "A comma." in page
    editor_client.post(publishing(sky), {**seen, "seen": answer.context["seen"]})
    assert Edition.objects.latest("pk").title == "The blue sky"


def test_a_brief_that_was_taken_back_keeps_its_address(sky, desk):
    publish(sky.pk)
    unpublish(sky.pk)
    desk.save(change(sky), slug="elsewhere", title="The blue sky")
    sky.refresh_from_db()
    assert [sky.slug, sky.title] == ["sky", "The blue sky"]


def test_an_act_that_cannot_be_logged_is_not_done(sky, editor_client, monkeypatch):
    monkeypatch.setattr(BriefAdmin, "log_change", Mock(side_effect=RuntimeError))
    with pytest.raises(RuntimeError):
        editor_client.post(publishing(sky), {"note": "For the first time."})
    assert Edition.objects.count() == 0
    edition = publish(sky.pk)[0]
    schedule(sky.pk, timezone.now() + timedelta(days=1))
    for name in ("unpublish", "unschedule"):
        with pytest.raises(RuntimeError):
            editor_client.post(reverse(f"admin:briefing_brief_{name}", args=[sky.pk]))
    assert [Brief.objects.get().live, Schedule.objects.count()] == [edition, 1]
