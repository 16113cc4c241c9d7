"""The brief that comes with the program, and the smallest that is whole."""

from pathlib import Path
from typing import Any

BUNDLED = Path(__file__).parents[3] / "briefing" / "briefs" / "russia-and-the-taliban.yaml"


PASSAGE = {"section": "background", "text": "The sky is blue. [c1]"}


def small_brief(**parts: Any) -> dict[str, Any]:
    """Return the data of a small brief that is whole; keywords replace its parts."""
    options = [
        {"text": "Yes", "right": True, "feedback": "So it is."},
        {"text": "No", "feedback": "The claim says otherwise."},
        {"text": "Perhaps", "feedback": "The claim leaves no doubt."},
    ]
    question = {
        "key": "q1",
        "theme": "actors",
        "skill": "recall",
        "kind": "single",
        "prompt": "Is the sky blue?",
        "explanation": "The claim says so.",
        "evidence": ["c1"],
        "options": options,
    }
    claim = {
        "key": "c1",
        "section": "background",
        "standing": "established",
        "paragraphs": [1],
        "actors": ["sky"],
        "text": "The sky is blue.",
        "bare": "The sky is blue.",
    }
    return {
        "format": "2",
        "slug": "sky",
        "title": "The sky",
        "standfirst": "On the sky.",
        "bottom_line": "It is blue.",
        "article": {"paragraphs": ["It is blue.", "It is wide."]},
        "actors": [
            {"key": "sky", "name": "Sky", "kind": "bloc"},
            {"key": "sea", "name": "Sea", "kind": "bloc"},
        ],
        # Other claims are not what this text names.
        "passages": [] if "claims" in parts else [PASSAGE],
        "claims": [claim],
        "questions": [question],
    } | parts
