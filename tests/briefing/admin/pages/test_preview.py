import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from briefing.editing.publishing import publish
from briefing.models import Brief, Claim, Edition, Revision
from quiz.models import Option, Question
from tests.support.briefing.desk_forms import change
from tests.support.html import text_of
from tests.support.quiz.answers import right_to, wrong_to

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
EVERYTHING = {"themes": ["actors", "standing"], "length": "all"}
BANNER = "Preview of the draft: nothing here is published or recorded."


def preview(brief, name="", *args):
    return reverse(f"admin:briefing_brief_preview{name or '_page'}", args=[brief.pk, *args])


def begin(client, brief, **chosen):
    """Begin a quiz on a draft; return the address of its attempt."""
    answer = client.post(preview(brief, "_attempts"), EVERYTHING | chosen)
    assert answer.status_code == 302
    return answer["Location"].removesuffix("1/")


def recorded() -> dict[str, int]:
    """Return how many rows there are of all that readers and publishing leave behind."""
    models: list[Any] = [*apps.get_app_config("quiz").get_models(), Brief, Claim, Edition, Revision]
    return {model.__name__: model._default_manager.count() for model in models}


def test_the_drafts_words_are_shown_and_readers_see_the_live_edition(sky, editor_client, client):
    publish(sky.pk)
    Claim.objects.update(text="The sky is grey.")
    page = editor_client.get(preview(sky))
    assert [words in text_of(page.text) for words in ("The sky is grey.", BANNER)] == [True, True]
    assert f'href="{change(sky)}"' in page.text
    live = client.get("/briefs/sky/").text
    assert [words in live for words in ("The sky is blue.", "grey", BANNER)] == [True, False, False]
    assert Edition.objects.count() == 1


def test_a_brief_that_was_never_published_is_shown(sky, editor_client, client):
    page = editor_client.get(preview(sky))
    assert [words in page.text for words in ("The sky is blue.", "Not published yet")] == [True] * 2
    assert client.get("/briefs/sky/").status_code == 404


def test_the_form_leads_to_the_preview(sky, editor_client):
    assert f'<a href="{preview(sky)}">Preview</a>' in editor_client.get(change(sky)).text


@pytest.mark.parametrize("name", ["", "_paper"])
def test_a_preview_is_kept_in_no_cache_and_found_by_no_search(sky, editor_client, name):
    response = editor_client.get(preview(sky, name))
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
    assert response["X-Robots-Tag"] == "noindex"
    assert "ETag" not in response


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["", "_paper"])
def test_every_link_of_a_preview_leads_somewhere(sky, editor_client, name):
    page = editor_client.get(preview(sky, name)).text
    links = set(re.findall(r'(?:href|data-hx-get)="(/[^"#]*)', page))
    missing = [a for a in links if editor_client.get(a).status_code != 200]
    assert [link for link in missing if not link.startswith("/static/")] == []


def sent_by(client, htmx, address, data):
    """Send an answer as a browser does; return what is shown then."""
    if htmx:
        return client.post(address, data, headers=HTMX)
    return client.post(address, data, follow=True)


@pytest.mark.thorough
@pytest.mark.parametrize("htmx", [True, False], ids=["with htmx", "without"])
@pytest.mark.parametrize("mode", ["practice", "test"])
def test_a_whole_quiz_is_taken_and_nothing_is_recorded(brief, editor_client, mode, htmx):
    before = recorded()
    choice = EVERYTHING | {"length": "10", "mode": mode}
    shown = sent_by(editor_client, htmx, preview(brief, "_attempts"), choice)
    for number in range(1, 11):
        item = shown.context["item"]
        assert [item.number, shown.context["state"].total] == [number, 10]
        how = wrong_to if number == 1 else right_to
        shown = sent_by(editor_client, htmx, item.address, dict(how(item)) | {"sure": ["67"]})
        if mode == "practice":
            verdict = "Incorrect" if number == 1 else "Correct"
            assert f">{verdict}</p>" in shown.text
            onward = item.addresses.attempt
            shown = editor_client.get(onward, headers=HTMX if htmx else {}, follow=True)
    if mode == "test":
        assert "10 of 10 answered" in shown.text
        shown = sent_by(editor_client, htmx, shown.context["addresses"].hand_in, {})
    assert "Your result: 9 of 10 (90%)" in shown.text
    assert (BANNER in shown.text) is not htmx
    assert recorded() == before
    assert set(editor_client.cookies) == {"sessionid", "csrftoken"}


def test_a_wrong_answer_names_the_claims_to_mark_in_the_preview(sky, editor_client):
    attempt = begin(editor_client, sky, themes=["actors"])
    item = editor_client.get(f"{attempt}1/").context["item"]
    verdict = editor_client.post(f"{attempt}1/", wrong_to(item), headers=HTMX).text
    assert 'data-marks="c1"' in verdict
    assert f'href="{preview(sky)}?claim=c1#c1"' in verdict


def test_what_is_for_readers_alone_has_no_place_in_a_preview(sky, editor_client):
    attempt = begin(editor_client, sky, themes=["actors"])
    item = editor_client.get(f"{attempt}1/").context["item"]
    editor_client.post(f"{attempt}1/", right_to(item))
    start, results = preview(sky, "_paper"), attempt
    for address in (start, results):
        words = text_of(editor_client.get(address, headers=HTMX).text)
        assert re.findall("cookie|worksheet|Retry|Other readers|Share your score", words) == []


@pytest.mark.parametrize("mode", ["missed", "review"])
def test_nothing_is_asked_again_in_a_preview(sky, editor_client, mode):
    answer = editor_client.post(preview(sky, "_attempts"), {"mode": mode})
    assert answer.status_code == 422
    assert "There is nothing to ask again" in answer.text


def test_what_was_chosen_at_a_refused_start_is_still_chosen(sky, editor_client):
    answer = editor_client.post(preview(sky, "_attempts"), {"themes": ["actors"], "length": "7"})
    assert answer.status_code == 422
    assert re.findall(r'name="themes" value="(\w+)" checked', answer.text) == ["actors"]


def test_a_time_limit_is_shown_and_held(sky, editor_client):
    attempt = begin(editor_client, sky, mode="test", minutes="5")
    assert "The time ends at" in editor_client.get(f"{attempt}1/").text
    session = editor_client.session
    kept: dict[str, Any] = session[f"preview-{sky.pk}"]
    kept["deadline"] = (timezone.now() - timedelta(seconds=1)).isoformat()
    session.save()
    assert "The time ran out." in editor_client.get(attempt).text


CHANGED = "The draft has changed since that quiz was begun."
GONE = "That quiz is not kept any more."


def acts(client, attempt):
    """Do each thing that can be done with an attempt, with htmx and without."""
    for headers in (HTMX, {}):
        yield client.get(attempt, headers=headers, follow=True)
        yield client.get(f"{attempt}1/", headers=headers, follow=True)
        yield client.post(f"{attempt}1/", {"choice": "0"}, headers=headers, follow=True)
        yield client.post(f"{attempt}hand-in/", headers=headers, follow=True)


@pytest.mark.thorough
def test_where_the_questions_have_changed_a_quiz_begins_anew_with_a_word(sky, editor_client):
    attempt = begin(editor_client, sky)
    Claim.objects.update(text="The sky is grey.")
    for shown in acts(editor_client, attempt):
        assert [shown.status_code, CHANGED in shown.text] == [200, True]
        assert "Start: " in shown.text
    assert editor_client.get(begin(editor_client, sky), follow=True).status_code == 200


def test_a_change_beside_the_questions_lets_a_quiz_go_on(sky, editor_client):
    attempt = begin(editor_client, sky)
    Brief.objects.update(standfirst="Reworded.")
    assert CHANGED not in editor_client.get(f"{attempt}1/").text
    assert editor_client.get(f"{attempt}1/").status_code == 200


@pytest.mark.thorough
def test_anothers_quiz_is_not_shown(sky, editor_client, django_user_model):
    attempt = begin(editor_client, sky)
    other = Client()
    other.force_login(django_user_model.objects.create_superuser("other"))
    for shown in acts(other, attempt):
        assert [shown.status_code, GONE in shown.text] == [200, True]
    assert editor_client.get(f"{attempt}1/").status_code == 200


def test_a_quiz_begun_since_takes_the_place_of_the_one_before(sky, editor_client):
    first, second = begin(editor_client, sky), begin(editor_client, sky)
    assert GONE in editor_client.get(f"{first}1/", follow=True).text
    assert GONE not in editor_client.get(f"{second}1/", follow=True).text


@pytest.mark.thorough
def test_what_has_to_be_mended_is_told_with_the_way_there(sky, editor_client):
    attempt = begin(editor_client, sky)
    Brief.objects.update(standfirst="")
    Option.objects.filter(right=True).delete()
    places = {f"{change(sky)}#id_standfirst", change(Question.objects.get())}
    before = recorded()
    shown = [editor_client.get(preview(sky)), *acts(editor_client, attempt)]
    for response in shown:
        assert {place for _, _, place in response.context["problems"]} == places
        assert [place for place in places if f'href="{place}"' not in response.text] == []
        assert [response.status_code, "The sky is blue." in response.text] == [200, False]
    assert '<section id="quiz"' in shown[1].text
    assert recorded() == before


@pytest.mark.thorough
def test_a_draft_without_questions_has_no_quiz(sky, editor_client):
    attempt = begin(editor_client, sky)
    Question.objects.all().delete()
    page = editor_client.get(preview(sky))
    assert ["No quiz yet" in page.text, "data-hx-get" in page.text] == [True, False]
    for shown in acts(editor_client, attempt):
        assert [shown.status_code, "No quiz yet" in shown.text] == [200, True]


def staff(user_model, *permissions: str) -> Client:
    user = user_model.objects.create_user("staff", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("permissions", "status"), [([], 403), (["view_claim"], 403), (["view_brief"], 200)]
)
def test_who_may_look_at_a_brief_may_preview_it(sky, django_user_model, permissions, status):
    client = staff(django_user_model, *permissions)
    assert client.get(preview(sky)).status_code == status
    assert client.get(preview(sky, "_paper")).status_code == status
    begun = client.post(preview(sky, "_attempts"), EVERYTHING)
    assert begun.status_code == (302 if status == 200 else 403)


def test_a_stranger_is_sent_to_sign_in(sky, editor_client, client):
    attempt = begin(editor_client, sky)
    for address in (preview(sky), preview(sky, "_paper"), attempt, f"{attempt}1/"):
        assert client.get(address)["Location"] == f"/admin/login/?next={address}"
        # The panel cannot ask to sign in: the whole page does when it is loaded anew.
        panel = client.get(address, headers=HTMX)
        assert [panel.status_code, panel["HX-Refresh"], panel.text] == [200, "true", ""]
        assert "no-store" in panel["Cache-Control"]


@pytest.mark.parametrize("number", ["0", "99", "9" * 30])
def test_a_question_that_was_not_drawn_is_not_there(sky, editor_client, number):
    attempt = begin(editor_client, sky)
    assert editor_client.get(f"{attempt}{number}/").status_code == 404
    assert editor_client.post(f"{attempt}{number}/", {"choice": "0"}).status_code == 404


@pytest.mark.parametrize("sent", [{}, {"choice": "77"}, {"choice": "x" * 9999}, {"move": "up-1"}])
def test_what_is_no_answer_is_refused_beside_the_question(sky, editor_client, sent):
    attempt = begin(editor_client, sky, themes=["actors"])
    answer = editor_client.post(f"{attempt}1/", sent, headers=HTMX)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_an_unknown_brief_is_not_found(sky, editor_client):
    for name in ("", "_paper"):
        address = reverse(f"admin:briefing_brief_preview{name or '_page'}", args=[99])
        assert editor_client.get(address).status_code == 404


def test_other_methods_are_refused(sky, editor_client):
    attempt = begin(editor_client, sky)
    assert editor_client.post(preview(sky)).status_code == 405
    assert editor_client.get(preview(sky, "_attempts")).status_code == 405
    assert editor_client.get(f"{attempt}hand-in/").status_code == 405
    assert editor_client.delete(f"{attempt}1/").status_code == 405


@pytest.mark.thorough
def test_a_preview_costs_the_same_at_any_size(sky, brief, editor_client, queries):
    counted = []
    for each in (sky, brief):
        with queries() as seen:
            assert editor_client.get(preview(each)).status_code == 200
        counted.append(len(seen))
        attempt = begin(editor_client, each)
        with queries() as seen:
            assert editor_client.get(f"{attempt}1/", headers=HTMX).status_code == 200
        counted.append(len(seen))
    # Session, editor, brief; the draft with its text; and for the page how many editions there are.
    assert counted == [14, 13] * 2


def test_a_preview_shows_a_claim_as_readers_see_it_once_it_is_published(sky, editor_client, client):
    page = editor_client.get(preview(sky), {"page": "evidence"}).text
    publish(sky.pk)
    live = client.get("/briefs/sky/evidence/").text
    claims = [re.findall(r'<div id="c1".*?</div>', text, re.DOTALL) for text in (page, live)]
    # Readers are given the lasting address of the claim, which the draft has not yet.
    lasting = "/briefs/sky/editions/1/evidence/"
    assert claims[0] == [claim.replace(lasting, "") for claim in claims[1]] != []
    assert urlsplit(preview(sky)).path not in live
