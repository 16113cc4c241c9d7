import random
import re
import unicodedata
from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import Field
from rapidfuzz.distance import OSA

from quiz.documents.schema import StrOrPromise
from quiz.kinds.base import (
    FormValues,
    InvalidResponse,
    OptionDocument,
    Order,
    Pick,
    QuestionDocument,
)

LONGEST = 100


def plain(text: str) -> str:
    """Return a text in small letters without accents, punctuation or more than single spaces."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", kept))


def readings(text: str) -> set[str]:
    """Return the plain forms of a name: whole, and of “X (Y)” also X and Y.

    A leading article, a possessive ’s and the points of G.C.C. do not belong to a name.
    """
    outer, _, inner = text.partition("(")
    return {_bare(part) for part in (text, outer, inner) if plain(part)}


def _bare(text: str) -> str:
    joined = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", re.sub(r"[’']s\b", "", text))
    return re.sub(r"^(the|an?|via|through|by) ", "", plain(joined))


def slips_allowed(text: str) -> int:
    """Return how many slips a text of this length may have: none below 5 letters, 2 from 9 on.

    Short names differ by a letter (Iran, Iraq), so there a slip may be another name.
    """
    return 0 if len(text) < 5 else 1 if len(text) < 9 else 2


def same_name(said: str, name: str) -> bool:
    """Return whether a typed answer is a name but for case, accents and small slips.

    A slip is a letter too many, too few, wrong, or swapped with its neighbour (optimal string
    alignment distance; Damerau 1964, restricted).
    """
    return distance(said, name) <= slips_allowed(_bare(name))


def distance(said: str, name: str) -> int:
    """Return how many slips lie between a typed answer and a name; many where nothing is typed."""
    return min((OSA.distance(reading, _bare(name)) for reading in readings(said)), default=999)


class ShortQuestion(QuestionDocument):
    """A name or a term, typed in. Right options are accepted; wrong ones are known mistakes.

    A mistake is matched before an accepted name only where it is met more closely. The response
    is the text typed. The mark is 1 or 0.
    """

    kind: Literal["short"]
    options: Annotated[tuple[OptionDocument, ...], Field(min_length=1, max_length=10)]

    template: ClassVar[str] = "quiz/kinds/_short.html"
    answered_template: ClassVar[str] = "quiz/kinds/short_answered.jinja"
    sheet_template: ClassVar[str] = "quiz/kinds/_sheet_short.html"
    on_paper: ClassVar[StrOrPromise] = _("Write a name or a term.")
    instruction: ClassVar[StrOrPromise] = _(
        "Type a name or a term. Capitals, accents and small slips do not count."
    )
    writing: ClassVar[StrOrPromise] = _(
        "The accepted spellings, each marked right; the first is shown. Not right: known mistakes."
    )

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
        """Return the option that the answer comes closest to, among those it is the same as.

        Where it is as close to an accepted name as to a mistake, the accepted name is met.
        """
        matching = [option for option in self.options if same_name(response, option.text)]
        return min(
            matching,
            key=lambda option: (distance(response, option.text), not option.right),
            default=None,
        )

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

    def key_said(self) -> str:
        return next(option.text for option in self.options if option.right)

    def picks(self) -> list[Pick]:
        """Return the spellings known. What else was typed is not told apart: it may name anyone."""
        known = [Pick(option.text, option.right) for option in self.options]
        return [*known, Pick(gettext("Anything else"), False)]

    def picked(self, response: Any) -> list[int]:
        met = self.met(response)
        return [self.options.index(met) if met else len(self.options)]
