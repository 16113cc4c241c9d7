"""What a simulated class of readers did must be found again in the reports."""

import statistics

import pytest
from django.test import Client
from django.urls import reverse

from briefing.editing.publishing import publish
from briefing.models import Claim
from briefing.reporting.brief_report import ordered
from quiz.models import Attempt, Question
from tests.support.briefing.simulated_readers import (
    DIFFICULTIES,
    address,
    discrimination,
    report_on,
    seat,
)
from tests.support.html import text_of
from tests.support.quiz.simulated_readers import chance_of_right

pytestmark = pytest.mark.django_db


def true_share(difficulty: float) -> float:
    """Return the share of right answers among readers of standard normal ability."""
    abilities = [statistics.NormalDist().inv_cdf((n + 0.5) / 2000) for n in range(2000)]
    return statistics.fmean(chance_of_right(ability, difficulty) for ability in abilities)


def ranks(values: list[float]) -> list[int]:
    return [sorted(values).index(value) for value in values]


@pytest.mark.thorough
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


@pytest.mark.thorough
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


@pytest.mark.thorough
def test_a_question_with_a_wrong_key_stands_out(twelve):
    seat(twelve, turned={"q5"})
    found = {w.question.key: w for w in report_on(twelve).page.present}
    assert discrimination(found["q5"]).interval.high < 0
    assert ordered(list(found.values()), "discrimination")[0].question.key == "q5"
    assert "Look whether the key is right" in found["q5"].discrimination_words


def test_what_was_chosen_how_sure_and_how_long_add_up(twelve):
    seat(twelve)
    wording = report_on(twelve).page.versions["q6"][0]
    chosen = {row.name: row.share.earned for row in wording.picks}
    assert chosen["Yes"] == wording.counts.right
    assert sum(chosen.values()) == 200
    assert sum(row.share.earned for row in wording.times) == wording.timed == 200
    # The simulated times are lognormal with a median of e³ seconds.
    assert wording.median_time is not None
    assert wording.median_time.interval.low <= 20.1 <= wording.median_time.interval.high
    assert 100 < wording.said_sure < 180


@pytest.mark.thorough
def test_where_readers_left_is_counted(twelve, editor_client):
    seat(twelve, leaving=0.4)
    turnout = report_on(twelve).page.turnout
    assert turnout.started == 200
    assert turnout.gone == Attempt.objects.filter(finished=None).count()
    assert turnout.places[-1].stayed.earned == turnout.finished
    assert turnout.completion.interval.low <= 0.6 <= turnout.completion.interval.high
    page = text_of(editor_client.get(address(twelve)).text)
    assert f"Started a quiz 200 Finished {turnout.finished} of the 200" in page


def test_who_is_still_answering_is_counted_apart(twelve):
    twelve.refresh_from_db()
    begin = reverse("quiz:attempts", args=[twelve.live.paper_id])
    for _ in range(3):
        sent = {"themes": "actors", "length": "5", "mode": "practice"}
        assert Client().post(begin, sent).status_code == 302
    turnout = report_on(twelve).page.turnout
    assert [turnout.started, turnout.going_on, turnout.gone] == [3, 3, 0]


def test_an_older_wording_is_told_apart_and_the_same_one_added_up(twelve, editor_client):
    seat(twelve, readers=30)
    Question.objects.filter(key="q1").update(prompt="Is it one?")
    Question.objects.filter(key="q2").update(explanation="Because.")
    publish(twelve.pk)
    seat(twelve, readers=20, seed=5)
    wordings = report_on(twelve).page.versions
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
    assert [w.counts.answers for w in report_on(twelve).page.versions["q1"]] == [20]


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
    assert report.page.versions["q1"][0].counts.answers == 30
