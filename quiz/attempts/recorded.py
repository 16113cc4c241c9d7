"""A reader's attempts on record: starting one, answering, handing it in, and what stands where."""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from config.operations.jobs import grouped
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

# Clocks of different machines need not agree, and the last answer may still be on its way.
GRACE = timedelta(minutes=1)


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
    """Return a reader's own attempt as it stands; two queries, and nothing is written.

    One whose time is up, or whose last answer is in, is returned as finished: its end is stored by
    the next POST or by a job. Raises Attempt.DoesNotExist for any other.
    """
    attempt = own_attempt(reader, public_id)
    given = _given(attempt)
    if attempt.finished is None and is_over(attempt):
        close(attempt, given)
    state = _with(attempt, given)
    if state.complete:
        finish(attempt, given, timezone.now())
    return state


def give_answer(
    reader: UUID | None, public_id: UUID, number: int, sent: FormValues
) -> AttemptState:
    """Mark what was sent for one question. Four queries at most, one more half an hour on.

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
    # Half of it, so that clocks of different machines need not agree.
    if timezone.now() - attempt.started > IDLE / 2:
        Attempt.objects.filter(pk=attempt.pk, tallied=True).update(tallied=False)


def close_overdue() -> Iterator[list[Attempt]]:
    """Finish the tests whose time is up, a few at once; yield those that were finished."""
    late = Attempt.objects.filter(
        mode=Mode.TEST, finished=None, deadline__lt=timezone.now() - GRACE
    )
    for keys in grouped(late.values_list("pk", flat=True)):
        attempts = list(Attempt.objects.filter(pk__in=keys, finished=None))
        for attempt in attempts:
            _close(attempt)
        yield attempts


def finish_complete() -> Iterator[list[Attempt]]:
    """Finish the attempts that a crash cut off between the last answer and the end.

    Those begun in the last days are looked at, all of them in one query; yield those finished.
    """
    begun = Attempt.objects.filter(finished=None, started__gt=timezone.now() - 3 * IDLE)
    answered = (
        begun.exclude(mode=Mode.TEST)
        .annotate(given=Count("answers"), last=Max("answers__given"))
        .filter(given__gt=0, last__lt=timezone.now() - GRACE)
    )
    rows = answered.values_list("pk", "draw", "given", "last").iterator()
    complete = {pk: last for pk, draw, given, last in rows if given == len(draw)}
    for keys in grouped(complete):
        attempts = list(Attempt.objects.filter(pk__in=keys, finished=None))
        for attempt in attempts:
            finish(attempt, _given(attempt), complete[attempt.pk])
            _keep_end(attempt)
        yield attempts


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

    The answer is kept before this looks, so of two last answers at once the later look sees both.
    An end that a crash cut off is stored by the next POST, or by `finish_complete`.
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
