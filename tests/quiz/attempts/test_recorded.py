import random
import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from quiz.attempts import recorded
from quiz.attempts.recorded import find_state, give_answer, hand_in, start
from quiz.attempts.sql import keep_first, own_attempt
from quiz.attempts.state import AttemptPlan, NothingToAsk, read_answer
from quiz.choices import Mode
from quiz.kinds.base import InvalidResponse
from quiz.models import Answer, Attempt
from tests.support.quiz.answers import right, wrong

READER = uuid4()
ALL = ("actors", "motives", "consequences")


def begin(edition, mode=Mode.PRACTICE, length=3, minutes=None, seed=7):
    plan = AttemptPlan(mode, ALL, length, minutes)
    return start(edition.paper, READER, plan, True, random.Random(seed)).attempt


@pytest.fixture
def attempt(edition):
    return begin(edition)


@pytest.fixture
def exam(edition):
    return begin(edition, Mode.TEST)


@pytest.fixture
def timed(edition):
    return begin(edition, Mode.TEST, minutes=5)


def answer(attempt, number, sent):
    return give_answer(attempt.reader, attempt.public_id, number, sent)


def rewind(attempt, minutes):
    Attempt.objects.filter(pk=attempt.pk).update(
        deadline=timezone.now() - timedelta(minutes=minutes)
    )


def test_the_right_answer_earns_the_mark_and_leaves_the_rest_open(attempt):
    state = answer(attempt, 1, right(attempt, 1))
    assert state.items[0].mark == 1
    assert state.next_open.number == 2


def test_a_second_answer_changes_nothing(attempt):
    answer(attempt, 1, wrong(attempt, 1))
    assert answer(attempt, 1, right(attempt, 1)).items[0].mark == 0
    assert Answer.objects.count() == 1


def test_an_unreadable_second_answer_gives_the_first_verdict_too(attempt):
    answer(attempt, 1, right(attempt, 1))
    assert answer(attempt, 1, {}).items[0].mark == 1


def test_the_last_answer_finishes_the_attempt_with_its_score(attempt):
    for number in (1, 2, 3):
        answer(attempt, number, right(attempt, number))
    attempt.refresh_from_db()
    assert attempt.score == 1
    assert attempt.finished is not None


def test_an_end_that_was_cut_off_is_shown_and_stored_by_the_next_answer(attempt):
    for number in (1, 2, 3):
        answer(attempt, number, right(attempt, number))
    Attempt.objects.update(finished=None, score=None)
    assert find_state(READER, attempt.public_id).score.percent == 100
    assert Attempt.objects.get().finished is None
    assert answer(attempt, 3, right(attempt, 3)).closed
    assert Attempt.objects.get().score == 1


@pytest.mark.parametrize("sure", ["12", "x", "-33", "9" * 500])
def test_a_sureness_that_is_none_is_refused(attempt, sure):
    with pytest.raises(InvalidResponse, match="how sure"):
        answer(attempt, 1, {**right(attempt, 1), "sure": [sure]})


def test_sureness_is_kept_and_may_be_left_out(attempt):
    assert answer(attempt, 1, {**right(attempt, 1), "sure": ["95"]}).items[0].sureness == "Certain"
    assert answer(attempt, 2, {**right(attempt, 2), "sure": [""]}).items[1].sureness == ""


def test_another_reader_has_no_such_attempt(attempt):
    for stranger in (uuid4(), None):
        with pytest.raises(Attempt.DoesNotExist):
            give_answer(stranger, attempt.public_id, 1, {"choice": ["0"]})


@pytest.mark.parametrize("number", [0, 4, 999])
def test_a_question_that_was_not_drawn_is_not_there(attempt, number):
    with pytest.raises(Attempt.DoesNotExist):
        answer(attempt, number, {"choice": ["0"]})


def test_a_plan_that_leaves_no_question_is_refused(edition):
    with pytest.raises(NothingToAsk):
        start(
            edition.paper,
            READER,
            AttemptPlan(Mode.MISSED, ALL, 20, keys=set()),
            True,
            random.Random(1),
        )
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    ("mode", "counts"),
    [
        # The attempt, the answer, all answers; at the end of a practice the finished attempt.
        (Mode.PRACTICE, [3, 3, 4]),
        # The attempt, whether it is open, the answer, all answers.
        (Mode.TEST, [4, 4, 4]),
    ],
)
def test_an_answer_costs_at_most_four_queries_at_any_history(edition, queries, mode, counts):
    for seed in range(20):
        begin(edition, length=46, seed=seed)
    attempt = begin(edition, mode)
    sent = [right(attempt, number) for number in (1, 2, 3)]
    seen = []
    for number, values in enumerate(sent, 1):
        with queries() as counted:
            answer(attempt, number, values)
        seen.append(len(counted))
    assert seen == counts


def test_an_answer_of_a_test_may_be_changed_until_it_is_handed_in(exam):
    answer(exam, 1, wrong(exam, 1))
    answer(exam, 1, right(exam, 1))
    assert Answer.objects.get().mark == 1
    assert not find_state(READER, exam.public_id).tells


def test_a_test_with_every_answer_stays_open_until_it_is_handed_in(exam):
    for number in (1, 2, 3):
        answer(exam, number, right(exam, number))
    assert not find_state(READER, exam.public_id).closed
    assert hand_in(READER, exam.public_id).score.percent == 100


def test_open_questions_count_as_not_right_when_a_test_is_handed_in(exam):
    answer(exam, 1, right(exam, 1))
    state = hand_in(READER, exam.public_id)
    assert state.attempt.score == pytest.approx(1 / 3)
    assert (state.score.earned, state.score.questions) == (1, 3)


def test_after_handing_in_nothing_changes(exam):
    answer(exam, 1, wrong(exam, 1))
    hand_in(READER, exam.public_id)
    assert answer(exam, 1, right(exam, 1)).items[0].mark == 0
    assert answer(exam, 2, right(exam, 2)).items[1].answer is None
    before = Attempt.objects.get().finished
    assert hand_in(READER, exam.public_id).attempt.finished == before


def test_a_practice_that_is_ended_early_has_the_score_of_what_was_answered(attempt):
    answer(attempt, 2, right(attempt, 2))
    state = hand_in(READER, attempt.public_id)
    assert (state.closed, state.total, state.score.percent) == (True, 1, 100)
    assert len(Attempt.objects.get().draw) == 1


def test_a_practice_without_an_answer_goes_on(attempt):
    assert not hand_in(READER, attempt.public_id).closed
    assert len(Attempt.objects.get().draw) == 3


def test_when_the_time_is_up_what_was_given_counts_and_no_more(timed):
    answer(timed, 1, right(timed, 1))
    rewind(timed, 1)
    state = answer(timed, 2, right(timed, 2))
    assert state.ran_out
    assert state.items[1].answer is None
    assert state.attempt.score == pytest.approx(1 / 3)


def test_looking_at_a_test_whose_time_is_up_shows_its_end_and_writes_nothing(timed, queries):
    answer(timed, 1, right(timed, 1))
    rewind(timed, 1)
    with queries() as seen:
        state = find_state(READER, timed.public_id)
    assert [state.ran_out, state.tells, state.attempt.score] == [True, True, pytest.approx(1 / 3)]
    assert [query["sql"].split()[0] for query in seen] == ["SELECT", "SELECT"]
    assert Attempt.objects.get().finished is None


def test_an_unreadable_answer_after_the_time_is_up_is_no_error(timed):
    rewind(timed, 1)
    assert answer(timed, 1, {}).closed


@pytest.mark.django_db(transaction=True)
def test_an_attempt_that_was_removed_meanwhile_takes_no_answer(attempt):
    said = read_answer(find_state(READER, attempt.public_id).items[0], right(attempt, 1))
    Attempt.objects.all().delete()
    assert not keep_first(attempt, said)


@pytest.fixture
def overtaken(monkeypatch):
    """Let something happen after an attempt was looked up, and before anything is done with it."""

    def by(act):
        def found(*args):
            monkeypatch.undo()
            attempt = own_attempt(*args)
            act()
            return attempt

        monkeypatch.setattr(recorded, "own_attempt", found)

    return by


def test_an_attempt_that_was_removed_meanwhile_is_not_there(attempt, overtaken):
    sent = right(attempt, 1)
    overtaken(lambda: Attempt.objects.all().delete())
    with pytest.raises(Attempt.DoesNotExist):
        answer(attempt, 1, sent)


def test_a_test_that_was_handed_in_meanwhile_is_shown_as_closed(exam, overtaken):
    sent = right(exam, 1)
    overtaken(lambda: hand_in(READER, exam.public_id))
    assert answer(exam, 1, sent).closed
    overtaken(lambda: hand_in(READER, exam.public_id))
    assert hand_in(READER, exam.public_id).closed
    assert not Answer.objects.exists()


def test_an_answer_to_what_was_put_aside_meanwhile_is_not_kept(attempt, overtaken):
    answer(attempt, 1, wrong(attempt, 1))
    sent = right(attempt, 2)
    overtaken(lambda: hand_in(READER, attempt.public_id))
    state = answer(attempt, 2, sent)
    assert [state.closed, state.total, Answer.objects.count()] == [True, 1, 1]


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_many_answers_at_once_count_once_and_finish_once(edition):
    attempt = begin(edition)
    sent = {number: right(attempt, number) for number in (1, 2, 3)}
    faults = together([lambda n=number: answer(attempt, n, sent[n]) for number in (1, 2, 3) * 3])
    attempt.refresh_from_db()
    assert faults == []
    assert Answer.objects.count() == 3
    assert attempt.score == 1


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_a_test_handed_in_while_answers_come_has_the_score_of_the_answers_it_keeps(edition):
    attempt = begin(edition, Mode.TEST)
    sent = {number: right(attempt, number) for number in (1, 2, 3)}
    acts = [lambda n=number: answer(attempt, n, sent[n]) for number in (1, 2, 3)]
    faults = together([*acts, lambda: hand_in(READER, attempt.public_id), *acts])
    attempt.refresh_from_db()
    kept = sum(Answer.objects.values_list("mark", flat=True))
    assert faults == []
    assert attempt.score == pytest.approx(kept / 3)


def together(acts):
    """Run the acts at once in threads; return what was raised."""
    faults: list[BaseException] = []

    def run(act):
        try:
            act()
        except BaseException as fault:  # noqa: BLE001
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults
