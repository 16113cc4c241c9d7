import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.attempts.draw import draw
from quiz.choices import Theme
from tests.support.quiz.questions import ONE_OF_EACH


@given(
    seed=st.integers(),
    length=st.integers(1, 60),
    themes=st.sets(st.sampled_from(["actors", "motives"]), min_size=1),
)
def test_a_draw_has_no_question_twice_and_only_of_the_themes(bundled, seed, length, themes):
    by_key = {question.key: question for question in bundled.questions}
    drawn = draw(bundled.questions, themes, length, random.Random(seed))
    keys = [one.question for one in drawn]
    assert len(keys) == len(set(keys))
    assert {by_key[key].theme for key in keys} <= themes
    excluded = [pair for q in map(by_key.get, keys) if q for pair in q.excludes if pair in keys]
    assert excluded == []
    assert len(keys) == length or len(keys) > 0.5 * sum(
        q.theme in themes for q in bundled.questions
    )


def test_every_theme_gets_its_share(bundled):
    by_key = {question.key: question for question in bundled.questions}
    drawn = draw(bundled.questions, {"actors", "motives", "consequences"}, 9, random.Random(1))
    themes = [by_key[one.question].theme for one in drawn]
    assert sorted(themes.count(theme) for theme in set(themes)) == [3, 3, 3]


def bank(written=20, standing=12, **excludes):
    """Make a bank of questions on two themes and on standing; keywords exclude."""
    questions = [
        ONE_OF_EACH["single"].model_copy(
            update={"key": f"q{n}", "theme": Theme.ACTORS if n % 2 else Theme.MOTIVES}
        )
        for n in range(written)
    ]
    questions += [
        ONE_OF_EACH["standing"].model_copy(update={"key": f"s{n}"}) for n in range(standing)
    ]
    return [q.model_copy(update={"excludes": excludes.get(q.key, ())}) for q in questions]


def drawn_often(questions, themes, length, times=400):
    return [
        {one.question for one in draw(questions, themes, length, random.Random(seed))}
        for seed in range(times)
    ]


ALL_THEMES = ["actors", "motives", "standing"]


def test_at_most_two_of_ten_ask_how_something_is_known():
    draws = drawn_often(bank(), ALL_THEMES, 10)
    assert {len(found) for found in draws} == {10}
    assert max(sum(key[0] == "s" for key in found) for found in draws) == 2


@pytest.mark.parametrize("standing", [1, 3, 5, 12])
def test_no_question_on_standing_is_for_more_than_a_quarter_of_readers(standing):
    draws = drawn_often(bank(standing=standing), ALL_THEMES, 10)
    counts = Counter(key for found in draws for key in found if key[0] == "s")
    # Three standard errors above a quarter.
    assert max(counts.values()) <= 400 * 0.25 + 3 * (400 * 0.25 * 0.75) ** 0.5


def test_whoever_asks_for_standings_alone_gets_them():
    draws = drawn_often(bank(), ["standing"], 10, times=20)
    assert {len(found) for found in draws} == {10}


def test_questions_that_exclude_each_other_are_never_drawn_together():
    questions = bank(q0=("q1", "q2"), q4=("s0",))
    for found in drawn_often(questions, ALL_THEMES, 20):
        together = [pair for pair in ("q0 q1", "q0 q2", "q4 s0") if found.issuperset(pair.split())]
        assert together == []


def test_a_draw_of_all_is_the_largest_there_is():
    star = {"q0": ("q1", "q2", "q3")}
    chain = {"q5": ("q6",), "q6": ("q7",), "q7": ("q8",), "q8": ("q9",)}
    (found,) = drawn_often(bank(10, 0, **star, **chain), ["actors", "motives"], 99, times=1)
    assert found == {"q1", "q2", "q3", "q4", "q5", "q7", "q9"}


def test_options_are_shuffled_but_for_judgements(bundled):
    by_key = {question.key: question for question in bundled.questions}
    drawn = draw(bundled.questions, {"actors", "motives", "consequences"}, 99, random.Random(1))
    natural = [list(one.order) == sorted(one.order) for one in drawn]
    keeping = [by_key[one.question].kind == "judgement" for one in drawn]
    assert all(kept for kept, keeps in zip(natural, keeping, strict=True) if keeps)
    assert not all(natural)


def test_a_scale_keeps_its_order(bundled):
    scale = next(question for question in bundled.questions if question.in_order)
    assert scale.drawn(random.Random(1)) == list(range(len(scale.options)))


def test_chance_alone_decides(bundled):
    themes = {"actors", "motives", "consequences"}
    one, same, other = (
        draw(bundled.questions, themes, 10, random.Random(seed)) for seed in (1, 1, 2)
    )
    assert one == same
    assert one != other
