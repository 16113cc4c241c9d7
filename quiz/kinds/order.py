import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, permutations
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
class OrderStep:
    """A link of the chain in its present place. `value` is its place in the order drawn."""

    value: int
    option: OptionDocument
    first: bool = False
    last: bool = False
    # Which of its two buttons takes the focus, if any: the one pressed, while it can be pressed.
    focus: str = ""
    # Whether what comes next is right, once answered: the right step, or nothing after the last.
    followed: bool = False
    # Whether it is the last of the right order.
    ends: bool = False


def links_kept(order: Sequence[int]) -> float:
    """Return the mark, 0 to 1, of a chain put in order: the share of its links that are kept.

    A link is kept where a step is followed at once by the one that follows it in the right order
    0, 1, 2 … (Moodle’s “relative to the next item”). The whole chain reversed earns nothing.
    """
    followed = sum(after == before + 1 for before, after in pairwise(order))
    return followed / (len(order) - 1) if len(order) > 1 else 0.0


class OrderQuestion(QuestionDocument):
    """In which order do these follow? The options stand in the right order.

    The response is a permutation of their positions, marked by `links_kept`.
    """

    kind: Literal["order"]
    options: Annotated[tuple[OptionDocument, ...], Field(min_length=3, max_length=7)]

    template: ClassVar[str] = "quiz/kinds/_order.html"
    answered_template: ClassVar[str] = "quiz/kinds/order_answered.jinja"
    sheet_template: ClassVar[str] = "quiz/kinds/_sheet_order.html"
    on_paper: ClassVar[StrOrPromise] = _("Write the letters in order, the first step first.")
    instruction: ClassVar[StrOrPromise] = _(
        "Put the steps in order, the first on top. What counts is which step follows which."
    )
    writing: ClassVar[StrOrPromise] = _(
        "Three to seven options in the right order; each one’s feedback says why it comes there."
    )

    @classmethod
    def fault(cls, options: Sequence[OptionDocument]) -> str | None:
        if any(option.right for option in options):
            return gettext(
                "In an order no option is right by itself: the order they stand in is right."
            )
        return None

    def drawn(self, rng: random.Random) -> list[int]:
        right = list(range(len(self.options)))
        order = shuffled([option.text for option in self.options], rng)
        # What is shown first must not be the answer.
        return order if order != right else right[1:] + right[:1]

    def read(self, sent: FormValues, order: Order) -> list[int]:
        values = places(sent.get("order", ()), len(order))
        if sorted(values) != list(range(len(order))):
            raise InvalidResponse(gettext("Some steps are missing. Reload the page and try again."))
        return [order[value] for value in values]

    def fill(self, response: Any, order: Order) -> FormValues:
        return {"order": [str(order.index(position)) for position in response]}

    def mark(self, response: Any) -> float:
        return links_kept(response)

    def asked(self, order: Order, sent: FormValues) -> list[OrderStep]:
        try:
            response = self.read(sent, order)
        except InvalidResponse:
            response = list(order)
        pressed, _, moved = (*sent.get("moved", ()), "")[0].partition("-")
        last = len(response) - 1
        steps = []
        for place, position in enumerate(response):
            value = order.index(position)
            ends = {0: "down", last: "up"}.get(place, pressed)
            focus = ends if moved == str(value) else ""
            steps.append(OrderStep(value, self.options[position], place == 0, place == last, focus))
        return steps

    def answered(self, order: Order, response: Any) -> list[OrderStep]:
        return [
            OrderStep(place, self.options[p], followed=after == p + 1, ends=p == len(response) - 1)
            for place, (p, after) in enumerate(
                zip(response, [*response[1:], len(response)], strict=True)
            )
        ]

    def said(self, response: Any) -> str:
        return " → ".join(self.options[position].text for position in response)

    def key_response(self) -> list[int]:
        return list(range(len(self.options)))

    def key_said(self) -> str:
        return self.said(self.key_response())

    def picks(self) -> list[Pick]:
        """Return every pair of steps of which one can follow the other at once."""
        return [
            Pick(f"{self.options[before].text} → {self.options[after].text}", after == before + 1)
            for before, after in self._pairs
        ]

    def picked(self, response: Any) -> list[int]:
        return [self._pairs.index(pair) for pair in pairwise(response)]

    @cached_property
    def _pairs(self) -> list[tuple[int, int]]:
        return list(permutations(range(len(self.options)), 2))

    def moved(self, sent: FormValues, order: Order) -> FormValues | None:
        """Return the order after a press on up or down (`move` is up-2), else None."""
        asked = re.fullmatch(r"(up|down)-([0-9]{1,3})", (*sent.get("move", ()), "")[0])
        values = [str(step.value) for step in self.asked(order, sent)]
        if asked is None or asked[2] not in values:
            return None
        place = values.index(asked[2])
        other = min(max(place + (1 if asked[1] == "down" else -1), 0), len(values) - 1)
        values[place], values[other] = values[other], values[place]
        return {"order": values, "moved": [asked[0]]}
