import json
import random
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from quiz.attempts.preview import PreviewAttempt, PreviewExpired
from quiz.attempts.recorded import start
from quiz.attempts.state import AttemptPlan, NothingToAsk
from quiz.attempts.urls import Addresses
from quiz.choices import Mode, Theme
from quiz.kinds.base import InvalidResponse
from quiz.models import Answer, Attempt
from quiz.paper import Passage, new_paper
from quiz.views.attempt import OwnAttempt
from tests.support.quiz.answers import right_to, wrong_to
from tests.support.quiz.questions import ONE_OF_EACH, WORDS

PASSAGE = Passage(
    text="The sky is blue.", standing="Reported", sign="●", paragraphs=(1,), bare="It is blue."
)
EVERYTHING = 99


def addresses(public_id):
    return Addresses("quiz:", (1,), (public_id,))


def paper_of(title="Sky", kinds=tuple(ONE_OF_EACH)):
    questions = [
        ONE_OF_EACH[kind].model_dump(exclude_defaults=True) | {"key": kind}
        for kind in kinds
        if kind != "standing"
    ]
    return new_paper(title, "/sky/", questions, {"c1": PASSAGE}, WORDS)


def rehearse(paper, mode=Mode.PRACTICE, minutes=None, length=EVERYTHING):
    """Begin a preview in a session of its own."""
    session: dict[str, Any] = {}
    begun = PreviewAttempt(session, "preview", paper, addresses)
    plan = AttemptPlan(mode, Theme.values, length, minutes)
    state = begun.start(plan, random.Random(7))
    return replace(begun, public_id=state.attempt.public_id)


def reread(preview):
    """The same preview, as another process finds it."""
    return replace(preview, session=json.loads(json.dumps(preview.session)))


@pytest.fixture
def preview():
    return rehearse(paper_of())


@pytest.fixture
def exam():
    return rehearse(paper_of(), Mode.TEST, minutes=5)


def test_every_kind_of_question_is_asked_and_marked_without_a_database(preview):
    for item in preview.find().items:
        preview = reread(preview)
        preview.give_answer(item.number, right_to(item) | {"sure": ["95"]})
    state = reread(preview).find()
    assert {item.question.kind for item in state.items} == set(ONE_OF_EACH)
    assert [state.closed, state.recorded, state.score.percent] == [True, False, 100]
    assert {item.sureness for item in state.items} == {"Certain"}


def look(state):
    """What a reader sees of a state, but for its address and its times."""
    items = [(i.question.key, i.order, i.mark_in_words, i.answered) for i in state.items]
    return [items, state.score, state.scores, state.closed, state.tells]


@pytest.mark.django_db
@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.TEST])
def test_a_rehearsal_goes_as_an_attempt_on_record_does(edition, mode):
    reader, plan = uuid4(), AttemptPlan(mode, Theme.values, 8)
    attempt = start(edition.paper, reader, plan, True, random.Random(7)).attempt
    record = OwnAttempt(reader, attempt.public_id)
    rehearsed = rehearse(edition.paper, mode, length=8)
    for number in range(1, 9):
        item = record.find().items[number - 1]
        for how in (wrong_to, right_to) if number % 2 else (right_to, wrong_to):
            seen = [keeper.give_answer(number, how(item)) for keeper in (record, rehearsed)]
            assert look(seen[0]) == look(seen[1])
    assert look(record.hand_in()) == look(rehearsed.hand_in())
    assert [Attempt.objects.count(), Answer.objects.count()] == [1, 8]


def test_the_first_answer_of_a_practice_stays(preview):
    item = preview.find().items[0]
    preview.give_answer(1, wrong_to(item))
    assert preview.give_answer(1, right_to(item)).items[0].mark == 0
    assert preview.give_answer(1, {}).items[0].mark == 0


def test_an_answer_of_a_test_may_be_changed_until_it_is_handed_in(exam):
    item = exam.find().items[0]
    exam.give_answer(1, wrong_to(item))
    assert not exam.give_answer(1, right_to(item)).tells
    state = exam.hand_in()
    assert [state.closed, state.score.earned] == [True, 1]
    assert exam.give_answer(1, wrong_to(item)).items[0].mark == 1


def test_a_practice_that_is_ended_early_has_the_score_of_what_was_answered(preview):
    assert not preview.hand_in().closed
    preview.give_answer(2, right_to(preview.find().items[1]))
    state = preview.hand_in()
    assert [state.closed, state.total, state.score.percent] == [True, 1, 100]


def test_when_the_time_is_up_what_was_given_counts_and_no_more(exam):
    items = exam.find().items
    exam.give_answer(1, right_to(items[0]))
    exam.session["preview"]["deadline"] = str(timezone.now() - timedelta(minutes=1))
    state = exam.give_answer(2, right_to(items[1]))
    assert [state.ran_out, state.items[1].answer] == [True, None]
    assert state.score.earned == 1


def test_looking_at_a_preview_whose_time_is_up_writes_nothing(exam):
    exam.session["preview"]["deadline"] = str(timezone.now() - timedelta(minutes=1))
    before = json.dumps(exam.session)
    assert exam.find().ran_out
    assert json.dumps(exam.session) == before


def test_what_is_no_answer_is_refused_and_nothing_is_kept_of_it(preview):
    with pytest.raises(InvalidResponse):
        preview.give_answer(1, {})
    assert preview.find().answered == []


@pytest.mark.parametrize("number", [0, 8, 999])
def test_a_question_that_was_not_drawn_is_not_there(preview, number):
    with pytest.raises(Attempt.DoesNotExist):
        preview.give_answer(number, {})


def test_a_plan_that_leaves_no_question_is_refused_and_the_old_run_stays(preview):
    with pytest.raises(NothingToAsk):
        preview.start(AttemptPlan(Mode.PRACTICE, [], 5), random.Random(1))
    assert preview.find().total == 7


def test_a_new_run_takes_the_place_of_the_old(preview):
    preview.start(AttemptPlan(Mode.PRACTICE, Theme.values, 2), random.Random(1))
    with pytest.raises(PreviewExpired) as fault:
        preview.find()
    assert not fault.value.changed


def test_other_questions_end_a_run(preview):
    other = replace(preview, paper=paper_of(kinds=("single", "short")))
    for act in (other.find, other.hand_in, lambda: other.give_answer(1, {})):
        with pytest.raises(PreviewExpired) as fault:
            act()
        assert fault.value.changed


@pytest.mark.parametrize("kept", [None, {}, "x", {"public_id": "x"}])
def test_a_session_that_keeps_nothing_of_ours_keeps_no_run(preview, kept):
    with pytest.raises(PreviewExpired):
        replace(preview, session={"preview": kept}).find()
