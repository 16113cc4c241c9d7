import random

from hypothesis import given
from hypothesis import strategies as st

from quiz.attempts.draw import draw
from quiz.paper import read_paper


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
    assert len(keys) == min(length, sum(q.theme in themes for q in bundled.questions))


def test_every_theme_gets_its_share(bundled):
    by_key = {question.key: question for question in bundled.questions}
    drawn = draw(bundled.questions, {"actors", "motives", "consequences"}, 9, random.Random(1))
    themes = [by_key[one.question].theme for one in drawn]
    assert sorted(themes.count(theme) for theme in set(themes)) == [3, 3, 3]


def test_questions_of_standing_are_drawn_from_each_standing_in_turn(edition):
    questions = read_paper(edition.paper).questions
    by_key = {question.key: question for question in questions}
    drawn = draw(questions, {"standing"}, 5, random.Random(1))
    assert len({by_key[one.question].key_said() for one in drawn}) == 5


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
