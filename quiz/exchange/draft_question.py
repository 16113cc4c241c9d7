"""The least that a draft can hold of a question, and texts of it that are too long."""

import copy
from collections.abc import Mapping
from typing import Annotated, Any

from django.utils.translation import gettext
from pydantic import Field, ValidationError, field_validator

from quiz.choices import KindName, Skill, Theme
from quiz.documents.schema import (
    Frozen,
    Key,
    Loc,
    OptionalTextLine,
    TextLine,
    at_most,
    twice,
    upto,
)
from quiz.exchange.plain_text import LONGEST

MOST_OPTIONS = 20
# The longest that each text may be.
LENGTHS = {"prompt": 300, "explanation": 600, "text": 200, "answer": 200, "feedback": 400}


class DraftOption(Frozen):
    text: Annotated[TextLine, upto(LENGTHS["text"])]
    answer: Annotated[OptionalTextLine, at_most(LENGTHS["answer"])] = ""
    right: bool = False
    feedback: Annotated[OptionalTextLine, at_most(LENGTHS["feedback"])] = ""


class DraftQuestion(Frozen):
    """The least that a draft can hold of a question: the rest is asked for before publishing."""

    theme: Theme
    skill: Skill
    kind: KindName
    prompt: Annotated[TextLine, upto(LENGTHS["prompt"])]
    explanation: Annotated[OptionalTextLine, at_most(LENGTHS["explanation"])] = ""
    evidence: Annotated[tuple[Key, ...], Field(max_length=4)] = ()
    in_order: bool = False
    options: Annotated[tuple[DraftOption, ...], Field(min_length=1, max_length=MOST_OPTIONS)]

    @field_validator("options")
    @classmethod
    def _differ(cls, options: tuple[DraftOption, ...]) -> tuple[DraftOption, ...]:
        for repeated in twice(option.text for option in options):
            raise ValueError(
                gettext("Two options say the same: “%(repeated)s”. Change one.")
                % {"repeated": repeated}
            )
        return options


def places_too_long(error: ValidationError) -> list[Loc]:
    """Return the places of texts that are too long, if nothing else is wrong; else none."""
    faults = error.errors(include_url=False)
    long = [
        fault["loc"]
        for fault in faults
        if fault["type"] in ("too_long", "string_too_long")
        and isinstance(fault["input"], str)
        and len(fault["input"]) <= LONGEST
    ]
    return long if len(long) == len(faults) else []


def shortened_question(data: dict[str, Any], texts: Mapping[Loc, str]) -> dict[str, Any]:
    """Return a question with these texts at their places. Raises pydantic.ValidationError."""
    changed: Any = copy.deepcopy(data)
    for place, text in texts.items():
        within = changed
        for part in place[:-1]:
            within = within[part]
        within[place[-1]] = text
    return DraftQuestion.model_validate(changed).model_dump(mode="json")
