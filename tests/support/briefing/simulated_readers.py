"""Briefs with simulated readers, and where their reports are."""

from typing import Any

from django.urls import reverse

from briefing.models import Brief
from briefing.reporting.brief_report import BriefReport, brief_report
from quiz.reporting.question_stats import Figure, QuestionVersion
from quiz.reporting.tallies import count_all
from tests.support.quiz.simulated_readers import Classroom

DIFFICULTIES = {f"q{n}": -2.2 + 0.4 * n for n in range(1, 13)}


def address(brief: Brief, *place: str) -> str:
    name = "_".join(["briefing_brief_report", *place[:1]])
    return reverse(f"admin:{name}", args=[brief.pk, *place[1:]])


def many(number: int) -> dict[str, Any]:
    """Return the claims of a brief, and a question on each."""
    claim = {"section": "background", "standing": "established", "paragraphs": [1]}
    options = [{"text": text, "right": text == "Yes", "feedback": "So."} for text in ("Yes", "No")]
    options.append({"text": "Perhaps", "feedback": "No."})
    question = {"theme": "actors", "skill": "recall", "kind": "single", "explanation": "So."}
    numbers = range(1, number + 1)
    return {
        "claims": [
            {"key": f"c{n}", "text": f"Claim number {n}.", **claim, "bare": f"{n}."}
            for n in numbers
        ],
        "questions": [
            {"key": f"q{n}", "prompt": f"Is it {n}?", "evidence": [f"c{n}"], **question}
            | {"options": options}
            for n in numbers
        ],
    }


def seat(brief: Brief, difficulties=DIFFICULTIES, readers=200, seed=4, **how: Any) -> None:
    brief.refresh_from_db()
    assert brief.live is not None
    assert brief.live.paper is not None
    room = Classroom(brief.live.paper, difficulties, seed, how.pop("turned", ()))
    room.take_quizzes(readers, len(difficulties), **how)
    list(count_all())


def report_on(brief: Brief) -> BriefReport:
    found = brief_report(Brief.objects.select_related("live__paper").get(pk=brief.pk))
    assert found is not None
    return found


def discrimination(wording: QuestionVersion) -> Figure:
    assert wording.discrimination is not None
    return wording.discrimination
