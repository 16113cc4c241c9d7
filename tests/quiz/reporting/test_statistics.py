import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.reporting.statistics import (
    TIME_EDGES,
    Interval,
    PairSums,
    Proportion,
    added,
    discrimination_words,
    fisher,
    item_rest_correlation,
    median_interval,
    quantile,
    time_bin,
    wilson,
)

counts = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
pairs = st.lists(
    st.tuples(st.sampled_from([0.0, 0.5, 1.0]), st.floats(0, 1, width=16)), min_size=2, max_size=60
)
bins = st.lists(
    st.integers(0, 50), min_size=len(TIME_EDGES) - 1, max_size=len(TIME_EDGES) - 1
).filter(any)


def sums_of(given_pairs):
    sums = PairSums()
    for x, y in given_pairs:
        sums.add(x, y)
    return sums


@pytest.mark.parametrize(
    ("right", "answers", "low", "high"),
    # Newcombe, R. G. (1998): Two-sided confidence intervals for the single proportion. Statistics
    # in Medicine 17, 857–872, table I, method 3.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_intervals(right, answers, low, high):
    interval = wilson(right, answers)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=0.00005)


@given(counts)
def test_an_interval_holds_its_share_and_stays_within_0_and_1(count):
    right, answers = count
    interval = wilson(right, answers)
    assert 0 <= interval.low <= right / answers <= interval.high <= 1
    turned = wilson(answers - right, answers)
    assert (1 - turned.high, 1 - turned.low) == pytest.approx((interval.low, interval.high))


@given(counts)
def test_more_answers_make_a_narrower_interval(count):
    right, answers = count
    few, many = wilson(right, answers), wilson(4 * right, 4 * answers)
    assert many.high - many.low < few.high - few.low


def test_half_a_mark_counts_half():
    assert wilson(5.5, 11) == wilson(11 / 2, 11)
    assert wilson(5.5, 11).low < 0.5 < wilson(5.5, 11).high


@pytest.mark.parametrize(("earned", "answers"), [(0, 0), (1, 0), (3, 2), (-1, 2)])
def test_what_is_no_share_is_refused(earned, answers):
    with pytest.raises(ValueError, match="is no share"):
        wilson(earned, answers)


@pytest.mark.parametrize(("answers", "known"), [(0, False), (9, False), (10, True)])
def test_nothing_is_known_under_ten_answers(answers, known):
    assert Proportion(0, answers).known is known


def test_a_share_is_said_in_whole_percents():
    share = Proportion(81, 263)
    assert (share.percent, share.low, share.high) == (31, 26, 37)


def test_the_correlation_of_right_and_wrong_is_the_point_biserial():
    right, wrong = [0.9, 0.7, 0.8], [0.2, 0.5]
    found = item_rest_correlation(sums_of([(1, y) for y in right] + [(0, y) for y in wrong]))
    spread = statistics.pstdev(right + wrong)
    apart = statistics.mean(right) - statistics.mean(wrong)
    assert found == pytest.approx(apart / spread * math.sqrt(3 / 5 * 2 / 5))


@given(pairs)
def test_it_is_pearsons_for_any_marks_or_none(given_pairs):
    found = item_rest_correlation(sums_of(given_pairs))
    xs, ys = zip(*given_pairs, strict=True)
    if found is None:
        assert min(statistics.pvariance(xs), statistics.pvariance(ys)) < 1e-8
    else:
        assert found == pytest.approx(statistics.correlation(xs, ys), abs=1e-4)


@given(pairs, pairs)
def test_sums_of_two_looks_add_up_to_those_of_one(one, other):
    together, apart = sums_of(one + other), sums_of(one) + sums_of(other)
    assert (together.n, together.xy) == (apart.n, pytest.approx(apart.xy))


def test_fishers_interval_is_the_one_worked_by_hand():
    # atanh 0.6 = 0.6931, 1/√(28 − 3) = 0.2, and 0.6931 ± 0.3920 turned back.
    interval = fisher(0.6, 28)
    assert (interval.low, interval.high) == pytest.approx((0.2923, 0.7951), abs=0.0001)


def test_a_correlation_of_three_pairs_has_no_interval():
    with pytest.raises(ValueError, match="fewer than four"):
        fisher(0.5, 3)


@pytest.mark.parametrize("whole", [-1.0, 1.0])
def test_a_whole_correlation_leaves_no_doubt(whole):
    assert fisher(whole, 10) == Interval(whole, whole)


@pytest.mark.parametrize(
    ("value", "low", "high", "words"),
    [
        (-0.4, -0.6, -0.1, "Look whether the key is right"),
        (0.1, -0.1, 0.3, "More answers may show"),
        (0.1, 0.05, 0.15, "but weakly"),
        (0.3, 0.2, 0.4, "from the others."),
        (0.5, 0.4, 0.6, "very well"),
    ],
)
def test_discrimination_is_said_in_plain_words(value, low, high, words):
    assert words in discrimination_words(value, Interval(low, high))


@pytest.mark.parametrize(
    ("seconds", "place"), [(-3, 0), (0, 0), (4.9, 0), (5, 1), (599, 11), (600, 11), (1e9, 11)]
)
def test_a_time_falls_in_its_bin_and_the_longest_in_the_last(seconds, place):
    assert time_bin(seconds) == place


def test_a_median_of_counts_is_the_one_worked_by_hand():
    # Of 20 the tenth is the sixth of the ten between 10 and 20: 10 + 10 × 6/10.
    assert quantile([4, 10, 6], [0, 10, 20, 40], 0.5) == 16


@given(st.lists(st.floats(0, 599), min_size=1, max_size=80))
def test_a_median_lies_in_the_bin_of_the_true_one(seconds):
    counted = added(([int(time_bin(s) == i) for i in range(12)] for s in seconds), 12)
    true = statistics.median_low(seconds)
    place = time_bin(true)
    assert TIME_EDGES[place] <= quantile(counted, TIME_EDGES, 0.5) <= TIME_EDGES[place + 1]


@given(bins)
def test_quantiles_rise_and_the_interval_holds_the_median(counted):
    found = [quantile(counted, TIME_EDGES, share / 10) for share in range(11)]
    assert found == sorted(found)
    interval = median_interval(counted, TIME_EDGES)
    assert interval.low <= found[5] <= interval.high


def test_a_median_of_nothing_is_refused():
    with pytest.raises(ValueError, match="Nothing was counted"):
        quantile([0, 0], [0, 1, 2], 0.5)


def test_rows_of_counts_are_added_place_by_place():
    assert added([[1, 2], [], [3, 4]], 2) == [4, 6]
