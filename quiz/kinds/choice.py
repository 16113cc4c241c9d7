"""What the kinds share that are answered by choosing among options."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

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
class ShownOption:
    """An option in its drawn place. `value` is that place: it tells nothing of what is right."""

    value: int
    option: OptionDocument
    chosen: bool
    text: str


class ChoiceQuestion(QuestionDocument):
    """A question whose response is the sorted positions of the options chosen."""

    template: ClassVar[str] = "quiz/kinds/_choice.html"
    answered_template: ClassVar[str] = "quiz/kinds/choice_answered.jinja"
    sheet_template: ClassVar[str] = "quiz/kinds/_sheet_choice.html"
    on_paper: ClassVar[StrOrPromise] = _("Circle one letter.")
    shuffles: ClassVar[bool] = True
    several: ClassVar[bool] = False

    @property
    def right(self) -> frozenset[int]:
        """The positions of the right options."""
        return frozenset(i for i, option in enumerate(self.options) if option.right)

    def drawn(self, rng: random.Random) -> list[int]:
        if self.in_order or not self.shuffles:
            return list(range(len(self.options)))
        return shuffled([option.text for option in self.options], rng)

    def read(self, sent: FormValues, order: Order) -> list[int]:
        chosen = places(sent.get("choice", ()), len(order))
        return sorted({order[place] for place in self.choose(chosen)})

    def choose(self, chosen: list[int]) -> list[int]:
        """Return the places chosen. Raises InvalidResponse where this kind allows them not."""
        if not chosen:
            raise InvalidResponse(gettext("Choose an answer first."))
        return chosen

    def fill(self, response: Any, order: Order) -> FormValues:
        return {"choice": [str(place) for place in sorted(map(order.index, response))]}

    def asked(self, order: Order, sent: FormValues) -> list[ShownOption]:
        ticked = sent.get("choice", ())
        return [
            ShownOption(value, self.options[position], str(value) in ticked, self.text_of(position))
            for value, position in enumerate(order)
        ]

    def answered(self, order: Order, response: Any) -> list[ShownOption]:
        return self.asked(order, self.fill(response, order))

    def text_of(self, position: int) -> str:
        """Return an option as it is shown."""
        return self.options[position].text

    def said(self, response: Any) -> str:
        return "; ".join(self.text_of(position) for position in response)

    def said_as_shown(self, response: Any, order: Order) -> str:
        return self.said([position for position in order if position in response])

    def key_response(self) -> list[int]:
        return sorted(self.right)

    def key_said(self) -> str:
        return self.said(self.key_response())

    def picks(self) -> list[Pick]:
        return [Pick(option.text, option.right) for option in self.options]

    def picked(self, response: Any) -> list[int]:
        return list(response)


class OneRightQuestion(ChoiceQuestion):
    """A question with one right option, of which the reader chooses one. Right earns 1, else 0."""

    @classmethod
    def fault(cls, options: Sequence[OptionDocument]) -> str | None:
        right = [str(number) for number, option in enumerate(options, 1) if option.right]
        if not right:
            return gettext("No option is right. Mark the one that is.")
        if len(right) > 1:
            return gettext("Options %(options)s are marked right. Keep one.") % {
                "options": get_text_list(right, gettext("and"))
            }
        return None

    def choose(self, chosen: list[int]) -> list[int]:
        if len(set(chosen)) > 1:
            raise InvalidResponse(gettext("Choose one answer, not several."))
        return super().choose(chosen)

    def mark(self, response: Any) -> float:
        return 1.0 if frozenset(response) == self.right else 0.0
