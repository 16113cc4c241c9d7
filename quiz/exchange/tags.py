"""What other programs have no field for travels as tags: kind, theme, skill, order, evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quiz.choices import KindName, Skill, Theme
from quiz.kinds.base import QuestionDocument

IN_ORDER = "in-order"


@dataclass(frozen=True)
class Labels:
    """What the tags of a question say; empty where they say nothing. `others` are not ours."""

    kind: str = ""
    theme: str = ""
    skill: str = ""
    in_order: bool = False
    evidence: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def tags_of(question: QuestionDocument) -> list[str]:
    """Return the tags of a question, such as `theme:motives` and `evidence:c7`."""
    named = [f"{name}:{getattr(question, name)}" for name in ("kind", "theme", "skill")]
    kept = [IN_ORDER] if question.in_order else []
    return named + kept + [f"evidence:{key}" for key in question.evidence]


def read_tags(tags: Iterable[str]) -> Labels:
    """Return what tags say. One that names no kind, theme or skill of ours is among the others."""
    said = {"kind": "", "theme": "", "skill": ""}
    known: dict[str, Sequence[str]] = {
        "kind": KindName.values,
        "theme": [theme.value for theme in Theme if theme != Theme.STANDING],
        "skill": Skill.values,
    }
    evidence: list[str] = []
    others: list[str] = []
    in_order = False
    for tag in tags:
        name, _, value = tag.strip().lower().partition(":")
        if name in said and value in known[name]:
            said[name] = value
        elif name == "evidence" and value:
            evidence.append(value)
        elif name == IN_ORDER:
            in_order = True
        else:
            others.append(tag.strip())
    return Labels(**said, in_order=in_order, evidence=tuple(evidence), others=tuple(others))
