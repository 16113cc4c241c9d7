"""A reader's run through a paper: starting it, answering, handing it in, and what stands where."""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from quiz.draw import draw
from quiz.grading import Score, score
from quiz.kinds.base import QuestionDocument, Sent, UnreadableResponse
from quiz.models import IDLE, Answer, Attempt, Paper
from quiz.paper import PaperDocument, Passage, read_paper
from quiz.vocabulary import Mode, Sureness, Theme


@dataclass(frozen=True)
class Item:
    """One drawn question of an attempt, with the reader's answer if it is given."""

    number: int
    question: QuestionDocument
    order: tuple[int, ...]
    answer: Answer | None
    passages: dict[str, Passage]

    @property
    def verdict(self) -> str:
        """The mark in words."""
        if self.answer is None:
            return "Not answered"
        return {1.0: "Right", 0.0: "Not right"}.get(self.answer.mark, "Partly right")

    @property
    def mark(self) -> float:
        return self.answer.mark if self.answer else 0.0

    @property
    def percent(self) -> int:
        """The mark in percent, rounded half up."""
        return int(100 * self.mark + 0.5)

    @property
    def sureness(self) -> str:
        return Sureness(self.answer.sure).label if self.answer and self.answer.sure else ""

    @cached_property
    def answered(self) -> Any:
        """What the template of the answered question shows."""
        return self.question.answered(self.order, self.answer.response) if self.answer else None

    def is_answered_by(self, sent: Sent) -> bool:
        """Return whether the answer that is kept is the one that was sent."""
        try:
            said = self.question.read(sent, self.order)
        except UnreadableResponse:
            return False
        return self.answer is not None and self.answer.response == said


@dataclass(frozen=True)
class Sitting:
    """An attempt with its drawn questions and the answers given so far."""

    attempt: Attempt
    document: PaperDocument
    items: list[Item]

    @property
    def total(self) -> int:
        return len(self.items)

    @property
    def closed(self) -> bool:
        """Whether no answer can come or change any more."""
        return self.attempt.finished is not None

    @property
    def is_test(self) -> bool:
        return self.attempt.mode == Mode.TEST

    @property
    def tells(self) -> bool:
        """Whether the reader may know yet what is right: in a test, only when it is handed in."""
        return self.closed or not self.is_test

    @property
    def ran_out(self) -> bool:
        return self.closed and self.attempt.finished == self.attempt.deadline

    @property
    def answered(self) -> list[Item]:
        return [item for item in self.items if item.answer]

    @property
    def next_open(self) -> Item | None:
        return next((item for item in self.items if not item.answer), None)

    @property
    def score(self) -> Score:
        """The score so far; of all that was drawn, once the attempt is closed."""
        return _score(self.items if self.closed else self.answered)

    @property
    def scores(self) -> list[tuple[Theme, Score]]:
        """The score of each theme that was drawn."""
        by_theme = [(t, [i for i in self.items if i.question.theme == t]) for t in Theme]
        return [(theme, _score(items)) for theme, items in by_theme if items]

    @property
    def took(self) -> timedelta | None:
        return self.attempt.finished - self.attempt.started if self.attempt.finished else None

    def item(self, number: int) -> Item | None:
        return self.items[number - 1] if 1 <= number <= self.total else None

    def open_after(self, number: int) -> Item | None:
        """The next open question after one, beginning again at the front."""
        return next((i for i in self.items[number:] if not i.answer), self.next_open)


def _score(items: Sequence[Item]) -> Score:
    return score(item.mark for item in items)


class NothingToAsk(Exception):
    """A plan that leaves no question; the message tells the reader why."""


@dataclass(frozen=True)
class Plan:
    """What a reader chose before an attempt. `keys` limits it to some questions, if given."""

    mode: Mode
    themes: Collection[str]
    length: int
    minutes: int | None = None
    keys: Collection[str] | None = None


def start(paper: Paper, reader: UUID, plan: Plan, first: bool, chance: random.Random) -> Sitting:
    """Draw the questions of a new attempt and keep the draw; one query beside reading the paper.

    Raises NothingToAsk where the plan leaves no question.
    """
    document = read_paper(paper)
    questions = [q for q in document.questions if plan.keys is None or q.key in plan.keys]
    drawn = draw(questions, plan.themes, plan.length, chance)
    if not drawn:
        raise NothingToAsk("There is nothing to ask again: nothing was missed, or nothing is due.")
    now = timezone.now()
    attempt = Attempt.objects.create(
        paper=paper,
        reader=reader,
        mode=plan.mode,
        draw=[[one.question, list(one.order)] for one in drawn],
        deadline=now + timedelta(minutes=plan.minutes) if plan.minutes else None,
        first=first,
    )
    return _with(attempt, {})


def find_sitting(reader: UUID | None, public_id: UUID) -> Sitting:
    """Return a reader's own attempt; two queries. Raises Attempt.DoesNotExist for any other."""
    return _sitting(Attempt.objects.of(reader).get(public_id=public_id))


def give_answer(reader: UUID | None, public_id: UUID, number: int, sent: Sent) -> Sitting:
    """Mark what was sent for one question. Four queries at most, one more half a day on.

    Once given, an answer stays: a second one changes nothing. In a test it may be changed until
    the test is handed in or its time is up, and after that nothing counts any more. Raises
    Attempt.DoesNotExist where the reader has no such question, UnreadableResponse where the
    values are no answer to it.
    """
    attempt = Attempt.objects.of(reader).get(public_id=public_id)
    item = _with(attempt, {}).item(number)
    if item is None:
        raise Attempt.DoesNotExist
    if _over(attempt):
        return _sitting(attempt)
    try:
        answer = _read(attempt, item, sent)
    except UnreadableResponse:
        sitting = _sitting(attempt)
        if attempt.mode != Mode.TEST and sitting.items[number - 1].answer:
            return sitting
        raise
    if attempt.mode == Mode.TEST:
        _put(answer)
    else:
        Answer.objects.bulk_create([answer], ignore_conflicts=True)
    _go_on(attempt)
    return _sitting(attempt)


def hand_in(reader: UUID | None, public_id: UUID) -> Sitting:
    """Close an attempt with what was given; a second time changes nothing. Five queries at most.

    In a test, open questions earn nothing. In any other mode they are put aside, as if they had
    not been drawn; where nothing was answered, nothing is closed.
    """
    attempt = Attempt.objects.of(reader).get(public_id=public_id)
    _close(attempt)
    return _sitting(attempt)


def _read(attempt: Attempt, item: Item, sent: Sent) -> Answer:
    response = item.question.read(sent, item.order)
    return Answer(
        attempt=attempt,
        question=item.question.key,
        response=response,
        sure=_sureness(sent),
        mark=item.question.mark(response),
    )


def _sureness(sent: Sent) -> int | None:
    said = (*sent.get("sure", ()), "")[0]
    if said and said not in map(str, Sureness.values):
        raise UnreadableResponse("Say how sure you are with one of the words shown, or leave it.")
    return int(said) if said else None


def _over(attempt: Attempt) -> bool:
    late = attempt.deadline is not None and timezone.now() >= attempt.deadline
    return late or (attempt.mode == Mode.TEST and attempt.finished is not None)


def _put(answer: Answer) -> None:
    """Keep an answer of a test or put it in the former's place, unless the test is closed."""
    with transaction.atomic(savepoint=False):
        if _locked(answer.attempt).exists():
            Answer.objects.bulk_create(
                [answer],
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


def close_overdue(page: str) -> None:
    """Finish the tests of a page whose time was up a day ago and which nobody looked at since.

    At most a hundred at once; one query where there are none.
    """
    late = Attempt.objects.filter(finished=None, deadline__lt=timezone.now() - IDLE)
    for attempt in late.filter(paper__page=page).select_related("paper")[:100]:
        _close(attempt)


def _close(attempt: Attempt) -> None:
    """Finish an attempt with what was given until now, or until its time was up."""
    with transaction.atomic(savepoint=False):
        if _locked(attempt).exists():
            given = {answer.question: answer for answer in attempt.answers.all()}
            if given and attempt.mode != Mode.TEST:
                attempt.draw = [drawn for drawn in attempt.draw if drawn[0] in given]
            if given or attempt.mode == Mode.TEST:
                now = timezone.now()
                _finish(_with(attempt, given), min(now, attempt.deadline or now))


def _locked(attempt: Attempt) -> Any:
    """The attempt's row, locked, if it is still open: answering and closing take turns."""
    return Attempt.objects.select_for_update().filter(pk=attempt.pk, finished=None)


def _sitting(attempt: Attempt) -> Sitting:
    """Return the attempt as it stands, finished if its last answer is in or its time is up.

    The answer is kept before this looks, so of two last answers at once the later look sees both;
    and an end that a crash cut off is made good by whoever looks next.
    """
    if attempt.finished is None and _over(attempt):
        _close(attempt)
        attempt.refresh_from_db(fields=["finished", "score"])
    sitting = _with(attempt, {answer.question: answer for answer in attempt.answers.all()})
    if sitting.next_open is None and sitting.tells and not sitting.closed:
        _finish(sitting, timezone.now())
    return sitting


def _finish(sitting: Sitting, when: Any) -> None:
    attempt, total = sitting.attempt, _score(sitting.items)
    attempt.finished, attempt.score = when, total.earned / total.questions
    Attempt.objects.filter(pk=attempt.pk, finished=None).update(
        finished=attempt.finished, score=attempt.score, draw=attempt.draw, tallied=False
    )


def _with(attempt: Attempt, given: dict[str, Answer]) -> Sitting:
    document = read_paper(attempt.paper)
    items = []
    for number, (key, order) in enumerate(attempt.draw, 1):
        question = document.by_key[key]
        passages = {evidence: document.passages[evidence] for evidence in question.evidence}
        items.append(Item(number, question, tuple(order), given.get(key), passages))
    return Sitting(attempt, document, items)
