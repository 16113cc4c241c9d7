from uuid import uuid4

import pytest
from django.test import RequestFactory

from quiz.attempts.recorded import find_state
from quiz.models import Attempt, Tally
from quiz.reporting.tallies import count_all, count_new, others_earned
from quiz.results.context import as_text, results_context, spell_seconds
from tests.quiz.results.test_history import take
from tests.support.quiz.answers import right, wrong


def context(attempt):
    list(count_all())
    request = RequestFactory().get("/")
    return results_context(request, find_state(attempt.reader, attempt.public_id))


def sure(how, level):
    return lambda attempt, number: {**how(attempt, number), "sure": [str(level)]}


def test_sureness_is_set_against_what_was_right(edition):
    seen = context(take(edition, uuid4(), sure(right, 95), length=10))
    assert seen["brier"] == pytest.approx(0.0025)
    assert [(level.word, level.answers, level.right) for level in seen["levels"]] == [
        ("Certain", 10, 100)
    ]
    assert seen["sure_and_wrong"] == []


def test_what_one_was_sure_of_and_wrong_about_is_named_first(client, edition):
    attempt = take(edition, uuid4(), sure(wrong, 95))
    assert [item.number for item in context(attempt)["sure_and_wrong"]] == [1, 2, 3]


def test_fewer_than_ten_rated_answers_say_nothing_of_sureness(edition):
    seen = context(take(edition, uuid4(), sure(right, 95), length=9))
    assert (seen["brier"], seen["levels"], seen["brier_words"]) == (None, [], "")


def test_what_was_missed_is_offered_again(client, edition):
    attempt = take(edition, uuid4(), wrong)
    assert context(attempt)["missed"] == 3
    assert context(take(edition, attempt.reader, right))["missed"] == 0


def test_without_sureness_nothing_is_said_of_it(edition):
    seen = context(take(edition, uuid4()))
    assert (seen["brier"], seen["levels"]) == (None, [])


@pytest.mark.thorough
def test_others_are_compared_from_twenty_on_and_never_before(edition):
    own = take(edition, uuid4(), right)
    for _ in range(19):
        take(edition, uuid4(), wrong)
    assert context(own)["others"] is None
    take(edition, uuid4(), wrong)
    assert context(own)["others"] == pytest.approx(0, abs=1e-9)


@pytest.mark.thorough
def test_a_second_attempt_does_not_count_for_the_comparison(edition):
    readers = [uuid4() for _ in range(10)]
    for reader in readers * 3:
        take(edition, reader, wrong)
    own = take(edition, uuid4())
    assert context(own)["others"] is None
    assert {tally.answers for tally in Tally.objects.all()} == {11}


def test_each_attempt_is_tallied_once(edition):
    take(edition, uuid4())
    count_new(edition.paper)
    count_new(edition.paper)
    assert [tally.answers for tally in Tally.objects.all()] == [1, 1, 1]
    assert Attempt.objects.get().tallied


def test_an_unfinished_attempt_is_not_tallied(edition):
    take(edition, uuid4())
    Attempt.objects.update(finished=None, score=None)
    count_new(edition.paper)
    assert not Tally.objects.exists()


def test_others_are_none_where_nobody_answered(edition):
    assert others_earned(edition.paper, ["q1"], {}) is None


def test_the_text_to_pass_on_gives_no_answer_away(edition):
    attempt = take(edition, uuid4())
    state = find_state(attempt.reader, attempt.public_id)
    text = as_text(state, "http://testserver/briefs/sky/")
    assert text.splitlines()[1:3] == ["3 of 3 (100%)", "🟩🟩🟩"]
    assert text.endswith("http://testserver/briefs/sky/")
    said = [item.question.key_said() for item in state.items]
    assert [words for words in said if words in text] == []


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "less than a second"),
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (7300, "2 hours"),
        (200000, "2 days"),
    ],
)
def test_a_time_is_said_in_words(seconds, words):
    assert spell_seconds(seconds) == words
