import pytest

from quiz.documents.numbers import whole_percent


@pytest.mark.parametrize(("earned", "of"), [(23, 40), (1, 8), (29, 200)])
def test_half_a_percent_is_rounded_up(earned, of):
    assert whole_percent(earned / of) == int(100 * earned / of) + 1


def test_every_whole_percentage_stays_what_it_is():
    assert [whole_percent(n / 100) for n in range(101)] == list(range(101))
