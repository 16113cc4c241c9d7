from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from quiz.grading import partial_mark
from quiz.kinds.base import OptionDocument
from quiz.kinds.choice import ChoiceQuestion


class MultipleQuestion(ChoiceQuestion):
    """Which of these are right? Marked by `quiz.grading.partial_mark`."""

    kind: Literal["multiple"]
    options: Annotated[tuple[OptionDocument, ...], Field(min_length=4, max_length=6)]

    several: ClassVar[bool] = True
    on_paper: ClassVar[str] = "Tick all that apply."
    instruction: ClassVar[str] = "Choose all that apply. Each wrong choice cancels a right one."
    writing: ClassVar[str] = "Four to six options, at least one right and one wrong."

    @classmethod
    def fault(cls, options: Sequence[OptionDocument]) -> str | None:
        right = sum(option.right for option in options)
        if right == 0:
            return "No option is right. Mark those that are."
        if right == len(options):
            return "Every option is right. At least one must be wrong."
        return None

    def mark(self, response: Any) -> float:
        return partial_mark(self.right, frozenset(response))
