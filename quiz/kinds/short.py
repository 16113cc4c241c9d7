import random
import unicodedata
from collections.abc import Sequence
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import Field, PrivateAttr

from quiz.documents.schema import StrOrPromise
from quiz.kinds.base import (
    FormValues,
    InvalidResponse,
    OptionDocument,
    Order,
    Pick,
    QuestionDocument,
)
from quiz.kinds.typed.letters import plain
from quiz.kinds.typed.names import EXACT, Distance, distance, listed_after

LONGEST = 100


class ShortQuestion(QuestionDocument):
    """A name, a term or a number, typed in. Right options are accepted; wrong ones are mistakes.

    A mistake is matched before an accepted name only where it is met more closely. A slip is not
    forgiven where it comes as close to another name that is known. The response is the text
    typed. The mark is 1 or 0.
    """

    kind: Literal["short"]
    options: Annotated[tuple[OptionDocument, ...], Field(min_length=1, max_length=10)]

    template: ClassVar[str] = "quiz/kinds/_short.html"
    answered_template: ClassVar[str] = "quiz/kinds/short_answered.jinja"
    sheet_template: ClassVar[str] = "quiz/kinds/_sheet_short.html"
    on_paper: ClassVar[StrOrPromise] = _("Write a name or a term.")
    instruction: ClassVar[StrOrPromise] = _(
        "Type a name, a term or a number. Capitals, accents and small slips do not count; "
        "numbers must be exact."
    )
    writing: ClassVar[StrOrPromise] = _(
        "The accepted spellings, each marked right; the first is shown. Not right: known mistakes."
    )

    typed: ClassVar[bool] = True

    # Names of the page that an answer might mean instead.
    _known: tuple[str, ...] = PrivateAttr(())

    def knowing(self, names: Sequence[str]) -> Self:
        known = self.model_copy()
        known._known = tuple(names)
        return known

    @classmethod
    def fault(cls, options: Sequence[OptionDocument]) -> str | None:
        if not any(option.right for option in options):
            return gettext("No spelling is accepted. Mark those that are right.")
        if any(not plain(option.text) for option in options):
            return gettext("A spelling needs at least one letter or digit.")
        return None

    def drawn(self, rng: random.Random) -> list[int]:
        return []

    def read(self, sent: FormValues, order: Order) -> str:
        typed = " ".join((*sent.get("text", ()), "")[0].split())
        if len(typed) > LONGEST:
            raise InvalidResponse(
                gettext("Shorten your answer to %(longest)s characters.") % {"longest": LONGEST}
            )
        if not plain(typed):
            raise InvalidResponse(gettext("Type an answer first."))
        if any(unicodedata.category(c) in ("Cc", "Cs") for c in typed):
            raise InvalidResponse(gettext("Remove the characters that cannot be shown."))
        return typed

    def fill(self, response: Any, order: Order) -> FormValues:
        return {"text": [response]}

    def met(self, response: Any) -> OptionDocument | None:
        """Return the option that an answer is taken for, if any."""
        found = [(distance(response, option.text), option) for option in self.options]
        near = [(apart, not option.right, option) for apart, option in found if apart is not None]
        apart, mistaken, met = min(near, key=lambda each: each[:2], default=(EXACT, True, None))
        return met if mistaken or not self._is_doubtful(response, apart) else None

    def _is_doubtful(self, response: str, apart: Distance) -> bool:
        """Return whether an accepted answer may as well mean another name, or names two."""
        if apart == EXACT:
            return False
        others = (distance(response, name) for name in self._others)
        if any(other is not None and other <= apart for other in others):
            return True
        mistakes = [option.text for option in self.options if not option.right]
        listed = listed_after(response) if apart.explained else []
        return any(distance(part, name) for part in listed for name in (*self._others, *mistakes))

    @cached_property
    def _others(self) -> list[str]:
        """The known names that are none of the options."""
        spellings = [option.text for option in self.options]
        return [
            name
            for name in self._known
            if not any(EXACT in (distance(name, s), distance(s, name)) for s in spellings)
        ]

    def mark(self, response: Any) -> float:
        met = self.met(response)
        return 1.0 if met and met.right else 0.0

    def asked(self, order: Order, sent: FormValues) -> str:
        return (*sent.get("text", ()), "")[0]

    def answered(self, order: Order, response: Any) -> dict[str, Any]:
        met = self.met(response)
        accepted = next(option for option in self.options if option.right)
        return {
            "said": response,
            "right": bool(met and met.right),
            "feedback": met.feedback if met else "",
            "accepted": accepted,
        }

    def said(self, response: Any) -> str:
        return str(response)

    def key_response(self) -> str:
        return self.key_said()

    def key_said(self) -> str:
        return next(option.text for option in self.options if option.right)

    def picks(self) -> list[Pick]:
        """Return the spellings known. What else was typed is not told apart: it may name anyone."""
        known = [Pick(option.text, option.right) for option in self.options]
        return [*known, Pick(gettext("Anything else"), False)]

    def picked(self, response: Any) -> list[int]:
        met = self.met(response)
        return [self.options.index(met) if met else len(self.options)]
