"""Rows that are written together, among which unique values are swapped."""

import pytest

from quiz.models import Option, Question, Quiz, replace_rows
from quiz.question_rows import quiz_data, replace_questions
from tests.support.quiz.questions import ONE_OF_EACH

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz():
    quiz = Quiz.objects.create(title="The sky")
    written = [q.model_dump(mode="json", exclude_defaults=True) for q in ONE_OF_EACH.values()]
    replace_questions(
        quiz,
        [question | {"key": key} for key, question in zip(["q1", "q2"], written, strict=False)],
    )
    return quiz


def test_questions_swap_their_keys_and_options_their_texts(quiz):
    first, second = quiz_data(quiz)
    first["options"][0]["text"], first["options"][1]["text"] = (
        first["options"][1]["text"],
        first["options"][0]["text"],
    )
    swapped = [first | {"key": "q2"}, second | {"key": "q1"}]
    replace_questions(quiz, swapped)
    assert quiz_data(quiz) == swapped


def test_rows_that_others_refer_to_are_not_replaced(quiz):
    with pytest.raises(TypeError, match="Rows of Question are referred to"):
        replace_rows(Question.objects.all(), [])
    assert [Question.objects.count(), Option.objects.exists()] == [2, True]
