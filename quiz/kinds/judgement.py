from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from quiz.kinds.base import OptionDocument
from quiz.kinds.choice import OneRightQuestion

TEXTS = ("True", "False", "Not said")


class JudgementQuestion(OneRightQuestion):
    """Is a statement true or false by the brief, or does the brief not say?"""

    kind: Literal["judgement"]
    options: Annotated[tuple[OptionDocument, ...], Field(min_length=3, max_length=3)]

    shuffles: ClassVar[bool] = False
    instruction: ClassVar[str] = "Judge the statement by the brief alone."
    writing: ClassVar[str] = "Three options: True, False, Not said, in this order; one is right."

    @classmethod
    def fault(cls, options: Sequence[OptionDocument]) -> str | None:
        if tuple(option.text for option in options) != TEXTS:
            return f"The options of a judgement are {', '.join(TEXTS)}, in this order."
        return super().fault(options)
