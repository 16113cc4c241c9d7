"""A site as the version before page keys left its database, written with that version's models.

Its documents are written out here: what later versions make of a brief must not change them.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

BEFORE = [("briefing", "0005_papers_asked"), ("quiz", "0006_paper_asked")]
READER = UUID("6f0d3c52-2f6a-4c1b-9a57-0d2f0f3b9c11")
DAY = datetime(2026, 11, 1, tzinfo=UTC)

_OPTIONS: list[dict[str, Any]] = [
    {"text": "Yes", "right": True, "feedback": "So it is."},
    {"text": "No", "feedback": "The claim says otherwise."},
    {"text": "Perhaps", "feedback": "The claim leaves no doubt."},
]
_QUESTION: dict[str, Any] = {
    "key": "q1",
    "theme": "actors",
    "skill": "recall",
    "kind": "single",
    "prompt": "Is the sky blue?",
    "explanation": "The claim says so.",
    "evidence": ["c1"],
}
_CLAIM = {
    "key": "c1",
    "section": "background",
    "standing": "established",
    "paragraphs": [1],
    "actors": ["sky"],
    "text": "The sky is blue.",
}
# What led the brief stood in the short form of its page; the claim on its depth did not.
_MORE_CLAIMS = [
    {"key": "c2", "section": "outlook", "text": "It will clear up.", "lead": True},
    {"key": "c3", "text": "It is wide.", "lead": True},
    {"key": "c4", "text": "It is deep.", "lead": False},
]
_HEAD = {"standfirst": "On the sky.", "bottom_line": "It is blue."}
_PASSAGE = {"text": "The sky is blue.", "standing": "Established", "sign": "○", "paragraphs": [1]}


def _edition_document(slug: str, title: str) -> str:
    article = {"paragraphs": ["It is blue.", "It is wide."]}
    actors = [{"key": "sky", "name": "Sky", "kind": "bloc"}]
    parts = {"article": article, "actors": actors, "claims": [_CLAIM]}
    return json.dumps({"slug": slug, "title": title, **_HEAD, **parts})


def _paper_document(title: str) -> str:
    question = {**_QUESTION, "options": _OPTIONS}
    return json.dumps({"title": title, "questions": [question], "passages": {"c1": _PASSAGE}})


@dataclass
class FormerSite:
    """Makes the rows. What a test asks for again is kept by a name for it."""

    apps: Any
    before: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def rows(self, label: str) -> Any:
        return self.apps.get_model(label).objects

    def fill(self) -> None:
        """Make a brief served at two addresses in turn, one whose slug was changed, and a draft."""
        sky = self._brief("sky", "The sky")
        self.first = self._paper("/briefs/sky/", "The sky", DAY)
        self.second = self._paper("/room/briefs/sky/", "The sky", DAY + timedelta(days=9))
        self._edition(sky, 1, self.first)
        self._publish(sky, self._edition(sky, 2, self.second))
        self._plan(sky)
        sea = self._brief("sea", "The sea")
        self.unpublished = self._paper("/room/briefs/the-sea/", "The sea", DAY)
        self._edition(sea, 1, self.unpublished)
        self._brief("land", "The land")
        self.stray = self._paper("/elsewhere/", "Elsewhere", DAY)
        self.finished = self._attempt(self.first, DAY, finished=DAY, score=1.0, tallied=True)
        self._answer(self.finished)
        self.open = self._attempt(self.second, timezone.now())
        self._card("/briefs/sky/", "q1", DAY)
        self._card("/room/briefs/sky/", "q1", DAY + timedelta(days=9))
        self._card("/briefs/sky/", "q2", DAY)
        self._card("/elsewhere/", "q1", DAY)

    def _brief(self, slug: str, title: str) -> Any:
        quiz = self.rows("quiz.Quiz").create(title=title)
        article = self.rows("briefing.Article").create(paragraphs=["It is blue.", "It is wide."])
        brief = self.rows("briefing.Brief").create(
            slug=slug, title=title, topics=[], article=article, quiz=quiz, **_HEAD
        )
        actor, _ = self.rows("briefing.Actor").get_or_create(key="sky", name="Sky", kind="bloc")
        self.rows("briefing.Role").create(brief=brief, actor=actor, position=1)
        self.rows("briefing.Claim").create(brief=brief, position=1, lead=True, **_CLAIM)
        for position, claim in enumerate(_MORE_CLAIMS, 2):
            self.rows("briefing.Claim").create(brief=brief, position=position, **_CLAIM | claim)
        question = self.rows("quiz.Question").create(quiz=quiz, position=1, **_QUESTION)
        for position, option in enumerate(_OPTIONS, 1):
            self.rows("quiz.Option").create(question=question, position=position, **option)
        return brief

    def _paper(self, address: str, title: str, asked: datetime) -> Any:
        document = _paper_document(title)
        return self.rows("quiz.Paper").create(
            page=address,
            title=title,
            document=document,
            sha256=hashlib.sha256(document.encode()).hexdigest(),
            asked=asked,
        )

    def _edition(self, brief: Any, number: int, paper: Any) -> Any:
        document = _edition_document(brief.slug, brief.title)
        return self.rows("briefing.Edition").create(
            brief=brief,
            number=number,
            paper=paper,
            document=document,
            sha256=hashlib.sha256(document.encode()).hexdigest(),
            title=brief.title,
            standfirst=brief.standfirst,
            revision=1,
        )

    def _publish(self, brief: Any, edition: Any) -> None:
        brief.live = edition
        brief.save()

    def _plan(self, brief: Any) -> None:
        data = json.loads(_edition_document(brief.slug, brief.title)) | {"format": "1"}
        revision = self.rows("briefing.Revision").create(
            brief=brief, number=1, document=json.dumps(data), what="Began the brief"
        )
        due = timezone.now() + timedelta(days=1)
        self.rows("briefing.Schedule").create(brief=brief, revision=revision, due=due)

    def _attempt(self, paper: Any, started: datetime, **fields: Any) -> Any:
        attempt = self.rows("quiz.Attempt").create(
            public_id=uuid4(), paper=paper, reader=READER, draw=[["q1", [2, 0, 1]]], **fields
        )
        self.rows("quiz.Turnout").create(paper=paper, finished=1, left={})
        return attempt

    def _answer(self, attempt: Any) -> None:
        answer = {"question": "q1", "response": [0], "sure": 95, "mark": 1.0}
        self.rows("quiz.Answer").create(attempt=attempt, **answer)
        self.rows("quiz.Tally").create(
            paper=attempt.paper, question="q1", answers=1, right=1, marks=1.0
        )

    def _card(self, address: str, question: str, reviewed: datetime) -> None:
        memory = {
            "card_id": 1,
            "state": 2,
            "step": None,
            "stability": 3.0,
            "difficulty": 5.0,
            "due": DAY.isoformat(),
            "last_review": reviewed.isoformat(),
        }
        self.rows("quiz.Card").create(
            reader=READER, page=address, question=question, due=DAY, memory=memory
        )
