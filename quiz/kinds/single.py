from typing import Annotated, ClassVar, Literal

from pydantic import Field

from quiz.kinds.base import OneRightQuestion, OptionDocument


class SingleQuestion(OneRightQuestion):
    """Which one of these is right?"""

    kind: Literal["single"]
    options: Annotated[tuple[OptionDocument, ...], Field(min_length=3, max_length=5)]

    instruction: ClassVar[str] = "Choose one."
