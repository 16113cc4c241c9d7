from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from quiz.documents.schema import StrOrPromise
from quiz.kinds.base import OptionDocument
from quiz.kinds.choice import OneRightQuestion

# What a document says, in whatever language the site is.
TEXTS = ("True", "False", "Not said")
_SHOWN = {
    "True": pgettext_lazy("of a statement", "True"),
    "False": pgettext_lazy("of a statement", "False"),
    "Not said": pgettext_lazy("of a statement", "Not said"),
}


class JudgementQuestion(OneRightQuestion):
    """Is a statement true or false by the brief, or does the brief not say?"""

    kind: Literal["judgement"]
    options: Annotated[tuple[OptionDocument, ...], Field(min_length=3, max_length=3)]

    shuffles: ClassVar[bool] = False
    options_translated: ClassVar[bool] = True
    instruction: ClassVar[StrOrPromise] = _("Judge the statement by the brief alone.")
    writing: ClassVar[StrOrPromise] = _(
        "Three options: True, False, Not said, in this order; one is right."
    )

    @classmethod
    def fault(cls, options: Sequence[OptionDocument]) -> str | None:
        if tuple(option.text for option in options) != TEXTS:
            return gettext("The options of a judgement are %(options)s, in this order.") % {
                "options": ", ".join(TEXTS)
            }
        return super().fault(options)

    def text_of(self, position: int) -> str:
        return str(_SHOWN[self.options[position].text])
