"""A reader's run through a paper: starting it, answering, and what stands where."""

import random
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from quiz.draw import draw
from quiz.grading import Score, score
from quiz.kinds.base import OptionDocument, QuestionDocument, UnreadableResponse
from quiz.models import Answer, Attempt, Paper
from quiz.paper import PaperDocument, Passage, read_paper
from quiz.vocabulary import Theme


@dataclass(frozen=True)
class ShownOption:
    """An option in its drawn place. `value` is that place: it tells nothing of what is right."""

    value: int
    option: OptionDocument
    chosen: bool


@dataclass(frozen=True)
class Item:
    """One drawn question of an attempt, with the reader's answer if it is given."""

    number: int
    question: QuestionDocument
    order: tuple[int, ...]
    answer: Answer | None
    passages: dict[str, Passage]

    @property
    def options(self) -> list[ShownOption]:
        chosen = self.answer.response if self.answer else ()
        return [
            ShownOption(value, self.question.options[position], position in chosen)
            for value, position in enumerate(self.order)
        ]

    @property
    def verdict(self) -> str:
        """The mark in words. Call it only once the question is answered."""
        mark = self.answer.mark if self.answer else 0.0
        return {1.0: "Right", 0.0: "Not right"}.get(mark, "Partly right")

    def read(self, values: Sequence[str]) -> list[int]:
        """Return the response that the values chosen in the form make.

        Raises UnreadableResponse where they are not places of this question's options.
        """
        places = [int(value) for value in values if re.fullmatch("[0-9]{1,3}", value)]
        if len(places) < len(values) or any(place >= len(self.order) for place in places):
            raise UnreadableResponse("That is not one of the answers. Choose one that is shown.")
        return self.question.read([self.order[place] for place in places])


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
    def answered(self) -> list[Item]:
        return [item for item in self.items if item.answer]

    @property
    def next_open(self) -> Item | None:
        return next((item for item in self.items if not item.answer), None)

    @property
    def score(self) -> Score:
        return _score(self.answered)

    @property
    def scores(self) -> list[tuple[Theme, Score]]:
        """The score of each theme that was drawn."""
        by_theme = [(t, [i for i in self.answered if i.question.theme == t]) for t in Theme]
        return [(theme, _score(items)) for theme, items in by_theme if items]

    def item(self, number: int) -> Item | None:
        return self.items[number - 1] if 1 <= number <= self.total else None


def _score(items: Sequence[Item]) -> Score:
    return score(item.answer.mark for item in items if item.answer)


def start(
    paper: Paper, reader: UUID, themes: Collection[str], length: int, chance: random.Random
) -> Attempt:
    """Draw the questions of a new attempt and keep the draw; one query beside reading the paper."""
    drawn = draw(read_paper(paper).questions, themes, length, chance)
    return Attempt.objects.create(
        paper=paper, reader=reader, draw=[[one.question, list(one.options)] for one in drawn]
    )


def find_sitting(reader: UUID | None, public_id: UUID) -> Sitting:
    """Return a reader's own attempt; two queries. Raises Attempt.DoesNotExist for any other."""
    return _sitting(Attempt.objects.of(reader).get(public_id=public_id))


def give_answer(
    reader: UUID | None, public_id: UUID, number: int, values: Sequence[str]
) -> Sitting:
    """Mark the values chosen for one question, once: a second answer changes nothing.

    The last answer finishes the attempt. Four queries at most. Raises Attempt.DoesNotExist where
    the reader has no such question, UnreadableResponse where the values are no answer to it.
    """
    attempt = Attempt.objects.of(reader).get(public_id=public_id)
    item = _unanswered(attempt).item(number)
    if item is None:
        raise Attempt.DoesNotExist
    try:
        response = item.read(values)
    except UnreadableResponse:
        sitting = _sitting(attempt)
        if sitting.items[number - 1].answer:
            return sitting
        raise
    answer = Answer(
        attempt=attempt,
        question=item.question.key,
        response=response,
        mark=item.question.mark(response),
    )
    Answer.objects.bulk_create([answer], ignore_conflicts=True)
    return _sitting(attempt)


def _unanswered(attempt: Attempt) -> Sitting:
    document = read_paper(attempt.paper)
    return Sitting(attempt, document, list(_items(attempt, document, {})))


def _sitting(attempt: Attempt) -> Sitting:
    """Return the attempt as it stands, finished if its last answer is in.

    The answer is kept before this looks, so of two last answers at once the later look sees both;
    and an end that a crash cut off is made good by whoever looks next.
    """
    document = read_paper(attempt.paper)
    given = {answer.question: answer for answer in attempt.answers.all()}
    sitting = Sitting(attempt, document, list(_items(attempt, document, given)))
    if sitting.next_open is None and attempt.finished is None:
        _finish(sitting)
    return sitting


def _finish(sitting: Sitting) -> None:
    attempt, total = sitting.attempt, sitting.score
    attempt.finished, attempt.score = timezone.now(), total.earned / total.questions
    Attempt.objects.filter(pk=attempt.pk, finished=None).update(
        finished=attempt.finished, score=attempt.score
    )


def _items(attempt: Attempt, document: PaperDocument, given: dict[str, Answer]) -> Iterator[Item]:
    for number, (key, order) in enumerate(attempt.draw, 1):
        question = document.by_key[key]
        passages = {evidence: document.passages[evidence] for evidence in question.evidence}
        yield Item(number, question, tuple(order), given.get(key), passages)
