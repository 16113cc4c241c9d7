"""What every kind of question has in common."""

import hashlib
import random
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Annotated, Any, ClassVar, NamedTuple, Self

from django.utils.translation import gettext
from pydantic import Field, field_validator

from quiz.choices import Skill, Theme
from quiz.documents.schema import (
    Frozen,
    Key,
    OptionalTextLine,
    StrOrPromise,
    TextLine,
    at_most,
    twice,
    upto,
)

# What a form sent: the values of each field, as texts.
FormValues = Mapping[str, Sequence[str]]
Order = Sequence[int]


class OptionDocument(Frozen):
    """One option; each kind reads it its own way. `answer` is what it belongs to, in a match."""

    text: Annotated[TextLine, upto(200)]
    answer: Annotated[OptionalTextLine, at_most(200)] = ""
    right: bool = False
    feedback: Annotated[TextLine, upto(400)]


class Pick(NamedTuple):
    """Something that a response can choose, in words, and whether a right response does."""

    text: str
    right: bool


class InvalidResponse(ValueError):
    """What the reader sent is no answer to this question; the message tells them why."""


class QuestionDocument(Frozen):
    """One frozen question. A subclass says how its kind is drawn, answered, marked and shown.

    A response is what the reader answered, as JSON that does not depend on the order drawn.
    """

    key: Key
    theme: Theme
    skill: Skill
    kind: str
    prompt: Annotated[TextLine, upto(300)]
    explanation: Annotated[TextLine, upto(600)]
    evidence: Annotated[tuple[Key, ...], Field(min_length=1, max_length=4)]
    # Options that make a scale or stand by date keep their order in choices.
    in_order: bool = False
    # Questions that give this one away, or it them: no draw has both.
    excludes: tuple[Key, ...] = ()
    options: tuple[OptionDocument, ...]

    # A line for the reader on how to answer, for the editor on how to write the options, and for
    # the reader of a handout.
    instruction: ClassVar[StrOrPromise]
    writing: ClassVar[StrOrPromise]
    on_paper: ClassVar[StrOrPromise]
    template: ClassVar[str]
    answered_template: ClassVar[str]
    sheet_template: ClassVar[str]
    # Whether the engine makes this kind itself, from the claims.
    drawn_from_claims: ClassVar[bool] = False
    uses_answer: ClassVar[bool] = False
    # Whether its answers are typed, so that other names of the page matter to their marks.
    typed: ClassVar[bool] = False
    # Whether its options are shown in the language of the interface, not in that of the page.
    options_translated: ClassVar[bool] = False

    @property
    def about(self) -> str:
        """What beside the prompt tells this question from its like, for lists."""
        return ""

    @cached_property
    def wording(self) -> str:
        """What was asked, as 12 hexadecimal digits: the same for two that ask and mark the same.

        What is said after the answer, and on which claims it rests, may differ.
        """
        asked = self.model_dump_json(exclude=_NOT_ASKED)
        return hashlib.sha256(asked.encode()).hexdigest()[:12]

    @field_validator("theme")
    @classmethod
    def _written_theme(cls, theme: Theme) -> Theme:
        if theme == Theme.STANDING and not cls.drawn_from_claims:
            raise ValueError(
                gettext(
                    "Questions of this theme are drawn from the claims. Use actors, motives "
                    "or consequences."
                )
            )
        return theme

    @field_validator("options")
    @classmethod
    def _options_fit(cls, options: tuple[OptionDocument, ...]) -> tuple[OptionDocument, ...]:
        for repeated in twice(option.text for option in options):
            raise ValueError(
                gettext("Two options say the same: “%(repeated)s”. Change one.")
                % {"repeated": repeated}
            )
        if not cls.uses_answer and any(option.answer for option in options):
            raise ValueError(gettext("Only the options of a match have an answer. Remove it."))
        if fault := cls.fault(options):
            raise ValueError(fault)
        return options

    def knowing(self, names: Sequence[str]) -> Self:
        """Return the question as it is marked on a page where these names are known."""
        return self

    @classmethod
    def fault(cls, options: Sequence[OptionDocument]) -> str | None:
        """Return what an editor has to mend in options that are each whole, or None."""
        raise NotImplementedError

    def drawn(self, rng: random.Random) -> list[int]:
        """Return the order in which an attempt shows what this question has to show."""
        raise NotImplementedError

    def read(self, sent: FormValues, order: Order) -> Any:
        """Return the response that a form's values make.

        Raises InvalidResponse where they are not an answer to this question.
        """
        raise NotImplementedError

    def fill(self, response: Any, order: Order) -> FormValues:
        """Return the form's values that make a response: `read` turned round."""
        raise NotImplementedError

    def mark(self, response: Any) -> float:
        """Return the mark from 0 (nothing right) to 1 (all right)."""
        raise NotImplementedError

    def asked(self, order: Order, sent: FormValues) -> Any:
        """Return what the question's template shows, `sent` filled in as far as it can be read."""
        raise NotImplementedError

    def answered(self, order: Order, response: Any) -> Any:
        """Return what the answered question's template shows."""
        raise NotImplementedError

    def said(self, response: Any) -> str:
        """Return the reader's answer in words."""
        raise NotImplementedError

    def said_as_shown(self, response: Any, order: Order) -> str:
        """Return the reader’s answer in words that do not tell in which order it was written."""
        return self.said(response)

    def key_response(self) -> Any:
        """Return the response that is wholly right."""
        raise NotImplementedError

    def key_said(self) -> str:
        """Return the right answer in words."""
        raise NotImplementedError

    def picks(self) -> list[Pick]:
        """Return all that a response can choose, in an order that stays."""
        raise NotImplementedError

    def picked(self, response: Any) -> list[int]:
        """Return what a response chose, as places in `picks`."""
        raise NotImplementedError

    def moved(self, sent: FormValues, order: Order) -> FormValues | None:
        """Return the form's values after a move within the form, or None where none is asked."""
        return None


_NOT_ASKED: Any = {
    **dict.fromkeys(("key", "theme", "skill", "explanation", "evidence", "excludes"), True),
    "options": {"__all__": {"feedback"}},
}


def places(values: Sequence[str], count: int) -> list[int]:
    """Return values of a form as places from 0 to `count` - 1. Raises InvalidResponse."""
    read = [int(value) for value in values if re.fullmatch("[0-9]{1,3}", value)]
    if len(read) < len(values) or any(place >= count for place in read):
        raise InvalidResponse(gettext("That is not one of the answers. Choose one that is shown."))
    return read


def shuffled(texts: Sequence[str], rng: random.Random) -> list[int]:
    """Return the places of some texts in an order that does not depend on the order they are in."""
    return rng.sample(sorted(range(len(texts)), key=texts.__getitem__), len(texts))
