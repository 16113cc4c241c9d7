"""What a simulated class of readers did must be found again in the reports."""

import csv
import io
import re
import statistics
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from briefing.models import Brief, Claim
from briefing.publishing import publish
from briefing.report_files import FILES, as_csv
from briefing.reports import BriefReport, brief_report, ordered
from quiz.models import Attempt, Question
from quiz.wordings import Figure, Wording
from tests.briefing.desk import change
from tests.conftest import text_of
from tests.quiz.classroom import Classroom, chance_of_right

pytestmark = pytest.mark.django_db

DIFFICULTIES = {f"q{n}": -2.2 + 0.4 * n for n in range(1, 13)}


def address(brief: Brief, *place: str) -> str:
    name = "_".join(["briefing_brief_report", *place[:1]])
    return reverse(f"admin:{name}", args=[brief.pk, *place[1:]])


def many(number: int) -> dict[str, Any]:
    """Return the claims of a brief, and a question on each."""
    claim = {"section": "background", "standing": "established", "paragraphs": [1]}
    options = [{"text": text, "right": text == "Yes", "feedback": "So."} for text in ("Yes", "No")]
    options.append({"text": "Perhaps", "feedback": "No."})
    question = {"theme": "actors", "skill": "recall", "kind": "single", "explanation": "So."}
    numbers = range(1, number + 1)
    return {
        "claims": [{"key": f"c{n}", "text": f"Claim number {n}.", **claim} for n in numbers],
        "questions": [
            {"key": f"q{n}", "prompt": f"Is it {n}?", "evidence": [f"c{n}"], **question}
            | {"options": options}
            for n in numbers
        ],
    }


@pytest.fixture
def twelve(published) -> Brief:
    """A brief with twelve claims, and a question on each."""
    brief: Brief = published(**many(12)).brief
    return brief


def seat(brief: Brief, difficulties=DIFFICULTIES, readers=200, seed=4, **how: Any) -> None:
    brief.refresh_from_db()
    assert brief.live is not None
    assert brief.live.paper is not None
    room = Classroom(brief.live.paper, difficulties, seed, how.pop("turned", ()))
    room.sit(readers, len(difficulties), **how)


def report_on(brief: Brief) -> BriefReport:
    found = brief_report(Brief.objects.select_related("live__paper").get(pk=brief.pk))
    assert found is not None
    return found


def true_share(difficulty: float) -> float:
    """Return the share of right answers among readers of standard normal ability."""
    abilities = [statistics.NormalDist().inv_cdf((n + 0.5) / 2000) for n in range(2000)]
    return statistics.fmean(chance_of_right(ability, difficulty) for ability in abilities)


def ranks(values: list[float]) -> list[int]:
    return [sorted(values).index(value) for value in values]


def discrimination(wording: Wording) -> Figure:
    assert wording.discrimination is not None
    return wording.discrimination


def test_a_class_of_200_is_found_again_in_the_questions(twelve):
    seat(twelve)
    found = {wording.question.key: wording for wording in report_on(twelve).page.present}
    rights = [found[key].right for key in DIFFICULTIES]
    true = [true_share(difficulty) for difficulty in DIFFICULTIES.values()]
    assert {right.answers for right in rights} == {200}
    assert statistics.correlation(ranks([r.value for r in rights]), ranks(true)) > 0.97
    within = [r.interval.low <= t <= r.interval.high for r, t in zip(rights, true, strict=True)]
    assert sum(within) >= 11
    tells = [discrimination(found[key]) for key in DIFFICULTIES]
    assert sum(figure.interval.low > 0 for figure in tells) >= 10
    assert all(figure.interval.high > 0 for figure in tells)
    assert ordered(list(found.values()), "hardest")[0].question.key == "q12"


def test_a_class_of_200_is_found_again_in_the_claims(twelve):
    seat(twelve)
    report = report_on(twelve)
    for key, difficulty in DIFFICULTIES.items():
        lost = report.claims[key.replace("q", "c")].lost
        assert lost.value == pytest.approx(1 - true_share(difficulty), abs=0.09)
    misread = [found.claim.key for found in report.misread]
    assert misread == sorted(misread, key=lambda key: -report.claims[key].lost.value)
    assert {"c12", "c11", "c10", "c9"} <= set(misread)
    assert not {"c1", "c2", "c3", "c4"} & set(misread)


def test_a_question_with_a_wrong_key_stands_out(twelve):
    seat(twelve, turned={"q5"})
    found = {w.question.key: w for w in report_on(twelve).page.present}
    assert discrimination(found["q5"]).interval.high < 0
    assert ordered(list(found.values()), "discrimination")[0].question.key == "q5"
    assert "Look whether the key is right" in found["q5"].discrimination_words


def test_what_was_chosen_how_sure_and_how_long_add_up(twelve):
    seat(twelve)
    wording = report_on(twelve).page.wordings["q6"][0]
    chosen = {row.name: row.share.earned for row in wording.picks}
    assert chosen["Yes"] == wording.counts.right
    assert sum(chosen.values()) == 200
    assert sum(row.share.earned for row in wording.times) == wording.timed == 200
    # The simulated times are lognormal with a median of e³ seconds.
    assert wording.median_time is not None
    assert wording.median_time.interval.low <= 20.1 <= wording.median_time.interval.high
    assert 100 < wording.said_sure < 180


def test_where_readers_left_is_counted(twelve, editor_client):
    seat(twelve, leaving=0.4)
    turnout = report_on(twelve).page.turnout
    assert turnout.started == 200
    assert turnout.gone == Attempt.objects.filter(finished=None).count()
    assert turnout.places[-1].stayed.earned == turnout.finished
    assert turnout.completion.interval.low <= 0.6 <= turnout.completion.interval.high
    page = text_of(editor_client.get(address(twelve)).text)
    assert f"Started a quiz 200 Finished {turnout.finished} of the 200" in page


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


def test_an_older_wording_is_told_apart_and_the_same_one_added_up(twelve, editor_client):
    seat(twelve, readers=30)
    Question.objects.filter(key="q1").update(prompt="Is it one?")
    Question.objects.filter(key="q2").update(explanation="Because.")
    publish(twelve.pk)
    seat(twelve, readers=20, seed=5)
    wordings = report_on(twelve).page.wordings
    assert [(w.question.prompt, w.counts.answers, w.current) for w in wordings["q1"]] == [
        ("Is it one?", 20, True),
        ("Is it 1?", 30, False),
    ]
    assert [w.counts.answers for w in wordings["q2"]] == [50]
    page = text_of(editor_client.get(address(twelve, "question", "q1")).text)
    assert page.index("As it is asked now") < page.index("Is it one?")
    assert page.index("An older wording") < page.index("Is it 1?")
    assert "Not asked like this any more" in editor_client.get(address(twelve)).text


def test_a_wording_that_comes_back_is_the_one_it_was(twelve):
    seat(twelve, readers=10)
    for prompt in ("Is it one?", "Is it 1?"):
        Question.objects.filter(key="q1").update(prompt=prompt)
        publish(twelve.pk)
    seat(twelve, readers=10, seed=5)
    assert [w.counts.answers for w in report_on(twelve).page.wordings["q1"]] == [20]


def test_a_question_that_is_gone_is_still_reported(twelve, editor_client):
    seat(twelve, readers=10)
    Question.objects.get(key="q1").delete()
    publish(twelve.pk)
    report = report_on(twelve)
    assert [w.question.key for w in report.page.past] == ["q1"]
    page = editor_client.get(address(twelve, "question", "q1"))
    assert "This question is not asked any more." in page.text


def test_a_claim_that_was_reworded_starts_anew(twelve):
    seat(twelve, readers=30)
    Claim.objects.filter(key="c1").update(text="Clearer.")
    publish(twelve.pk)
    report = report_on(twelve)
    assert [report.claims[key].lost.answers for key in ("c1", "c2")] == [0, 30]
    assert report.page.wordings["q1"][0].counts.answers == 30


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


@pytest.mark.parametrize("order", ["hardest", "discrimination", "time", "left", "brief", "odd"])
def test_questions_stand_in_the_order_asked_for(twelve, editor_client, order):
    seat(twelve, leaving=0.3)
    rows = re.findall(r'questions/([\w-]+)/">[\w-]+</a>', order_page(editor_client, twelve, order))
    known = order if order != "odd" else "hardest"
    expected = ordered(report_on(twelve).page.present, known)
    assert rows == [wording.question.key for wording in expected]


def order_page(client: Client, brief: Brief, order: str) -> str:
    return str(client.get(f"{address(brief)}?order={order}").text)


def test_that_some_answers_wait_to_be_counted_is_said(twelve, editor_client, monkeypatch):
    words = "Reload this page to go on counting."
    assert words not in editor_client.get(address(twelve)).text
    monkeypatch.setattr("briefing.reports.count_page", lambda page, seconds: False)
    for place in [(), ("claims",), ("question", "q1")]:
        assert words in editor_client.get(address(twelve, *place)).text


def table(client: Client, there: str) -> list[dict[str, str]]:
    body = b"".join(client.get(there)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body)))


def test_the_tables_hold_what_the_pages_say(twelve, editor_client):
    seat(twelve, leaving=0.2)
    report = report_on(twelve)
    questions = {row["question"]: row for row in table(editor_client, csv_of(twelve, "questions"))}
    wording = report.page.wordings["q3"][0]
    assert questions["q3"]["answers"] == str(wording.counts.answers)
    assert float(questions["q3"]["right share"]) == round(wording.right.value, 4)
    assert float(questions["q3"]["discrimination"]) == round(discrimination(wording).value, 4)
    readers = {
        row["readers"]: row["count"] for row in table(editor_client, csv_of(twelve, "readers"))
    }
    assert (readers["started"], readers["finished"]) == ("200", str(report.page.turnout.finished))
    claims = [row for row in table(editor_client, csv_of(twelve, "claims")) if row["claim"] == "c3"]
    assert [row["question"] for row in claims] == ["all", "q3", "standing-c3"]
    assert claims[0]["answers"] == str(report.claims["c3"].lost.answers)


def csv_of(brief: Brief, name: str) -> str:
    return address(brief, "file", name)


def test_the_details_can_be_those_of_one_question(twelve, editor_client):
    seat(twelve, readers=20)
    rows = table(editor_client, f"{csv_of(twelve, 'details')}?question=q3")
    assert {row["question"] for row in rows} == {"q3"}
    chosen = [row for row in rows if row["what"] == "chosen"]
    assert [(row["name"], row["right"]) for row in chosen] == [
        ("Yes", "yes"),
        ("No", "no"),
        ("Perhaps", "no"),
    ]
    assert sum(int(row["count"]) for row in chosen) == 20


def test_a_table_is_silent_under_ten_answers(twelve, editor_client):
    seat(twelve, readers=9)
    rows = table(editor_client, csv_of(twelve, "questions"))
    row = next(row for row in rows if row["question"] == "q1")
    assert (row["answers"], row["right share"], row["median seconds"]) == ("9", "", "")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("a=1", "a=1"),
        (-0.25, "-0.25"),
        (None, ""),
    ],
)
def test_no_cell_is_taken_for_a_formula(value, cell):
    lines = "".join(as_csv([[value, "end"]]))
    assert lines == f"\ufeff{cell},end\r\n"


def test_a_table_is_a_file_with_the_name_of_the_brief(twelve, editor_client):
    answer = editor_client.get(csv_of(twelve, "claims"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="sky-claims.csv"'
    assert "no-cache" in answer["Cache-Control"]


@pytest.mark.sqlite
def test_every_report_costs_the_same_at_10_and_at_1000_rows(published, editor_client, queries):
    for slug, number in (("small", 10), ("large", 1000)):
        brief = published(slug=slug, **many(number)).brief
        seat(brief, {f"q{n}": 0.0 for n in range(1, number + 1)}, readers=2)
        editor_client.get(address(brief))
        for place in PLACES:
            with queries() as seen:
                b"".join(editor_client.get(address(brief, *place)))
            assert (place, number, len(seen)) == (place, number, 9)


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
    assert counted == [9] * 4
