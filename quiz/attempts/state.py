"""One run through a paper: what is drawn, answered and marked. Nothing here is saved or sought."""

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from quiz.attempts.draw import draw
from quiz.attempts.score import Score, score
from quiz.attempts.urls import Addresses
from quiz.choices import Mode, Sureness, Theme
from quiz.documents.numbers import part_of_a_point
from quiz.kinds.base import FormValues, InvalidResponse, QuestionDocument
from quiz.models import Attempt, Paper
from quiz.paper import PaperDocument, Passage, read_paper


class GivenAnswer(NamedTuple):
    """An answer as it counts, wherever it is kept; `quiz.models.Answer` says what each part is."""

    question: str
    response: Any
    sure: int | None
    mark: float


# The answers given, by the question's key.
Answers = Mapping[str, GivenAnswer]


@dataclass(frozen=True)
class Item:
    """One drawn question of an attempt, with the reader's answer if it is given."""

    number: int
    question: QuestionDocument
    order: tuple[int, ...]
    answer: GivenAnswer | None
    document: PaperDocument
    addresses: Addresses

    @property
    def passages(self) -> dict[str, Passage]:
        """What the right answer rests on."""
        return {key: self.document.passages[key] for key in self.question.evidence}

    @property
    def address(self) -> str:
        return self.addresses.question(self.number)

    @property
    def mark_in_words(self) -> str:
        """The mark in words."""
        if self.answer is None:
            return _("Not answered")
        if self.partly:
            return _("Partly correct")
        return _("Correct") if self.mark else _("Incorrect")

    @property
    def partly(self) -> bool:
        """Whether the answer is neither wholly right nor wholly wrong."""
        return 0 < self.mark < 1

    @property
    def mark(self) -> float:
        return self.answer.mark if self.answer else 0.0

    @property
    def points(self) -> str:
        """The mark of a partly correct answer: ½, ⅔."""
        return part_of_a_point(self.mark)

    @property
    def sureness(self) -> str:
        return str(Sureness(self.answer.sure).label) if self.answer and self.answer.sure else ""

    @cached_property
    def answered(self) -> Any:
        """What the template of the answered question shows."""
        return self.question.answered(self.order, self.answer.response) if self.answer else None

    def is_answered_by(self, sent: FormValues) -> bool:
        """Return whether the answer that is kept is the one that was sent."""
        try:
            said = self.question.read(sent, self.order)
        except InvalidResponse:
            return False
        return self.answer is not None and self.answer.response == said


@dataclass(frozen=True)
class AttemptState:
    """An attempt with its drawn questions and the answers given so far."""

    attempt: Attempt
    document: PaperDocument
    items: list[Item]
    addresses: Addresses

    @property
    def recorded(self) -> bool:
        """Whether the attempt is on record; a preview is not."""
        return self.attempt.pk is not None

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
    def milliseconds_left(self) -> int:
        """How much is left of a time limit, for a page to count down by; 0 where there is none."""
        if self.attempt.deadline is None:
            return 0
        left = self.attempt.deadline - timezone.now()
        return max(0, left // timedelta(milliseconds=1))

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
    def complete(self) -> bool:
        """Whether its last answer is in and ends it; a test ends when it is handed in."""
        return self.next_open is None and self.tells and not self.closed

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

    def __init__(self) -> None:
        super().__init__(_("There is nothing to ask again: nothing was missed, or nothing is due."))


@dataclass(frozen=True)
class AttemptPlan:
    """What a reader chose before an attempt. `keys` limits it to some questions, if given."""

    mode: Mode
    themes: Collection[str]
    length: int
    minutes: int | None = None
    keys: Collection[str] | None = None


def drawn_attempt(paper: Paper, reader: UUID, plan: AttemptPlan, rng: random.Random) -> Attempt:
    """Draw the questions of a new attempt, which is not saved.

    Raises NothingToAsk where the plan leaves no question.
    """
    document = read_paper(paper)
    questions = [q for q in document.questions if plan.keys is None or q.key in plan.keys]
    drawn = draw(questions, plan.themes, plan.length, rng)
    if not drawn:
        raise NothingToAsk
    now = timezone.now()
    return Attempt(
        paper=paper,
        reader=reader,
        mode=plan.mode,
        draw=[[one.question, list(one.order)] for one in drawn],
        deadline=now + timedelta(minutes=plan.minutes) if plan.minutes else None,
    )


def load_state(attempt: Attempt, given: Answers, addresses: Addresses) -> AttemptState:
    """Return an attempt with its questions and the answers given to them."""
    document = read_paper(attempt.paper)
    items = [
        Item(number, document.by_key[key], tuple(order), given.get(key), document, addresses)
        for number, (key, order) in enumerate(attempt.draw, 1)
    ]
    return AttemptState(attempt, document, items, addresses)


def read_answer(item: Item, sent: FormValues) -> GivenAnswer:
    """Return the marked answer that a form's values make. Raises InvalidResponse."""
    response = item.question.read(sent, item.order)
    return GivenAnswer(
        question=item.question.key,
        response=response,
        sure=_sureness(sent),
        mark=item.question.mark(response),
    )


def _sureness(sent: FormValues) -> int | None:
    said = (*sent.get("sure", ()), "")[0]
    if said and said not in map(str, Sureness.values):
        raise InvalidResponse(_("Say how sure you are with one of the words shown, or leave it."))
    return int(said) if said else None


def is_over(attempt: Attempt) -> bool:
    """Return whether no answer counts any more: the time is up, or a test is handed in."""
    late = attempt.deadline is not None and timezone.now() >= attempt.deadline
    return late or (attempt.mode == Mode.TEST and attempt.finished is not None)


def finish(attempt: Attempt, given: Answers, when: datetime) -> None:
    """Set the end and the score of an attempt, which is not saved."""
    marks = [given[key].mark if key in given else 0.0 for key, _ in attempt.draw]
    attempt.finished, attempt.score = when, sum(marks) / len(marks)


def close(attempt: Attempt, given: Answers) -> bool:
    """Finish an attempt with what was given until now, or until its time was up, if it can be.

    In a test, open questions earn nothing. In any other mode they are put aside, as if they had
    not been drawn; where nothing was answered, nothing is closed.
    """
    if attempt.mode != Mode.TEST:
        if not given:
            return False
        attempt.draw = [drawn for drawn in attempt.draw if drawn[0] in given]
    now = timezone.now()
    finish(attempt, given, min(now, attempt.deadline or now))
    return True
