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
    Answers,
    AttemptPlan,
    AttemptState,
    GivenAnswer,
    close,
    drawn_attempt,
    finish,
    is_over,
    load_state,
    read_answer,
)
from quiz.attempts.urls import Addresses
from quiz.choices import Mode
from quiz.kinds.base import FormValues
from quiz.models import Attempt, Paper

NOBODY = UUID(int=0)


class PreviewExpired(Exception):
    """There is no such preview: `changed` says whether its questions are others now."""

    def __init__(self, changed: bool) -> None:
        self.changed = changed
        super().__init__("The questions have changed." if changed else "It is kept no more.")


class _KeptAnswer(BaseModel):
    response: Any
    sure: int | None
    mark: float


class _Kept(BaseModel):
    """A preview as the session keeps it."""

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
class PreviewAttempt:
    """The one preview that a session keeps under a key, of a paper that need not be saved.

    `public_id` is that of the attempt asked for. Each method but `start` raises PreviewExpired
    where the session keeps another, or one of other questions.
    """

    session: MutableMapping[str, Any]
    key: str
    paper: Paper
    addresses: Callable[[UUID], Addresses]
    public_id: UUID | None = None

    def start(self, plan: AttemptPlan, rng: random.Random) -> AttemptState:
        """Draw questions and keep the draw in the place of any other. Raises NothingToAsk."""
        attempt = drawn_attempt(self.paper, NOBODY, plan, rng)
        attempt.started = timezone.now()
        return self._keep(attempt, {})

    def find(self) -> AttemptState:
        attempt, given = self._kept()
        if attempt.finished is None and is_over(attempt):
            close(attempt, given)
        return self._current_state(attempt, given)

    def give_answer(self, number: int, sent: FormValues) -> AttemptState:
        """Mark what was sent for one question, by the rules of `recorded.give_answer`."""
        state = self.find()
        item = state.item(number)
        if item is None:
            raise Attempt.DoesNotExist
        if state.closed or (item.answer and not state.is_test):
            return state
        answer = read_answer(item, sent)
        return self._keep(state.attempt, {**_given(state), answer.question: answer})

    def hand_in(self) -> AttemptState:
        state = self.find()
        given = _given(state)
        if state.closed or not close(state.attempt, given):
            return state
        return self._keep(state.attempt, given)

    def _current_state(self, attempt: Attempt, given: Answers) -> AttemptState:
        return load_state(attempt, given, self.addresses(attempt.public_id))

    def _kept(self) -> tuple[Attempt, Answers]:
        try:
            kept = _Kept.model_validate(self.session.get(self.key))
        except ValidationError:
            raise PreviewExpired(changed=False) from None
        if kept.public_id != self.public_id:
            raise PreviewExpired(changed=False)
        if kept.sha256 != self.paper.sha256:
            raise PreviewExpired(changed=True)
        fields = kept.model_dump(exclude={"sha256", "answers"})
        attempt = Attempt(paper=self.paper, reader=NOBODY, **fields)
        return attempt, {
            key: GivenAnswer(question=key, **answer.model_dump())
            for key, answer in kept.answers.items()
        }

    def _keep(self, attempt: Attempt, given: Answers) -> AttemptState:
        state = self._current_state(attempt, given)
        if state.complete:
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
        return state


def _given(state: AttemptState) -> Answers:
    return {item.question.key: item.answer for item in state.items if item.answer}
