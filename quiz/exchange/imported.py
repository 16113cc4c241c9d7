"""What is found in a file, and what of it a draft can take."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from quiz.choices import KindName, Skill, Theme
from quiz.documents.field_labels import field_name
from quiz.documents.schema import (
    Loc,
    Problem,
    problems_of,
)
from quiz.documents.time_limit import check_time
from quiz.exchange.draft_question import DraftQuestion, places_too_long
from quiz.exchange.general_feedback import TOGETHER, taken_back
from quiz.exchange.tags import Labels, read_tags
from quiz.kinds import KINDS
from quiz.kinds.judgement import TEXTS

MOST_BYTES = 2_000_000
MOST_QUESTIONS = 500
MOST_TAGS = 50
MOST_REMARKS = 50


class UnreadableFile(Exception):
    """A file that cannot be read at all: where it breaks off, and what to do about it."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


@dataclass(frozen=True, order=True)
class Remark:
    """What could not be carried over as it is, at one line of a file."""

    line: int
    message: str


@dataclass(frozen=True)
class ImportedOption:
    line: int
    text: str
    answer: str = ""
    right: bool = False
    feedback: str = ""


@dataclass(frozen=True)
class ImportedQuestion:
    """A question as a file has it. `kind` is the nearest of ours; None where there is none.

    `notes` are the lines said after any answer.
    """

    line: int
    name: str
    kind: str | None
    prompt: str = ""
    notes: tuple[str, ...] = ()
    options: tuple[ImportedOption, ...] = ()
    tags: tuple[str, ...] = ()
    in_order: bool = False
    is_category: bool = False
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Carried:
    """A question that can join a draft as `data`, or cannot and then has none; and all remarks.

    `too_long` are the places in `data` of texts that an editor has to shorten first.
    """

    line: int
    name: str
    data: dict[str, Any] | None
    remarks: list[Remark] = field(default_factory=list)
    too_long: list[Loc] = field(default_factory=list)
    is_category: bool = False

    @property
    def kind_label(self) -> str:
        return str(KindName(self.data["kind"]).label) if self.data else ""


@dataclass(frozen=True)
class Defaults:
    """What a question is given whose file does not say."""

    theme: Theme = Theme.ACTORS
    skill: Skill = Skill.RECALL


def carry(found: ImportedQuestion, claims: Collection[str], defaults: Defaults) -> Carried:
    """Return what a draft can take of a question, its evidence among the keys `claims`."""
    check_time()
    remarks = list(dict.fromkeys(found.remarks[:MOST_REMARKS]))
    if found.kind is None:
        return Carried(found.line, found.name, None, remarks, is_category=found.is_category)
    labels = read_tags(found.tags[:MOST_TAGS])
    data = _data(found, labels, claims, defaults)
    too_long: list[Loc] = []
    try:
        data = DraftQuestion.model_validate(data).model_dump(mode="json")
    except ValidationError as error:
        too_long = places_too_long(error)
        told = [Remark(_line(found, p.loc), _said(p)) for p in problems_of(error)]
        if not too_long:
            said = gettext("Left out. %(problem)s")
            remarks += [Remark(r.line, said % {"problem": r.message}) for r in told]
            return Carried(found.line, found.name, None, sorted(remarks))
        remarks += told
    remarks += [*_on_labels(found, labels, claims, defaults), *_to_mend(found, data)]
    return Carried(found.line, found.name, data, sorted(remarks), too_long)


def _data(
    found: ImportedQuestion, labels: Labels, claims: Collection[str], defaults: Defaults
) -> dict[str, Any]:
    kind, options = _kind(found, labels)
    explanation, feedback = " ".join(found.notes), [option.feedback for option in options]
    if kind in TOGETHER:
        explanation, together = taken_back(found.notes, [option.text for option in options])
        feedback = [own or said for own, said in zip(feedback, together, strict=True)]
    return {
        "theme": labels.theme or defaults.theme.value,
        "skill": labels.skill or defaults.skill.value,
        "kind": kind,
        "prompt": found.prompt,
        "explanation": explanation,
        "evidence": [key for key in dict.fromkeys(labels.evidence) if key in claims],
        "in_order": labels.in_order if labels.kind else found.in_order and kind != "judgement",
        "options": [
            {"text": o.text, "answer": o.answer, "right": o.right, "feedback": said}
            for o, said in zip(options, feedback, strict=True)
        ],
    }


def _kind(found: ImportedQuestion, labels: Labels) -> tuple[str, tuple[ImportedOption, ...]]:
    """Return the kind of ours, and its options: a tag may tell more than the file's own kind."""
    texts = tuple(option.text for option in found.options)
    if found.kind == "single" and texts == TEXTS:
        return "judgement", found.options
    numbers = [option.answer for option in found.options]
    in_turn = [str(place) for place in range(1, len(numbers) + 1)]
    if found.kind == "match" and labels.kind == "order" and sorted(numbers, key=_number) == in_turn:
        ordered = sorted(found.options, key=lambda option: _number(option.answer))
        return "order", tuple(ImportedOption(o.line, o.text, feedback=o.feedback) for o in ordered)
    return str(found.kind), found.options


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _on_labels(
    found: ImportedQuestion, labels: Labels, claims: Collection[str], defaults: Defaults
) -> Iterable[Remark]:
    for key in labels.evidence:
        if key not in claims:
            yield Remark(
                found.line,
                gettext("The evidence “%(key)s” is not carried over: no such claim here.")
                % {"key": key},
            )
    if labels.others:
        named = ", ".join(f"“{tag[:40]}”" for tag in labels.others)
        yield Remark(found.line, gettext("Tags are not kept: %(tags)s.") % {"tags": named})
    if not labels.theme:
        yield Remark(
            found.line,
            gettext("No theme is named; it is put under %(theme)s.")
            % {"theme": defaults.theme.label},
        )


def _to_mend(found: ImportedQuestion, data: dict[str, Any]) -> list[Remark]:
    """Return a remark on all that has to be mended before the question can be published."""
    wants = [str(want) for name, want in _WANTED.items() if not data[name]]
    silent = [str(place) for place, o in enumerate(data["options"], 1) if not o["feedback"]]
    if silent:
        write = ngettext(
            "Write the feedback of option %(options)s.",
            "Write the feedback of options %(options)s.",
            len(silent),
        )
        wants.append(write % {"options": ", ".join(silent)})
    told = [{**option, "feedback": "."} for option in data["options"]]
    try:
        KINDS[data["kind"]].model_validate({**data, **_SUPPOSED, "options": told})
    except ValidationError as error:
        # What is too long is said by itself.
        wants += [] if places_too_long(error) else [_said(p) for p in problems_of(error)]
    return [
        Remark(
            found.line,
            gettext("To be mended before publishing: %(wants)s") % {"wants": " ".join(wants)},
        )
    ] * bool(wants)


_WANTED = {
    "explanation": _("Write the explanation."),
    "evidence": _("Choose the claim it rests on."),
}
# What is lacking is supposed to be there, so that the rest can be checked.
_SUPPOSED = {"key": "q", "explanation": ".", "evidence": ["c"]}


def _said(problem: Problem) -> str:
    """Return a problem with the name of its place: Option 2, feedback: …"""
    return f"{place_name(problem.loc)}: {problem.message}"


def place_name(place: Loc) -> str:
    """Return what a place in a question is called: Option 2, feedback."""
    names = []
    if place[0] == "options" and len(place) > 1:
        names.append(gettext("option %(number)s") % {"number": int(place[1]) + 1})
        place = place[2:]
    names += [field_name(str(part)) for part in place]
    return str(capfirst(", ".join(names)))


def _line(found: ImportedQuestion, loc: Loc) -> int:
    if loc[0] == "options" and len(loc) > 1 and isinstance(loc[1], int):
        return found.options[loc[1]].line
    return found.line
