"""How readers answered each question, counted once: what is new is added to what was counted.

Of each reader the first attempt on a page counts. It is counted when it is finished, or as left
when an hour has passed without an answer and no time limit runs; then `Attempt.left` keeps where
it stood: the question that was open (`at`), how many were answered (`place`), and whose answers
are in the tallies (`counted`). One that goes on afterwards is counted anew: the place is taken
back, and only the answers not yet counted are added. The answers of a test can change until it is
finished, so they wait for that.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import astuple
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from quiz.choices import Mode
from quiz.kinds.base import QuestionDocument
from quiz.models import Answer, Attempt, Paper, Tally, Turnout
from quiz.paper import PaperDocument, read_paper
from quiz.reporting.statistics import TIME_EDGES, PairSums, time_bin

# The job that counts, by which reports know how new their figures are.
COUNTING = "count answers"
FEWEST = 20
# So many attempts are counted in one transaction, so that no reader waits long for a turn.
A_BATCH = 40
BINS = len(TIME_EDGES) - 1
COUNTED = ("answers", "right", "marks", "left", "picks", "times", "sure", "rests")


def count_new(paper: Paper) -> int:
    """Add what is new of a paper to its tallies; return how many attempts were looked at.

    One transaction. Where another counts this paper already, nothing is done.
    """
    if not Attempt.objects.filter(paper=paper).uncounted().exists():
        return 0
    Turnout.objects.get_or_create(paper=paper)
    with transaction.atomic():
        turnout = Turnout.objects.select_for_update(skip_locked=True).filter(paper=paper).first()
        if turnout is None:
            return 0
        new = Attempt.objects.filter(paper=paper).uncounted().select_for_update(skip_locked=True)
        attempts = list(new.order_by("pk")[:A_BATCH])
        given = _given(attempts)
        count = _Count(paper, turnout)
        for attempt in attempts:
            count.add(attempt, given.get(attempt.pk, []))
        count.keep(attempts)
    return len(attempts)


def count_all() -> Iterator[int]:
    """Add what is new of every paper to its tallies; yield after each batch how many were counted.

    One query where nothing is new.
    """
    new = Attempt.objects.uncounted().order_by()
    for pk in list(new.values_list("paper", flat=True).distinct()):
        paper = Paper.objects.get(pk=pk)
        while counted := count_new(paper):
            yield counted


class _Given(NamedTuple):
    """What counts of an answer."""

    question: str
    response: Any
    sure: int | None
    mark: float
    given: datetime


def _given(attempts: Iterable[Attempt]) -> dict[int, list[_Given]]:
    """Return the answers of each attempt in the order they were given; one query."""
    found: dict[int, list[_Given]] = {}
    answers = Answer.objects.filter(attempt__in=[attempt.pk for attempt in attempts])
    rows = answers.order_by("given", "pk").values_list("attempt", *_Given._fields)
    for attempt, *answer in rows:
        found.setdefault(attempt, []).append(_Given(*answer))
    return found


class _Count:
    """The counting of some attempts of one paper."""

    def __init__(self, paper: Paper, turnout: Turnout) -> None:
        self.paper = paper
        self.turnout = turnout
        self.document: PaperDocument = read_paper(paper)
        # Without their numbers: they are put in the place of the rows that are there.
        kept = Tally.objects.filter(paper=paper).values("question", *COUNTED)
        self.tallies = {row["question"]: Tally(paper=paper, **row) for row in kept}
        self.sums: dict[str, PairSums] = {}
        self.touched: set[str] = set()

    def add(self, attempt: Attempt, answers: list[_Given]) -> None:
        before = attempt.left or {"counted": []}
        if attempt.left:
            self._leave(attempt.left, -1)
        closed = attempt.finished is not None
        settled = closed or attempt.mode != Mode.TEST
        for answer, seconds in zip(answers, _times(attempt, answers), strict=True):
            if settled and answer.question not in before["counted"]:
                self._answer(answer, None if attempt.mode == Mode.TEST else seconds)
        if closed:
            attempt.left = None
            self.turnout.finished += 1
            self._rests(attempt, answers)
        else:
            given = [answer.question for answer in answers]
            at = next((key for key, _ in attempt.draw if key not in given), "")
            counted = given if settled else []
            attempt.left = {"at": at, "place": len(given), "counted": counted}
            self._leave(attempt.left, 1)
        attempt.tallied = True

    def keep(self, attempts: Iterable[Attempt]) -> None:
        """Write what was counted, and of which attempts."""
        for key, sums in self.sums.items():
            self.tallies[key].rests = list(astuple(sums))
        Tally.objects.bulk_create(
            [self.tallies[key] for key in sorted(self.touched)],
            update_conflicts=True,
            unique_fields=["paper", "question"],
            update_fields=COUNTED,
        )
        self.turnout.save()
        closed = [attempt.pk for attempt in attempts if attempt.left is None]
        Attempt.objects.filter(pk__in=closed).update(tallied=True, left=None)
        Attempt.objects.bulk_update(
            [attempt for attempt in attempts if attempt.left], ["tallied", "left"]
        )

    def _tally(self, key: str) -> Tally:
        self.touched.add(key)
        if key not in self.tallies:
            self.tallies[key] = Tally(paper=self.paper, question=key)
        return self.tallies[key]

    def _leave(self, left: dict[str, Any], step: int) -> None:
        place = str(left["place"])
        self.turnout.left[place] = self.turnout.left.get(place, 0) + step
        if left["at"]:
            self._tally(left["at"]).left += step

    def _answer(self, answer: _Given, seconds: float | None) -> None:
        question: QuestionDocument = self.document.by_key[answer.question]
        tally = self._tally(answer.question)
        tally.answers += 1
        tally.right += answer.mark == 1
        tally.marks += answer.mark
        for place in map(str, question.picked(answer.response)):
            tally.picks[place] = tally.picks.get(place, 0) + 1
        if answer.sure is not None:
            said, earned = tally.sure.get(str(answer.sure), (0, 0.0))
            tally.sure[str(answer.sure)] = [said + 1, earned + answer.mark]
        if seconds is not None:
            tally.times = tally.times or [0] * BINS
            tally.times[time_bin(seconds)] += 1

    def _rests(self, attempt: Attempt, answers: list[_Given]) -> None:
        """Set each answer’s mark beside the mean mark of the other questions of its attempt."""
        others = len(attempt.draw) - 1
        earned = sum(answer.mark for answer in answers)
        for answer in answers if others else ():
            tally = self._tally(answer.question)
            if answer.question not in self.sums:
                self.sums[answer.question] = PairSums(*tally.rests)
            self.sums[answer.question].add(answer.mark, (earned - answer.mark) / others)


def _times(attempt: Attempt, answers: list[_Given]) -> list[float]:
    """Return the seconds from the answer before, or the start, to each answer.

    So the time to read the last verdict counts for the next question: no one records when a
    question was first looked at. The longest times are capped by `statistics.time_bin`.
    """
    moments = [attempt.started, *(answer.given for answer in answers)]
    return [(after - before).total_seconds() for before, after in pairwise(moments)]


def counted_marks(reader: UUID, paper: Paper) -> dict[str, float]:
    """Return the marks of a reader that the tallies of a paper hold; one query."""
    own = Answer.objects.filter(attempt__reader=reader, attempt__paper=paper, attempt__first=True)
    rows = own.values_list("question", "mark", "attempt__tallied", "attempt__left")
    return {
        key: mark
        for key, mark, tallied, left in rows
        if (key in left["counted"] if left else tallied)
    }


def others_earned(paper: Paper, keys: Collection[str], own: dict[str, float]) -> float | None:
    """Return what other readers earned on average on these questions; one query.

    `own` are the marks that the tallies hold of this reader, left out. None where fewer than
    twenty others answered one of them.
    """
    tallies = {t.question: t for t in Tally.objects.filter(paper=paper, question__in=keys)}
    earned = 0.0
    for key in keys:
        tally = tallies.get(key)
        others = tally.answers - (key in own) if tally else 0
        if tally is None or others < FEWEST:
            return None
        earned += (tally.marks - own.get(key, 0)) / others
    return earned
