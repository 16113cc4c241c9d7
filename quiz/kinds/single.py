from typing import Annotated, ClassVar, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from quiz.documents.schema import StrOrPromise
from quiz.kinds.base import OptionDocument
from quiz.kinds.choice import OneRightQuestion


class SingleQuestion(OneRightQuestion):
    """Which one of these is right?"""

    kind: Literal["single"]
    options: Annotated[tuple[OptionDocument, ...], Field(min_length=3, max_length=5)]

    instruction: ClassVar[StrOrPromise] = _("Choose one.")
    writing: ClassVar[StrOrPromise] = _("Three to five options, one of them right.")
