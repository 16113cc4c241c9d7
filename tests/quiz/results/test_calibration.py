import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.choices import Sureness
from quiz.results.calibration import brier_score, levels, sureness_words

pairs = st.lists(st.tuples(st.sampled_from(Sureness.values), st.floats(0, 1)), min_size=1)


@given(pairs)
def test_a_brier_score_lies_between_0_and_1(given_pairs):
    assert 0 <= brier_score(given_pairs) <= 1


@pytest.mark.parametrize(
    ("given_pairs", "score"),
    [([(95, 1)], 0.0025), ([(95, 0)], 0.9025), ([(33, 0), (67, 1)], 0.1089)],
)
def test_it_is_the_mean_squared_distance_of_sureness_and_outcome(given_pairs, score):
    assert brier_score(given_pairs) == pytest.approx(score)


def test_without_a_word_of_sureness_there_is_no_score():
    with pytest.raises(ValueError, match="No answer says"):
        brier_score([])


@given(pairs)
def test_the_levels_count_every_answer_once(given_pairs):
    found = levels(given_pairs)
    assert sum(level.answers for level in found) == len(given_pairs)
    assert all(0 <= level.y <= 100 for level in found)


def test_a_level_says_how_much_was_right():
    level = levels([(95, 1), (95, 0), (95, 0)])[0]
    assert (level.word, level.stated, level.answers, level.right) == ("Certain", 95, 3, 33)


@pytest.mark.parametrize(
    ("given_pairs", "words"),
    [
        ([(95, 1)] * 5, "You judged well"),
        ([(95, 0)] * 5, "ran ahead of your score"),
        ([(33, 1)] * 5, "You know more than you think"),
        ([(67, 0), (33, 1)] * 3, "not answer by answer"),
    ],
)
def test_the_words_say_which_way_one_erred(given_pairs, words):
    assert words in sureness_words(given_pairs)
