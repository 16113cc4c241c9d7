import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from quiz.attempts.score import Score, score
from quiz.kinds.multiple import partial_mark
from quiz.kinds.order import links_kept

positions = st.frozensets(st.integers(0, 9))
keys = st.frozensets(st.integers(0, 9), min_size=1)


@given(right=keys, chosen=positions)
def test_a_partial_mark_lies_between_nothing_and_all(right, chosen):
    assert 0 <= partial_mark(right, chosen) <= 1


@given(right=keys)
def test_the_key_earns_everything_and_an_empty_choice_nothing(right):
    assert partial_mark(right, right) == 1
    assert partial_mark(right, frozenset()) == 0


@given(right=keys, chosen=positions, wrong=st.integers(10, 20))
def test_a_wrong_choice_more_never_earns_more(right, chosen, wrong):
    assert partial_mark(right, chosen | {wrong}) <= partial_mark(right, chosen)


@pytest.mark.parametrize(
    ("chosen", "mark"), [({0}, 0.5), ({0, 1}, 1), ({0, 1, 2}, 0.5), ({0, 1, 2, 3}, 0), ({2, 3}, 0)]
)
def test_a_wrong_choice_takes_a_right_one_away(chosen, mark):
    assert partial_mark(frozenset({0, 1}), frozenset(chosen)) == mark


@given(st.integers(2, 7).flatmap(lambda n: st.permutations(range(n))))
def test_a_chain_earns_between_nothing_and_all_and_all_only_in_order(order):
    assert 0 <= links_kept(order) <= 1
    assert (links_kept(order) == 1) == (order == sorted(order))


@pytest.mark.parametrize(
    ("order", "mark"), [([0, 1, 2, 3], 1), ([3, 2, 1, 0], 0), ([2, 3, 0, 1], 2 / 3), ([], 0)]
)
def test_each_link_of_a_chain_that_is_kept_counts(order, mark):
    assert links_kept(order) == mark


@given(st.lists(st.floats(0, 1)))
def test_a_score_counts_the_questions_and_lies_within_a_hundred(marks):
    total = score(marks)
    assert total.questions == len(marks)
    assert 0 <= total.percent <= 100


@pytest.mark.parametrize(("marks", "percent"), [([], 0), ([1], 100), ([1, 0], 50), ([1, 1, 0], 67)])
def test_a_percentage_is_rounded_half_up(marks, percent):
    assert score(marks).percent == percent


@pytest.mark.parametrize(
    ("earned", "questions", "shown", "percent"),
    [
        (7, 10, "7", 70),
        (7.5, 10, "7.5", 75),
        (7 + 1 / 3, 10, "7.3", 73),
        (24 + 1 / 3, 99, "24", 25),
        (98.7, 99, "98", 99),
        (9.99, 10, "9.9", 99),
        (0.1, 99, "1", 1),
        (0.01, 10, "0.1", 1),
        (10, 10, "10", 100),
        (0, 99, "0", 0),
    ],
)
def test_points_are_shown_without_false_precision(earned, questions, shown, percent):
    found = Score(earned, questions)
    assert (found.shown, found.percent) == (shown, percent)


def test_points_are_written_as_the_language_does():
    with translation.override("de"):
        assert Score(7.5, 10).shown == "7,5"


def test_a_score_is_said_in_words():
    assert score([1, 1]).words == "Excellent: you know this brief well."
    assert score([0, 0]).words.startswith("Worth another read")
