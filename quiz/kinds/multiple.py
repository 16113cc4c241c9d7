from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from quiz.grading import partial_mark
from quiz.kinds.base import OptionDocument, QuestionDocument, UnreadableResponse


class MultipleQuestion(QuestionDocument):
    """Which of these are right? Several may be; wrong choices cost what right ones earn."""

    kind: Literal["multiple"]
    options: Annotated[tuple[OptionDocument, ...], Field(min_length=4, max_length=6)]

    several: ClassVar[bool] = True
    instruction: ClassVar[str] = "Choose all that apply. A wrong choice takes a right one away."

    @classmethod
    def fault(cls, options: Sequence[OptionDocument]) -> str | None:
        right = sum(option.right for option in options)
        if right == 0:
            return "No option is right. Mark those that are."
        if right == len(options):
            return "Every option is right. At least one must be wrong."
        return None

    def read(self, chosen: Sequence[int]) -> list[int]:
        if not chosen:
            raise UnreadableResponse("Choose at least one answer first.")
        return sorted(set(chosen))

    def mark(self, response: Sequence[int]) -> float:
        return partial_mark(self.right, frozenset(response))
