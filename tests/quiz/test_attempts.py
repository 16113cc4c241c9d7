import random
import threading
from uuid import uuid4

import pytest
from django.db import connection

from quiz.attempts import find_sitting, give_answer, start
from quiz.kinds.base import UnreadableResponse
from quiz.models import Answer, Attempt

READER = uuid4()
ALL = ("actors", "motives", "consequences")


@pytest.fixture
def attempt(edition):
    return start(edition.paper, READER, ALL, 3, random.Random(7))


def right_values(attempt, number):
    item = find_sitting(attempt.reader, attempt.public_id).items[number - 1]
    return [str(shown.value) for shown in item.options if shown.option.right]


def wrong_value(attempt, number):
    item = find_sitting(attempt.reader, attempt.public_id).items[number - 1]
    return next(str(shown.value) for shown in item.options if not shown.option.right)


def test_the_right_answer_earns_the_mark_and_leaves_the_rest_open(attempt):
    sitting = give_answer(READER, attempt.public_id, 1, right_values(attempt, 1))
    assert sitting.items[0].answer.mark == 1
    assert sitting.next_open.number == 2


def test_a_second_answer_changes_nothing(attempt):
    give_answer(READER, attempt.public_id, 1, [wrong_value(attempt, 1)])
    sitting = give_answer(READER, attempt.public_id, 1, right_values(attempt, 1))
    assert sitting.items[0].answer.mark == 0
    assert Answer.objects.count() == 1


def test_an_unreadable_second_answer_gives_the_first_verdict_too(attempt):
    give_answer(READER, attempt.public_id, 1, right_values(attempt, 1))
    assert give_answer(READER, attempt.public_id, 1, []).items[0].answer.mark == 1


def test_the_last_answer_finishes_the_attempt_with_its_score(attempt):
    give_answer(READER, attempt.public_id, 1, right_values(attempt, 1))
    give_answer(READER, attempt.public_id, 2, right_values(attempt, 2))
    give_answer(READER, attempt.public_id, 3, right_values(attempt, 3))
    attempt.refresh_from_db()
    assert attempt.score == 1
    assert attempt.finished is not None


@pytest.mark.parametrize("values", [[], ["99"], ["-1"], ["x"], ["1" * 5000], ["٣"]])
def test_what_is_no_answer_is_refused_and_not_kept(attempt, values):
    with pytest.raises(UnreadableResponse):
        give_answer(READER, attempt.public_id, 1, values)
    assert not Answer.objects.exists()


def test_another_reader_has_no_such_attempt(attempt):
    for stranger in (uuid4(), None):
        with pytest.raises(Attempt.DoesNotExist):
            give_answer(stranger, attempt.public_id, 1, ["0"])


@pytest.mark.parametrize("number", [0, 4, 999])
def test_a_question_that_was_not_drawn_is_not_there(attempt, number):
    with pytest.raises(Attempt.DoesNotExist):
        give_answer(READER, attempt.public_id, number, ["0"])


def test_an_answer_costs_at_most_four_queries_at_any_history(attempt, edition, queries):
    for seed in range(20):
        start(edition.paper, READER, ALL, 46, random.Random(seed))
    values = [right_values(attempt, number) for number in (1, 2, 3)]
    counts = []
    for number, chosen in enumerate(values, 1):
        with queries() as seen:
            give_answer(READER, attempt.public_id, number, chosen)
        counts.append(len(seen))
    # The attempt, the answer, all answers; at the end the finished attempt.
    assert counts == [3, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_many_answers_at_once_count_once_and_finish_once(edition):
    attempt = start(edition.paper, READER, ALL, 3, random.Random(7))
    values = {number: right_values(attempt, number) for number in (1, 2, 3)}
    faults: list[BaseException] = []

    def answer(number):
        try:
            give_answer(READER, attempt.public_id, number, values[number])
        except BaseException as fault:  # noqa: BLE001
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=(number,)) for number in (1, 2, 3) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    attempt.refresh_from_db()
    assert faults == []
    assert Answer.objects.count() == 3
    assert attempt.score == 1
