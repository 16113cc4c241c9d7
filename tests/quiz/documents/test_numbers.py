import pytest

from quiz.documents.numbers import part_of_a_point, whole_percent


@pytest.mark.parametrize(("earned", "of"), [(23, 40), (1, 8), (29, 200)])
def test_half_a_percent_is_rounded_up(earned, of):
    assert whole_percent(earned / of) == int(100 * earned / of) + 1


def test_every_whole_percentage_stays_what_it_is():
    assert [whole_percent(n / 100) for n in range(101)] == list(range(101))


@pytest.mark.parametrize(
    ("mark", "said"), [(1 / 2, "½"), (2 / 3, "⅔"), (1 / 7, "0.1"), (6 / 7, "0.9")]
)
def test_a_part_of_a_point_is_a_fraction_where_there_is_a_sign_for_it(mark, said):
    assert part_of_a_point(mark) == said
