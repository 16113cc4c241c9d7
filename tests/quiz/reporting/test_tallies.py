import random
import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from quiz.attempts.recorded import close_overdue, give_answer, hand_in, start
from quiz.attempts.state import AttemptPlan
from quiz.choices import Mode
from quiz.models import Answer, Attempt, Tally, Turnout
from quiz.reporting.statistics import PairSums
from quiz.reporting.tallies import A_LOOK, count_new, count_page, counted_marks
from tests.support.quiz.answers import item, right, wrong

ALL = ("actors", "motives", "consequences")
READER = uuid4()


def begin(edition, mode=Mode.PRACTICE, length=4, minutes=None, reader=READER):
    plan = AttemptPlan(mode, ALL, length, minutes)
    return start(edition.paper, reader, plan, True, random.Random(3)).attempt


def answer(attempt, *numbers, how=right):
    for number in numbers:
        give_answer(attempt.reader, attempt.public_id, number, how(attempt, number))


def days_pass(days=2):
    """Let everything have happened so many days before."""
    by = timedelta(days=days)
    for attempt in Attempt.objects.all():
        deadline = attempt.deadline and attempt.deadline - by
        Attempt.objects.filter(pk=attempt.pk).update(
            started=attempt.started - by, deadline=deadline
        )
    for given in Answer.objects.all():
        Answer.objects.filter(pk=given.pk).update(given=given.given - by)


def turnout():
    found = Turnout.objects.get()
    return found.finished, {place: count for place, count in found.left.items() if count}


def tallied():
    """Return answers and leavings by question, and how many pairs of marks there are."""
    rows = Tally.objects.all()
    return (
        {row.question: row.answers for row in rows if row.answers},
        {row.question: row.left for row in rows if row.left},
        sum(PairSums(*row.rests).n for row in rows),
    )


def keys(attempt):
    return [key for key, _ in attempt.draw]


def test_an_attempt_of_today_is_not_left_yet(edition):
    answer(begin(edition), 1, 2)
    assert count_page(edition.paper.page_key, 5) is True
    assert not Tally.objects.exists()


def test_one_left_for_a_day_counts_where_it_was_left(edition):
    attempt = begin(edition)
    answer(attempt, 1, 2)
    days_pass()
    count_new(edition.paper)
    one, two, three, _ = keys(attempt)
    assert turnout() == (0, {"2": 1})
    assert tallied() == ({one: 1, two: 1}, {three: 1}, 0)


def test_an_answer_of_today_keeps_an_old_attempt_from_being_left(edition):
    attempt = begin(edition)
    answer(attempt, 1)
    days_pass()
    answer(attempt, 2)
    assert count_new(edition.paper) == 0


def test_one_left_that_goes_on_is_neither_lost_nor_doubled(edition):
    attempt = begin(edition)
    answer(attempt, 1, 2)
    days_pass()
    count_new(edition.paper)
    answer(attempt, 3)
    days_pass()
    count_new(edition.paper)
    assert turnout() == (0, {"3": 1})
    assert tallied() == (dict.fromkeys(keys(attempt)[:3], 1), {keys(attempt)[3]: 1}, 0)
    answer(attempt, 4)
    count_new(edition.paper)
    count_new(edition.paper)
    assert turnout() == (1, {})
    assert tallied() == (dict.fromkeys(keys(attempt), 1), {}, 4)
    assert Attempt.objects.get().left is None


def test_one_left_that_is_ended_by_hand_is_counted_as_finished(edition):
    attempt = begin(edition)
    answer(attempt, 1, 2)
    days_pass()
    count_new(edition.paper)
    hand_in(READER, attempt.public_id)
    count_new(edition.paper)
    assert turnout() == (1, {})
    assert tallied() == (dict.fromkeys(keys(attempt)[:2], 1), {}, 2)


def test_a_test_is_counted_when_it_can_change_no_more(edition):
    attempt = begin(edition, Mode.TEST)
    answer(attempt, 1, 2, how=wrong)
    days_pass()
    count_new(edition.paper)
    assert turnout() == (0, {"2": 1})
    assert tallied() == ({}, {keys(attempt)[2]: 1}, 0)
    answer(attempt, 1)
    hand_in(READER, attempt.public_id)
    count_new(edition.paper)
    assert turnout() == (1, {})
    assert tallied() == (dict.fromkeys(keys(attempt)[:2], 1), {}, 2)
    assert Tally.objects.get(question=keys(attempt)[0]).right == 1


def test_a_test_whose_time_was_up_is_finished_by_the_next_look(edition):
    attempt = begin(edition, Mode.TEST, minutes=10)
    answer(attempt, 1)
    days_pass()
    count_page(edition.paper.page_key, 5)
    attempt.refresh_from_db()
    assert (attempt.finished, attempt.score) == (attempt.deadline, 0.25)
    assert turnout() == (1, {})


def test_a_test_whose_time_is_not_long_up_is_left_to_its_reader(edition):
    begin(edition, Mode.TEST, minutes=10)
    Attempt.objects.update(deadline=timezone.now() - timedelta(hours=1))
    close_overdue(edition.paper.page_key)
    assert Attempt.objects.get().finished is None


def test_only_the_first_attempt_counts(edition):
    answer(begin(edition), 1, 2, 3, 4)
    Attempt.objects.update(first=False)
    assert count_new(edition.paper) == 0


def test_it_is_kept_what_was_chosen_how_sure_and_how_long_it_took(edition):
    attempt = begin(edition)
    said = right(attempt, 1)
    give_answer(READER, attempt.public_id, 1, {**said, "sure": ["67"]})
    answer(attempt, 2, 3, 4, how=wrong)
    Answer.objects.filter(question=keys(attempt)[0]).update(
        given=attempt.started + timedelta(seconds=12)
    )
    count_new(edition.paper)
    asked = item(attempt, 1).question
    tally = Tally.objects.get(question=asked.key)
    chosen = [asked.picks()[int(place)].right for place in tally.picks]
    assert (chosen, list(tally.picks.values())) == ([True] * len(chosen), [1] * len(chosen))
    assert tally.sure == {"67": [1, 1.0]}
    assert (tally.times.index(1), sum(tally.times)) == (2, 1)
    assert tally.rests[:3] == [1, 1, pytest.approx(sum_of_others(attempt))]


def sum_of_others(attempt):
    return sum(a.mark for a in attempt.answers.exclude(question=keys(attempt)[0])) / 3


def test_a_test_says_nothing_of_how_long_an_answer_took(edition):
    attempt = begin(edition, Mode.TEST)
    answer(attempt, 1, 2, 3, 4)
    hand_in(READER, attempt.public_id)
    count_new(edition.paper)
    assert {tuple(tally.times) for tally in Tally.objects.all()} == {()}


def test_an_attempt_of_one_question_has_no_rest(edition):
    answer(begin(edition, length=1), 1)
    count_new(edition.paper)
    assert Tally.objects.get().rests == []


def test_the_tallies_know_which_marks_of_a_reader_they_hold(edition):
    attempt = begin(edition)
    answer(attempt, 1)
    days_pass()
    assert counted_marks(READER, edition.paper) == {}
    count_new(edition.paper)
    answer(attempt, 2)
    assert counted_marks(READER, edition.paper) == {keys(attempt)[0]: 1.0}
    answer(attempt, 3, 4)
    count_new(edition.paper)
    assert counted_marks(READER, edition.paper) == dict.fromkeys(keys(attempt), 1.0)


def test_a_look_counts_so_many_and_the_next_ones_the_rest(edition):
    attempts = [
        Attempt(
            paper=edition.paper,
            reader=uuid4(),
            draw=[],
            first=True,
            finished=timezone.now(),
            score=0,
        )
        for _ in range(A_LOOK + 1)
    ]
    Attempt.objects.bulk_create(attempts)
    assert count_page(edition.paper.page_key, 0) is False
    assert turnout() == (A_LOOK, {})
    assert count_page(edition.paper.page_key, 5) is True
    assert turnout() == (A_LOOK + 1, {})


def test_a_look_at_nothing_new_costs_two_queries_for_any_number_of_papers(edition, queries):
    with queries() as seen:
        count_page(edition.paper.page_key, 5)
    assert len(seen) == 2


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_several_who_count_at_once_count_each_attempt_once(edition):
    for _ in range(6):
        answer(begin(edition, reader=uuid4()), 1, 2, 3, 4)

    def count():
        count_new(edition.paper)
        connection.close()

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    count_new(edition.paper)
    assert turnout()[0] == 6
    assert set(Tally.objects.values_list("answers", flat=True)) == {6}
