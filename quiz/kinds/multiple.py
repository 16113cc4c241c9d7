from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from quiz.grading import partial_mark
from quiz.kinds.base import OptionDocument, StrOrPromise
from quiz.kinds.choice import ChoiceQuestion


class MultipleQuestion(ChoiceQuestion):
    """Which of these are right? Marked by `quiz.grading.partial_mark`."""

    kind: Literal["multiple"]
    options: Annotated[tuple[OptionDocument, ...], Field(min_length=4, max_length=6)]

    several: ClassVar[bool] = True
    on_paper: ClassVar[StrOrPromise] = _("Tick all that apply.")
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
