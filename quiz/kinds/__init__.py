"""The kinds of question. A new kind is a module here, three templates, tests, and its lines below.

Kinds that editors write also have a line in `quiz.choices.KindName`, with a migration, and a
form in the readers and writers of `quiz.exchange`.
"""

from typing import Annotated

from pydantic import Field

from quiz.kinds.base import QuestionDocument
from quiz.kinds.judgement import JudgementQuestion
from quiz.kinds.match import MatchQuestion
from quiz.kinds.multiple import MultipleQuestion
from quiz.kinds.order import OrderQuestion
from quiz.kinds.short import ShortQuestion
from quiz.kinds.single import SingleQuestion
from quiz.kinds.standing import StandingQuestion

KINDS: dict[str, type[QuestionDocument]] = {
    "single": SingleQuestion,
    "multiple": MultipleQuestion,
    "judgement": JudgementQuestion,
    "match": MatchQuestion,
    "order": OrderQuestion,
    "short": ShortQuestion,
}

_Written = (
    SingleQuestion
    | MultipleQuestion
    | JudgementQuestion
    | MatchQuestion
    | OrderQuestion
    | ShortQuestion
)
WrittenQuestion = Annotated[_Written, Field(discriminator="kind")]
AnyQuestion = Annotated[_Written | StandingQuestion, Field(discriminator="kind")]
