"""What the preview of a file of questions shows."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from briefing.editing import import_export
from quiz.documents.schema import Loc
from quiz.exchange.draft_question import LENGTHS
from quiz.exchange.imported import Carried, place_name


def preview_of(
    carried: Sequence[Carried],
    kept: str,
    sent: Mapping[str, str] = MappingProxyType({}),
    faults: Mapping[int, str] = MappingProxyType({}),
) -> dict[str, Any]:
    """Return what the preview of a file shows, the texts that are too long as they were sent."""
    whole = [question for question in carried if question.data and not question.too_long]
    return {
        "rows": [
            {
                "question": question,
                "texts": [
                    _long_text(number, question.data, place, sent) for place in question.too_long
                ],
                "fault": faults.get(number, ""),
            }
            for number, question in enumerate(carried)
        ],
        "taken": len(whole),
        "total": sum(not question.is_category for question in carried),
        "long": sum(bool(question.too_long) for question in carried),
        "kept": kept,
    }


def _long_text(number: int, data: Any, place: Loc, sent: Mapping[str, str]) -> dict[str, Any]:
    text = data
    for part in place:
        text = text[part]
    name = import_export.text_name(number, place)
    return {
        "name": name,
        "label": place_name(place),
        "text": sent.get(name, text),
        "most": LENGTHS[str(place[-1])],
    }
