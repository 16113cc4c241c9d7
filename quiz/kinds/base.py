"""What every kind of question has in common."""

from collections.abc import Sequence
from typing import Annotated, ClassVar

from pydantic import Field, field_validator

from quiz.documents import Frozen, Key, Line, twice, upto
from quiz.vocabulary import Skill, Theme


class OptionDocument(Frozen):
    text: Annotated[Line, upto(200)]
    right: bool = False
    feedback: Annotated[Line, upto(400)]


class UnreadableResponse(ValueError):
    """What the reader sent is no answer to this question; the message tells them why."""


class QuestionDocument(Frozen):
    """One frozen question. A subclass says how its kind is answered and marked.

    A response is the sorted list of the chosen options' positions in `options`.
    """

    key: Key
    theme: Theme
    skill: Skill
    kind: str
    prompt: Annotated[Line, upto(300)]
    explanation: Annotated[Line, upto(600)]
    evidence: Annotated[tuple[Key, ...], Field(min_length=1, max_length=4)]
    options: tuple[OptionDocument, ...]

    shuffled: ClassVar[bool] = True
    several: ClassVar[bool] = False
    instruction: ClassVar[str]
    template: ClassVar[str] = "quiz/kinds/_choice.html"
    answered_template: ClassVar[str] = "quiz/kinds/_choice_answered.html"

    @field_validator("options")
    @classmethod
    def _options_fit(cls, options: tuple[OptionDocument, ...]) -> tuple[OptionDocument, ...]:
        for repeated in twice(option.text for option in options):
            raise ValueError(f"Two options say the same: “{repeated}”. Change one.")
        if fault := cls.fault(options):
            raise ValueError(fault)
        return options

    @classmethod
    def fault(cls, options: Sequence[OptionDocument]) -> str | None:
        """Return what an editor has to mend in options that are each whole, or None."""
        raise NotImplementedError

    @property
    def right(self) -> frozenset[int]:
        """The positions of the right options."""
        return frozenset(i for i, option in enumerate(self.options) if option.right)

    def read(self, chosen: Sequence[int]) -> list[int]:
        """Return the response for the options chosen in the form.

        Raises UnreadableResponse where the choice is not one this kind of question allows.
        """
        raise NotImplementedError

    def mark(self, response: Sequence[int]) -> float:
        """Return the mark from 0 (wrong) to 1 (right)."""
        raise NotImplementedError


class OneRightQuestion(QuestionDocument):
    """A question with one right option, of which the reader chooses one."""

    @classmethod
    def fault(cls, options: Sequence[OptionDocument]) -> str | None:
        right = [str(number) for number, option in enumerate(options, 1) if option.right]
        if not right:
            return "No option is right. Mark the one that is."
        if len(right) > 1:
            return f"Options {' and '.join(right)} are marked right. Keep one."
        return None

    def read(self, chosen: Sequence[int]) -> list[int]:
        if not chosen:
            raise UnreadableResponse("Choose an answer first.")
        if len(set(chosen)) > 1:
            raise UnreadableResponse("Choose one answer, not several.")
        return [chosen[0]]

    def mark(self, response: Sequence[int]) -> float:
        return 1.0 if frozenset(response) == self.right else 0.0
