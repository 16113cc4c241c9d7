"""A run through a paper that nothing records: it is kept in a session, and nowhere else.

What is drawn, asked and marked is what a reader would get; see `quiz.attempts.state`.
"""

import random
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from pydantic import BaseModel, ValidationError

from quiz.attempts.state import (
    Given,
    Plan,
    Said,
    Sitting,
    close,
    drawn_attempt,
    finish,
    is_over,
    read_answer,
    sit,
)
from quiz.attempts.urls import Addresses
from quiz.choices import Mode
from quiz.kinds.base import Sent
from quiz.models import Attempt, Paper

NOBODY = UUID(int=0)


class NotKept(Exception):
    """There is no such rehearsal: `changed` says whether its questions are others now."""

    def __init__(self, changed: bool) -> None:
        self.changed = changed
        super().__init__("The questions have changed." if changed else "It is kept no more.")


class _KeptAnswer(BaseModel):
    response: Any
    sure: int | None
    mark: float


class _Kept(BaseModel):
    """A rehearsal as the session keeps it."""

    public_id: UUID
    sha256: str
    mode: Mode
    draw: list[tuple[str, list[int]]]
    started: datetime
    deadline: datetime | None
    finished: datetime | None
    score: float | None
    answers: dict[str, _KeptAnswer]


@dataclass(frozen=True)
class Rehearsal:
    """The one rehearsal that a session keeps under a key, of a paper that need not be saved.

    `public_id` is that of the attempt asked for. Each method but `start` raises NotKept where the
    session keeps another, or one of other questions.
    """

    session: MutableMapping[str, Any]
    key: str
    paper: Paper
    addresses: Callable[[UUID], Addresses]
    public_id: UUID | None = None

    def start(self, plan: Plan, chance: random.Random) -> Sitting:
        """Draw questions and keep the draw in the place of any other. Raises NothingToAsk."""
        attempt = drawn_attempt(self.paper, NOBODY, plan, chance)
        attempt.started = timezone.now()
        return self._keep(attempt, {})

    def find(self) -> Sitting:
        attempt, given = self._kept()
        if attempt.finished is None and is_over(attempt):
            close(attempt, given)
            return self._keep(attempt, given)
        return self._sitting(attempt, given)

    def give_answer(self, number: int, sent: Sent) -> Sitting:
        """Mark what was sent for one question, by the rules of `recorded.give_answer`."""
        sitting = self.find()
        item = sitting.item(number)
        if item is None:
            raise Attempt.DoesNotExist
        if sitting.closed or (item.answer and not sitting.is_test):
            return sitting
        answer = read_answer(item, sent)
        return self._keep(sitting.attempt, {**_given(sitting), answer.question: answer})

    def hand_in(self) -> Sitting:
        sitting = self.find()
        given = _given(sitting)
        if sitting.closed or not close(sitting.attempt, given):
            return sitting
        return self._keep(sitting.attempt, given)

    def _sitting(self, attempt: Attempt, given: Given) -> Sitting:
        return sit(attempt, given, self.addresses(attempt.public_id))

    def _kept(self) -> tuple[Attempt, Given]:
        try:
            kept = _Kept.model_validate(self.session.get(self.key))
        except ValidationError:
            raise NotKept(changed=False) from None
        if kept.public_id != self.public_id:
            raise NotKept(changed=False)
        if kept.sha256 != self.paper.sha256:
            raise NotKept(changed=True)
        fields = kept.model_dump(exclude={"sha256", "answers"})
        attempt = Attempt(paper=self.paper, reader=NOBODY, **fields)
        return attempt, {
            key: Said(question=key, **answer.model_dump()) for key, answer in kept.answers.items()
        }

    def _keep(self, attempt: Attempt, given: Given) -> Sitting:
        sitting = self._sitting(attempt, given)
        if sitting.complete:
            finish(attempt, given, timezone.now())
        fields = ("public_id", "mode", "draw", "started", "deadline", "finished", "score")
        kept = _Kept(
            sha256=self.paper.sha256,
            answers={
                key: _KeptAnswer(response=a.response, sure=a.sure, mark=a.mark)
                for key, a in given.items()
            },
            **{name: getattr(attempt, name) for name in fields},
        )
        self.session[self.key] = kept.model_dump(mode="json")
        return sitting


def _given(sitting: Sitting) -> Given:
    return {item.question.key: item.answer for item in sitting.items if item.answer}
