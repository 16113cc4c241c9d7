"""What the tallies of a page tell those who edit it: of its questions, passages and readers.

Papers come and go; a question that keeps its key and asks the same in several of them is one
version, and its tallies are added up. One that was changed is another version, told apart.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext, ngettext

from quiz.kinds.base import QuestionDocument
from quiz.models import Attempt, Paper, Tally, Turnout
from quiz.paper import PaperDocument, Passage, read_paper
from quiz.reporting.question_stats import QuestionVersion, add_up
from quiz.reporting.statistics import Proportion


@dataclass(frozen=True)
class DropOut:
    """How many left after so many answers, and how many stayed longer."""

    answered: int
    left: Proportion
    stayed: Proportion

    @property
    def name(self) -> str:
        if self.answered == 0:
            return gettext("before the first answer")
        after = ngettext("after %(count)s answer", "after %(count)s answers", self.answered)
        return after % {"count": self.answered}


@dataclass(frozen=True)
class TurnoutReport:
    """How readers went through the first quiz they took on a page."""

    finished: int
    going_on: int
    left: dict[int, int] = field(default_factory=dict)

    @property
    def gone(self) -> int:
        return sum(self.left.values())

    @property
    def started(self) -> int:
        return self.finished + self.gone + self.going_on

    @property
    def settled(self) -> int:
        """Those who finished or left."""
        return self.finished + self.gone

    @property
    def completion(self) -> Proportion:
        """The share that finished, of those who finished or left."""
        return Proportion(self.finished, self.settled)

    @property
    def places(self) -> list[DropOut]:
        """Where readers left, as shares of those who finished or left, the earliest first."""
        found, stayed = [], self.settled
        for answered, count in sorted(self.left.items()):
            if count:
                stayed -= count
                left = Proportion(count, self.settled)
                found.append(DropOut(answered, left, Proportion(stayed, self.settled)))
        return found


@dataclass(frozen=True)
class PassageReport:
    """What was lost in the questions on a passage while it read as it does now."""

    lost: Proportion
    by_question: Sequence[tuple[QuestionDocument, Proportion]]


@dataclass(frozen=True)
class PageReport:
    """All that is counted of a page. `versions` has the present wording of each question first."""

    current: PaperDocument
    versions: dict[str, list[QuestionVersion]]
    turnout: TurnoutReport
    passages: dict[str, PassageReport]

    @cached_property
    def present(self) -> list[QuestionVersion]:
        """The questions that are asked now, as they are asked now."""
        return [self.versions[question.key][0] for question in self.current.questions]

    @property
    def past(self) -> list[QuestionVersion]:
        """The versions that are not asked any more."""
        return [w for found in self.versions.values() for w in found if not w.current]

    @cached_property
    def earned(self) -> Proportion:
        """The share of marks earned over all questions that are asked now."""
        marks = sum(version.counts.marks for version in self.present)
        return Proportion(marks, sum(version.counts.answers for version in self.present))

    @property
    def lost(self) -> Proportion:
        """The share of marks lost over all questions that are asked now."""
        return Proportion(self.earned.answers - self.earned.earned, self.earned.answers)


@dataclass(frozen=True)
class _Counted:
    """A tally with the paper it is of."""

    paper: Paper
    document: PaperDocument
    tally: Tally

    @property
    def question(self) -> QuestionDocument:
        return self.document.by_key[self.tally.question]


def page_report(page_key: str, current: Paper) -> PageReport:
    """Return what is counted of a page whose readers are asked `current` now; four queries."""
    made = Paper.objects.filter(page_key=page_key).order_by("made", "pk")
    papers = {paper.pk: paper for paper in made}
    tallies = Tally.objects.filter(paper__page_key=page_key)
    tallies = tallies.order_by("paper__made", "paper", "question")
    counted = [
        _Counted(papers[tally.paper_id], read_paper(papers[tally.paper_id]), tally)
        for tally in tallies
    ]
    by_question: dict[str, list[_Counted]] = {}
    for one in counted:
        by_question.setdefault(one.tally.question, []).append(one)
    document = read_paper(current)
    return PageReport(
        current=document,
        versions=_versions(counted, current, list(papers.values())),
        turnout=_turnout(page_key),
        passages={key: _passage(key, document, by_question) for key in document.passages},
    )


def _versions(
    counted: list[_Counted], current: Paper, papers: list[Paper]
) -> dict[str, list[QuestionVersion]]:
    """Return every wording by its question’s key, the newest first."""
    found: dict[tuple[str, str], list[_Counted]] = {}
    for one in counted:
        found.setdefault((one.question.key, one.question.wording), []).append(one)
    asked = {(q.key, q.wording): q for q in read_paper(current).questions}
    versions: dict[str, list[QuestionVersion]] = {}
    for identity in dict.fromkeys([*asked, *reversed(found)]):
        ones = found.get(identity, [])
        versions.setdefault(identity[0], []).append(
            QuestionVersion(
                question=asked.get(identity) or ones[-1].question,
                counts=add_up(one.tally for one in ones),
                current=identity in asked,
                since=ones[0].paper.made if ones else current.made,
                until=None if identity in asked else _followed(ones[-1].paper, papers),
            )
        )
    return versions


def _followed(paper: Paper, papers: list[Paper]) -> datetime | None:
    """Return when the paper after this one was made, if there is one."""
    later = papers[papers.index(paper) + 1 :]
    return later[0].made if later else None


def _passage(
    key: str, current: PaperDocument, counted: Mapping[str, Sequence[_Counted]]
) -> PassageReport:
    """Return what was lost on a passage by those who were asked, and had read, what stands now."""
    passage = current.passages[key]
    shares = []
    for question in (q for q in current.questions if key in q.evidence):
        same = [
            one.tally
            for one in counted.get(question.key, ())
            if one.question.wording == question.wording and _reads_as(one, key, passage)
        ]
        answers = sum(tally.answers for tally in same)
        # A sum of thirds may stray from whole numbers by a rounding.
        lost = max(0.0, answers - sum(tally.marks for tally in same))
        shares.append((question, Proportion(lost, answers)))
    total = Proportion(sum(s.earned for _, s in shares), sum(s.answers for _, s in shares))
    return PassageReport(total, shares)


def _reads_as(one: _Counted, key: str, passage: Passage) -> bool:
    """Return whether a passage stood in a paper as it does now; its paragraphs may differ."""
    was = one.document.passages.get(key)
    now = (passage.text, passage.standing, passage.speaker)
    return was is not None and (was.text, was.standing, was.speaker) == now


def _turnout(page_key: str) -> TurnoutReport:
    turnouts = list(Turnout.objects.filter(paper__page_key=page_key))
    left: Counter[int] = Counter()
    for turnout in turnouts:
        left.update({int(place): count for place, count in turnout.left.items()})
    begun = Attempt.objects.filter(paper__page_key=page_key, first=True, finished=None)
    return TurnoutReport(
        finished=sum(turnout.finished for turnout in turnouts),
        going_on=begun.filter(tallied=False, left__isnull=True).count(),
        left=dict(left),
    )
