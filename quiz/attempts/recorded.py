"""A reader's attempts on record: starting one, answering, handing it in, and what stands where."""

import random
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from quiz.attempts.sql import answers_to, keep_first, own_attempt
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
from quiz.kinds.base import FormValues, InvalidResponse
from quiz.models import IDLE, Answer, Attempt, Paper


def start(
    paper: Paper, reader: UUID, plan: AttemptPlan, first: bool, rng: random.Random
) -> AttemptState:
    """Draw the questions of a new attempt and keep the draw; one query beside reading the paper.

    Raises NothingToAsk where the plan leaves no question.
    """
    attempt = drawn_attempt(paper, reader, plan, rng)
    attempt.first = first
    attempt.save(force_insert=True)
    return _with(attempt, {})


def find_state(reader: UUID | None, public_id: UUID) -> AttemptState:
    """Return a reader's own attempt; two queries. Raises Attempt.DoesNotExist for any other."""
    return _current_state(own_attempt(reader, public_id))


def give_answer(
    reader: UUID | None, public_id: UUID, number: int, sent: FormValues
) -> AttemptState:
    """Mark what was sent for one question. Four queries at most, one more half a day on.

    Once given, an answer stays: a second one changes nothing. In a test it may be changed until
    the test is handed in or its time is up, and after that nothing counts any more. Raises
    Attempt.DoesNotExist where the reader has no such question, InvalidResponse where the
    values are no answer to it.
    """
    attempt = own_attempt(reader, public_id)
    item = _with(attempt, {}).item(number)
    if item is None:
        raise Attempt.DoesNotExist
    if is_over(attempt):
        return _current_state(attempt)
    try:
        answer = read_answer(item, sent)
    except InvalidResponse:
        state = _current_state(attempt)
        if attempt.mode != Mode.TEST and state.items[number - 1].answer:
            return state
        raise
    if attempt.mode == Mode.TEST:
        _put(attempt, answer)
    elif not keep_first(attempt, answer):
        _look_again(attempt)
    _go_on(attempt)
    return _current_state(attempt)


def hand_in(reader: UUID | None, public_id: UUID) -> AttemptState:
    """Close an attempt with what was given; a second time changes nothing. Five queries at most.

    `quiz.attempts.state.close` says what becomes of open questions.
    """
    attempt = own_attempt(reader, public_id)
    _close(attempt)
    return _current_state(attempt)


@dataclass(frozen=True)
class OwnAttempt:
    """A reader's own attempt, to be looked at, answered and handed in as the functions above do."""

    reader: UUID | None
    public_id: UUID

    def find(self) -> AttemptState:
        return find_state(self.reader, self.public_id)

    def give_answer(self, number: int, sent: FormValues) -> AttemptState:
        return give_answer(self.reader, self.public_id, number, sent)

    def hand_in(self) -> AttemptState:
        return hand_in(self.reader, self.public_id)


def _put(attempt: Attempt, answer: GivenAnswer) -> None:
    """Keep an answer of a test or put it in the former's place, unless the test is closed."""
    with transaction.atomic(savepoint=False):
        if not _locked(attempt).exists():
            _look_again(attempt)
        else:
            Answer.objects.bulk_create(
                [Answer(attempt=attempt, **answer._asdict())],
                update_conflicts=True,
                unique_fields=["attempt", "question"],
                update_fields=["response", "sure", "mark", "given"],
            )


def _go_on(attempt: Attempt) -> None:
    """Let an attempt that may have been counted as left be counted anew.

    It comes after the answer is kept, and waits where the attempt is being counted.
    """
    # Half a day, so that clocks of different machines need not agree.
    if timezone.now() - attempt.started > IDLE / 2:
        Attempt.objects.filter(pk=attempt.pk, tallied=True).update(tallied=False)


def close_overdue(page_key: str) -> None:
    """Finish the tests of a page whose time was up a day ago and which nobody looked at since.

    At most a hundred at once; one query where there are none.
    """
    late = Attempt.objects.filter(finished=None, deadline__lt=timezone.now() - IDLE)
    for attempt in late.filter(paper__page_key=page_key).select_related("paper")[:100]:
        _close(attempt)


def _close(attempt: Attempt) -> None:
    with transaction.atomic(savepoint=False):
        if not _locked(attempt).exists():
            _look_again(attempt)
        elif close(attempt, _given(attempt)):
            _keep_end(attempt)


def _look_again(attempt: Attempt) -> None:
    """Take over how an attempt ended meanwhile. Raises Attempt.DoesNotExist if it was removed."""
    attempt.refresh_from_db(fields=["draw", "finished", "score"])


def _locked(attempt: Attempt) -> Any:
    """The attempt's row, locked, if it is still open: answering and closing take turns."""
    return Attempt.objects.select_for_update().filter(pk=attempt.pk, finished=None)


def _current_state(attempt: Attempt) -> AttemptState:
    """Return the attempt as it stands, finished if its last answer is in or its time is up.

    The answer is kept before this looks, so of two last answers at once the later look sees both;
    and an end that a crash cut off is made good by whoever looks next.
    """
    if attempt.finished is None and is_over(attempt):
        _close(attempt)
    given = _given(attempt)
    state = _with(attempt, given)
    if state.complete:
        finish(attempt, given, timezone.now())
        _keep_end(attempt)
    return state


def _keep_end(attempt: Attempt) -> None:
    Attempt.objects.filter(pk=attempt.pk, finished=None).update(
        finished=attempt.finished, score=attempt.score, draw=attempt.draw, tallied=False
    )


def _given(attempt: Attempt) -> Answers:
    return {answer.question: answer for answer in answers_to(attempt)}


def _with(attempt: Attempt, given: Answers) -> AttemptState:
    addresses = Addresses("quiz:", (attempt.paper_id,), (attempt.public_id,))
    return load_state(attempt, given, addresses)
