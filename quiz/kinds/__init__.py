"""The kinds of question, one module each. A new kind is a module here and a line in `KINDS`."""

from typing import Annotated

from pydantic import Field

from quiz.kinds.base import QuestionDocument
from quiz.kinds.judgement import JudgementQuestion
from quiz.kinds.multiple import MultipleQuestion
from quiz.kinds.single import SingleQuestion

KINDS: dict[str, type[QuestionDocument]] = {
    "single": SingleQuestion,
    "multiple": MultipleQuestion,
    "judgement": JudgementQuestion,
}

AnyQuestion = Annotated[
    SingleQuestion | MultipleQuestion | JudgementQuestion, Field(discriminator="kind")
]
