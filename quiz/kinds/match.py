import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from quiz.documents.schema import StrOrPromise
from quiz.kinds.base import (
    FormValues,
    InvalidResponse,
    OptionDocument,
    Order,
    Pick,
    QuestionDocument,
    places,
    shuffled,
)


@dataclass(frozen=True)
class MatchLine:
    """One thing to match: its field's name, its option, and what was chosen for it."""

    name: str
    option: OptionDocument
    choices: list[tuple[str, str]]
    chosen: str
    said: str = ""
    right: bool = False


class MatchQuestion(QuestionDocument):
    """What belongs to what? Each option has an answer; one without is only offered among them.

    The order drawn is that of the answers offered. The response has, for each option with an
    answer, the position of the answer chosen among `answers`. The mark is the share of options
    matched rightly.
    """

    kind: Literal["match"]
    options: Annotated[tuple[OptionDocument, ...], Field(min_length=3, max_length=8)]

    uses_answer: ClassVar[bool] = True
    template: ClassVar[str] = "quiz/kinds/_match.html"
    answered_template: ClassVar[str] = "quiz/kinds/match_answered.jinja"
    sheet_template: ClassVar[str] = "quiz/kinds/_sheet_match.html"
    on_paper: ClassVar[StrOrPromise] = _("Write the letter of what belongs to each.")
    instruction: ClassVar[StrOrPromise] = _("Choose what belongs to each.")
    writing: ClassVar[StrOrPromise] = _(
        "Three to eight options, each with the answer that belongs to it. One without an answer "
        "is a wrong answer offered with the others."
    )

    @classmethod
    def fault(cls, options: Sequence[OptionDocument]) -> str | None:
        if any(option.right for option in options):
            return gettext(
                "In a match no option is right by itself. Write what belongs to it instead."
            )
        if sum(bool(option.answer) for option in options) < 2:
            return gettext("At least two options need an answer that belongs to them.")
        offered = _offered(options)
        if len(offered) < 3:
            return gettext("Offer at least three answers that differ.")
        return None

    @property
    def asked_for(self) -> list[OptionDocument]:
        return [option for option in self.options if option.answer]

    @property
    def answers(self) -> list[str]:
        return _offered(self.options)

    @property
    def right(self) -> list[int]:
        return [self.answers.index(option.answer) for option in self.asked_for]

    def drawn(self, rng: random.Random) -> list[int]:
        return shuffled(self.answers, rng)

    def read(self, sent: FormValues, order: Order) -> list[int]:
        fields = [sent.get(f"match-{i}", ()) for i in range(len(self.asked_for))]
        if any(len(values) != 1 or not values[0] for values in fields):
            raise InvalidResponse(gettext("Choose an answer for each line."))
        return [order[places(values, len(order))[0]] for values in fields]

    def fill(self, response: Any, order: Order) -> FormValues:
        return {f"match-{i}": [str(order.index(p))] for i, p in enumerate(response)}

    def mark(self, response: Any) -> float:
        matched = [said == right for said, right in zip(response, self.right, strict=False)]
        return float(sum(matched) / len(self.right))

    def asked(self, order: Order, sent: FormValues) -> list[MatchLine]:
        choices = [(str(value), self.answers[position]) for value, position in enumerate(order)]
        return [
            MatchLine(f"match-{i}", option, choices, (*sent.get(f"match-{i}", ()), "")[0])
            for i, option in enumerate(self.asked_for)
        ]

    def answered(self, order: Order, response: Any) -> list[MatchLine]:
        pairs = zip(self.asked_for, response, strict=True)
        return [
            MatchLine("", option, [], "", self.answers[said], self.answers[said] == option.answer)
            for option, said in pairs
        ]

    def said(self, response: Any) -> str:
        pairs = zip(self.asked_for, response, strict=True)
        return "; ".join(f"{option.text}: {self.answers[said]}" for option, said in pairs)

    def key_response(self) -> list[int]:
        return self.right

    def key_said(self) -> str:
        return self.said(self.right)

    def picks(self) -> list[Pick]:
        """Return every pair of a line and an answer offered."""
        return [
            Pick(f"{option.text}: {answer}", answer == option.answer)
            for option in self.asked_for
            for answer in self.answers
        ]

    def picked(self, response: Any) -> list[int]:
        offered = len(self.answers)
        return [line * offered + said for line, said in enumerate(response)]


def _offered(options: Sequence[OptionDocument]) -> list[str]:
    return list(dict.fromkeys(option.answer or option.text for option in options))
