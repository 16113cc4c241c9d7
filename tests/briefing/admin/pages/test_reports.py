import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from briefing.editing.publishing import publish, unpublish
from briefing.reporting.brief_report import ordered
from briefing.reporting.csv_export import FILES
from config.operations.models import JobRun
from quiz.models import Attempt, Question
from quiz.reporting.tallies import COUNTING
from tests.support.briefing.desk_forms import change
from tests.support.briefing.simulated_readers import address, many, report_on, seat
from tests.support.html import text_of

pytestmark = pytest.mark.django_db


def test_under_ten_answers_nothing_is_said(twelve, editor_client):
    seat(twelve, readers=9)
    page = text_of(editor_client.get(address(twelve, "question", "q1")).text)
    assert "Wholly right too few to say: 9 answers" in page
    assert "Median time too few to say: 9 timed answers" in page
    claims = text_of(editor_client.get(address(twelve, "claims")).text)
    assert claims.count("too few to say: 9 answers") == 24
    # All answers together are many, so only the brief as a whole has a share.
    assert text_of(editor_client.get(address(twelve)).text).count("too few to say") == 24 + 1
    seat(twelve, readers=1, seed=5)
    page = text_of(editor_client.get(address(twelve, "question", "q1")).text)
    assert "too few" not in page.partition("How sure")[0]


@pytest.mark.thorough
def test_the_claims_report_is_the_brief_with_the_misread_marked(twelve, editor_client):
    seat(twelve)
    page = editor_client.get(address(twelve, "claims")).text
    assert [f"Claim number {n}." in page for n in range(1, 13)] == [True] * 12
    marked = re.findall(r'class="reported( is-misread)?">\s*<div id="(c\d+)"', page)
    misread = {found.claim.key for found in report_on(twelve).misread}
    assert {key for mark, key in marked if mark} == misread
    assert page.count("Often misread") == len(misread) > 0


def test_the_reports_of_a_brief_no_one_can_read_yet_say_so(sky, editor_client):
    page = text_of(editor_client.get(address(sky)).text)
    assert "There is nothing to report yet" in page
    assert editor_client.get(address(sky, "claims")).status_code == 404
    assert "none yet" in editor_client.get(reverse("admin:briefing_brief_changelist")).text
    assert address(sky) not in editor_client.get(change(sky)).text


@pytest.mark.thorough
def test_the_reports_of_a_brief_that_was_taken_back_stay(twelve, editor_client):
    seat(twelve, readers=10)
    unpublish(twelve.pk)
    for place in [(), ("claims",), ("question", "q1"), ("file", "claims")]:
        assert editor_client.get(address(twelve, *place)).status_code == 200
    page = text_of(editor_client.get(address(twelve)).text)
    assert "Started a quiz 10 Finished 10" in page
    for there in (reverse("admin:briefing_brief_changelist"), change(twelve)):
        assert address(twelve) in editor_client.get(there).text


@pytest.mark.thorough
def test_a_published_brief_without_answers_has_empty_reports(twelve, editor_client):
    for place in [(), ("claims",), ("question", "q1"), *(("file", name) for name in FILES)]:
        answer = editor_client.get(address(twelve, *place))
        assert (place, answer.status_code) == (place, 200)
    for page in (reverse("admin:briefing_brief_changelist"), change(twelve)):
        assert address(twelve) in editor_client.get(page).text


@pytest.mark.parametrize(
    "place", [("question", "q99"), ("file", "secrets"), ("question", "standing-c99")]
)
def test_what_is_not_there_is_not_found(twelve, editor_client, place):
    assert editor_client.get(address(twelve, *place)).status_code == 404


PLACES: list[tuple[str, ...]] = [
    *((), ("claims",), ("question", "q1"), ("file", "questions"), ("file", "details")),
    *(("file", "claims"), ("file", "readers")),
]
places = pytest.mark.parametrize("place", PLACES, ids="-".join)


@places
def test_reports_are_for_those_who_may_look_at_briefs(twelve, django_user_model, place):
    there = address(twelve, *place)
    assert Client().get(there)["Location"] == f"/admin/login/?next={there}"
    user = django_user_model.objects.create_user("staff", is_staff=True)
    client = Client()
    client.force_login(user)
    assert client.get(there).status_code == 403
    user.user_permissions.set(Permission.objects.filter(codename="view_brief"))
    assert client.get(there).status_code == 200


@places
def test_reports_are_read_and_never_sent(twelve, editor_client, place):
    assert editor_client.post(address(twelve, *place)).status_code == 405


@places
def test_no_report_says_who_a_reader_is(twelve, editor_client, place):
    seat(twelve, readers=12)
    body = b"".join(editor_client.get(address(twelve, *place))).decode()
    readers = Attempt.objects.values_list("reader", "public_id")
    assert [number for row in readers for number in row if str(number) in body] == []
    assert ' style="' not in body


@pytest.mark.thorough
@pytest.mark.parametrize("order", ["hardest", "discrimination", "time", "left", "brief", "odd"])
def test_questions_stand_in_the_order_asked_for(twelve, editor_client, order):
    seat(twelve, leaving=0.3)
    page = editor_client.get(f"{address(twelve)}?order={order}").text
    rows = re.findall(r'questions/([\w-]+)/">[\w-]+</a>', page)
    known = order if order != "odd" else "hardest"
    expected = ordered(report_on(twelve).page.present, known)
    assert rows == [wording.question.key for wording in expected]


@pytest.mark.parametrize("place", [(), ("claims",), ("question", "q1")])
def test_it_is_said_when_answers_were_last_counted_and_whether_they_are(
    twelve, editor_client, place
):
    page = editor_client.get(address(twelve, *place)).text
    assert "New answers are not being counted" in page
    assert "Answers counted up to" not in page
    now = timezone.now()
    JobRun.objects.create(job=COUNTING, ended=now, succeeded=now)
    page = editor_client.get(address(twelve, *place)).text
    assert "New answers are not being counted" not in page
    assert f"Answers counted up to {now.day} {now:%B %Y, %H:%M} UTC." in page


@pytest.mark.thorough
@pytest.mark.sqlite
def test_every_report_costs_the_same_at_10_and_at_1000_rows(published, editor_client, queries):
    for slug, number in (("small", 10), ("large", 1000)):
        brief = published(slug=slug, **many(number)).brief
        seat(brief, {f"q{n}": 0.0 for n in range(1, number + 1)}, readers=2)
        editor_client.get(address(brief))
        for place in PLACES:
            with queries() as seen:
                b"".join(editor_client.get(address(brief, *place)))
            assert (place, number, len(seen)) == (place, number, 8)


@pytest.mark.thorough
def test_a_report_costs_the_same_after_many_editions(twelve, editor_client, queries):
    counted = []
    for n in range(4):
        Question.objects.filter(key="q1").update(prompt=f"Is it really {n}?")
        publish(twelve.pk)
        seat(twelve, readers=10, seed=n)
        editor_client.get(address(twelve))
        with queries() as seen:
            editor_client.get(address(twelve))
        counted.append(len(seen))
    assert counted == [8] * 4
