"""What readers made of a brief: the chain from question back to claim, for those who edit it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from briefing.documents.schema import ClaimDocument, EditionDocument
from briefing.models import Brief, Edition
from quiz.kinds.base import QuestionDocument
from quiz.reporting.page_report import PageReport, page_report
from quiz.reporting.question_stats import Figure, QuestionVersion
from quiz.reporting.statistics import Proportion
from quiz.reporting.tallies import count_page

# One look spends at most so long on counting what is new; the next one goes on from there.
COUNTING_SECONDS = 5.0


@dataclass(frozen=True)
class ClaimReport:
    """A claim with the share of marks lost in the questions that rest on it."""

    claim: ClaimDocument
    lost: Proportion
    by_question: Sequence[tuple[QuestionDocument, Proportion]]
    often: bool


@dataclass(frozen=True)
class Dot:
    """A question in the picture of all: how many are right, and how well it discriminates."""

    version: QuestionVersion
    discrimination: Figure

    @property
    def x(self) -> float:
        """Its place from the left, 0 to 100."""
        return 100 * self.version.right.value

    @property
    def y(self) -> float:
        """Its place from the top, 0 to 100; no discrimination is halfway."""
        return 50 - 50 * self.discrimination.value


@dataclass(frozen=True)
class BriefReport:
    """`complete` is false where answers are left to be counted by the next look."""

    edition: Edition
    page: PageReport
    complete: bool

    @cached_property
    def document(self) -> EditionDocument:
        return EditionDocument.model_validate_json(self.edition.document)

    @cached_property
    def claims(self) -> dict[str, ClaimReport]:
        return {claim.key: self._claim(claim) for claim in self.document.claims}

    def _claim(self, claim: ClaimDocument) -> ClaimReport:
        passage = self.page.passages.get(claim.key)
        lost = passage.lost if passage else Proportion(0, 0)
        return ClaimReport(
            claim=claim,
            lost=lost,
            by_question=passage.by_question if passage else (),
            often=lost.known and lost.interval.low > self.page.lost.value,
        )

    @property
    def misread(self) -> list[ClaimReport]:
        """The claims that are misread more often than the brief as a whole, the worst first.

        Those whose whole interval lies above the share of marks lost over all questions.
        """
        found = [report for report in self.claims.values() if report.often]
        return sorted(found, key=lambda report: -report.lost.value)

    @property
    def dots(self) -> list[Dot]:
        return [
            Dot(version, version.discrimination)
            for version in self.page.present
            if version.right.known and version.discrimination
        ]


def brief_report(brief: Brief) -> BriefReport | None:
    """Count what is new and return what is known of the live edition; None without questions.

    Of a brief that was taken back it is the last edition. Six queries where nothing is new and
    the brief came with its live edition and paper.
    """
    edition = brief.live or brief.editions.select_related("brief", "paper").first()
    if edition is None or edition.paper is None:
        return None
    complete = count_page(brief.key, COUNTING_SECONDS)
    return BriefReport(edition, page_report(brief.key, edition.paper), complete)


ORDERS = {
    "hardest": _("hardest first"),
    "discrimination": _("least discriminating first"),
    "time": _("slowest first"),
    "left": _("most often left first"),
    "brief": _("as in the brief"),
}


def ordered(versions: Sequence[QuestionVersion], order: str) -> list[QuestionVersion]:
    """Return questions in one of `ORDERS`; what has too few answers for it comes last."""
    found = list(versions)
    if order in _VALUES:
        values = {id(version): _VALUES[order](version) for version in found}
        found.sort(key=lambda version: _last_if_unknown(values[id(version)]))
    return found


def _last_if_unknown(value: float | None) -> tuple[bool, float]:
    return (value is None, value or 0.0)


_VALUES: dict[str, Callable[[QuestionVersion], float | None]] = {
    "hardest": lambda w: w.right.value if w.right.known else None,
    "discrimination": lambda w: w.discrimination.value if w.discrimination else None,
    "time": lambda w: -w.median_time.value if w.median_time else None,
    "left": lambda w: -w.counts.left,
}
