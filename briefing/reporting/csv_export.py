"""The reports as tables for spreadsheets and statistics programs. No table says who a reader is."""

import csv
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils import translation

from briefing.reporting.brief_report import BriefReport
from quiz.reporting.question_stats import Figure, QuestionVersion
from quiz.reporting.statistics import Proportion

Rows = Iterator[list[Any]]
OF_SHARE = ("share", "low", "high")


class _CsvRow:
    """What the csv module takes for a file: it gives back each line."""

    def write(self, line: str) -> str:
        return line


def as_csv(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Return the lines of a table, the first after a mark by which spreadsheets know UTF-8.

    Tables are English on every site: programs go by the names of their columns and rows.
    """
    writer = csv.writer(_CsvRow())
    with translation.override(None):
        lines = [writer.writerow([guarded(value) for value in row]) for row in rows]
    yield "\ufeff"
    yield from lines


def guarded(value: Any) -> Any:
    """Return a value that no spreadsheet takes for a formula.

    A text that begins like one has an apostrophe put before it. Numbers stay numbers, also
    negative ones. What is not known is an empty cell.
    """
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return value


def _share(share: Proportion) -> list[float | None]:
    if not share.known:
        return [None] * 3
    return [share.value, share.interval.low, share.interval.high]


def _figure(figure: Figure | None) -> list[float | None]:
    return [figure.value, figure.interval.low, figure.interval.high] if figure else [None] * 3


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _versions(report: BriefReport, key: str) -> list[QuestionVersion]:
    found = [*report.page.present, *report.page.past]
    return [version for version in found if key in ("", version.question.key)]


def readers_rows(report: BriefReport, key: str) -> Rows:
    turnout = report.page.turnout
    yield ["readers", "count", "of", *OF_SHARE]
    yield ["started", turnout.started, *[None] * 4]
    yield ["still going on", turnout.going_on, *[None] * 4]
    finished = turnout.completion
    yield ["finished", turnout.finished, turnout.settled, *_share(finished)]
    for row in turnout.places:
        yield [f"left {row.name}", row.left.earned, row.left.answers, *_share(row.left)]


def questions_rows(report: BriefReport, key: str) -> Rows:
    yield [
        *("question", "wording", "asked now", "asked since", "asked until"),
        *("theme", "skill", "kind", "prompt", "statement", "claims"),
        *("answers", "right", "right share", "right low", "right high"),
        *("marks", "marks share", "marks low", "marks high"),
        *("discrimination", "discrimination low", "discrimination high", "finished attempts"),
        *("median seconds", "median low", "median high", "timed answers", "left here"),
    ]
    for version in _versions(report, key):
        asked, counts = version.question, version.counts
        yield [
            *(asked.key, asked.wording, _yes(version.current)),
            *(version.since.date(), version.until.date() if version.until else None),
            *(asked.theme, asked.skill, asked.kind, asked.prompt, asked.about),
            *(" ".join(asked.evidence), counts.answers, counts.right, *_share(version.right)),
            *(counts.marks, *_share(version.earned)),
            *(*_figure(version.discrimination), int(counts.rests.n)),
            *(*_figure(version.median_time), version.timed, counts.left),
        ]


def details_rows(report: BriefReport, key: str) -> Rows:
    yield ["question", "wording", "asked now", "what", "name", "right", "count", "of", *OF_SHARE]
    for version in _versions(report, key):
        parts = {"chosen": version.picks, "time": version.times, "marks when": version.sureness}
        for part, rows in parts.items():
            for row in rows:
                yield [
                    *(version.question.key, version.question.wording, _yes(version.current)),
                    *(part, row.name, _yes(row.right) if part == "chosen" else None),
                    *(row.share.earned, row.share.answers, *_share(row.share)),
                ]


def claims_rows(report: BriefReport, key: str) -> Rows:
    yield ["claim", "section", "standing", "text", "question", "lost", "answers", *OF_SHARE]
    for found in report.claims.values():
        claim = [found.claim.key, found.claim.section, found.claim.standing, found.claim.text]
        parts = [("all", found.lost), *((q.key, share) for q, share in found.by_question)]
        for question, share in parts:
            yield [*claim, question, share.earned, share.answers, *_share(share)]


FILES: dict[str, Callable[[BriefReport, str], Rows]] = {
    "readers": readers_rows,
    "questions": questions_rows,
    "details": details_rows,
    "claims": claims_rows,
}
