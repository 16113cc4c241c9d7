from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from quiz.documents.schema import StrOrPromise
from quiz.kinds.base import OptionDocument
from quiz.kinds.choice import ChoiceQuestion


def partial_mark(right: frozenset[int], chosen: frozenset[int]) -> float:
    """Return the mark, 0 to 1, of a choice among options of which several may be right.

    The number of right options chosen, less the number of wrong ones chosen, over the number of
    right options, and never below 0 (H5P's rule for multiple choice). Choosing everything earns
    nothing where half or more of the options are wrong.
    """
    return max(0.0, (len(chosen & right) - len(chosen - right)) / len(right))


class MultipleQuestion(ChoiceQuestion):
    """Which of these are right? Marked by `partial_mark`."""

    kind: Literal["multiple"]
    options: Annotated[tuple[OptionDocument, ...], Field(min_length=4, max_length=6)]

    several: ClassVar[bool] = True
    on_paper: ClassVar[StrOrPromise] = _("Circle every letter that applies.")
    instruction: ClassVar[StrOrPromise] = _(
        "Choose all that apply. Each wrong choice cancels a right one."
    )
    writing: ClassVar[StrOrPromise] = _("Four to six options, at least one right and one wrong.")

    @classmethod
    def fault(cls, options: Sequence[OptionDocument]) -> str | None:
        right = sum(option.right for option in options)
        if right == 0:
            return gettext("No option is right. Mark those that are.")
        if right == len(options):
            return gettext("Every option is right. At least one must be wrong.")
        return None

    def mark(self, response: Any) -> float:
        return partial_mark(self.right, frozenset(response))
