"""Questions as editors write them, frozen as papers, and what readers answer."""

from quiz.models.attempts import IDLE, Answer, Attempt, AttemptQuerySet, ReviewCard
from quiz.models.papers import Paper, PaperQuerySet
from quiz.models.questions import Option, Question, Quiz
from quiz.models.rows import replace_rows
from quiz.models.tallies import Tally, Turnout

__all__ = [
    "IDLE",
    "Answer",
    "Attempt",
    "AttemptQuerySet",
    "Option",
    "Paper",
    "PaperQuerySet",
    "Question",
    "Quiz",
    "ReviewCard",
    "Tally",
    "Turnout",
    "replace_rows",
]
