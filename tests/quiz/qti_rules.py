"""The part of QTI 3.0 that we write, as rules: which attributes, which children in which order.

Written after the information model of 1EdTech (“QTI Assessment, Section and Item v3.0”, 2022).
"""

import re
from xml.etree.ElementTree import Element

from tests.quiz.qti import NAMESPACE

_PROCESSING = "response-processing (modal-feedback )*"
# Each element's attributes, those that must be there first, and its children as a pattern of their
# names, each followed by a space; None for text.
RULES: dict[str, tuple[set[str], set[str], str | None]] = {
    "assessment-item": (
        {"identifier", "title", "time-dependent"},
        {"adaptive"},
        f"response-declaration (outcome-declaration )+item-body {_PROCESSING}",
    ),
    "response-declaration": (
        {"identifier", "cardinality", "base-type"},
        set(),
        "correct-response (mapping )?",
    ),
    "outcome-declaration": (
        {"identifier", "cardinality", "base-type"},
        {"normal-maximum"},
        "(default-value )?",
    ),
    "correct-response": (set(), set(), "(value )+"),
    "default-value": (set(), set(), "(value )+"),
    "value": (set(), set(), None),
    "mapping": ({"default-value"}, {"lower-bound", "upper-bound"}, "(map-entry )+"),
    "map-entry": ({"map-key", "mapped-value"}, {"case-sensitive"}, ""),
    "item-body": (
        set(),
        set(),
        "(p |choice-interaction |order-interaction |match-interaction )+",
    ),
    "p": (set(), set(), "(text-entry-interaction )?"),
    "text-entry-interaction": ({"response-identifier"}, {"expected-length"}, ""),
    "choice-interaction": (
        {"response-identifier", "max-choices"},
        {"shuffle"},
        "(prompt )?(simple-choice )+",
    ),
    "order-interaction": ({"response-identifier"}, {"shuffle"}, "(prompt )?(simple-choice )+"),
    "match-interaction": (
        {"response-identifier", "max-associations"},
        {"shuffle"},
        "(prompt )?simple-match-set simple-match-set ",
    ),
    "prompt": (set(), set(), None),
    "simple-choice": ({"identifier"}, {"fixed"}, None),
    "simple-match-set": (set(), set(), "(simple-associable-choice )+"),
    "simple-associable-choice": ({"identifier", "match-max"}, set(), None),
    "response-processing": (set(), set(), "(response-condition |set-outcome-value )+"),
    "response-condition": (
        set(),
        set(),
        "response-if (response-else-if )*(response-else )?",
    ),
    "response-if": (set(), set(), "(match |or |string-match )(set-outcome-value )+"),
    "response-else-if": (set(), set(), "string-match (set-outcome-value )+"),
    "response-else": (set(), set(), "(set-outcome-value )+"),
    "set-outcome-value": ({"identifier"}, set(), "(base-value |variable |divide |sum )"),
    "match": (set(), set(), "(variable |index )(correct |base-value )"),
    "string-match": ({"case-sensitive"}, set(), "variable base-value "),
    "or": (set(), set(), "(and )+"),
    "and": (set(), set(), "match match "),
    "index": ({"n"}, set(), "variable "),
    "sum": (set(), set(), "variable base-value "),
    "divide": (set(), set(), "(map-response |variable )base-value "),
    "variable": ({"identifier"}, set(), ""),
    "correct": ({"identifier"}, set(), ""),
    "map-response": ({"identifier"}, set(), ""),
    "base-value": ({"base-type"}, set(), None),
    "modal-feedback": ({"outcome-identifier", "show-hide", "identifier"}, set(), "content-body "),
    "content-body": (set(), set(), "(p )+"),
    "assessment-test": ({"identifier", "title"}, set(), "(outcome-declaration )*(test-part )+"),
    "test-part": (
        {"identifier", "navigation-mode", "submission-mode"},
        set(),
        "(assessment-section )+",
    ),
    "assessment-section": ({"identifier", "title", "visible"}, set(), "(assessment-item-ref )*"),
    "assessment-item-ref": ({"identifier", "href"}, set(), ""),
}
_SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]*")


def faults(root: Element) -> list[str]:
    """Return what in a document is against the rules."""
    return [fault for element in root.iter() for fault in _faults(element)]


def _name(element: Element) -> str:
    return element.tag.removeprefix(NAMESPACE).removeprefix("qti-")


def _faults(element: Element) -> list[str]:
    name = _name(element)
    if not element.tag.startswith(NAMESPACE) or name not in RULES:
        return [f"{element.tag} is not known"]
    must, may, children = RULES[name]
    given = set(element.attrib) - {_SCHEMA_LOCATION}
    found = [f"{name} lacks {each}" for each in must - given]
    found += [f"{name} has {each}" for each in given - must - may]
    inside = "".join(f"{_name(child)} " for child in element)
    if not re.fullmatch(children or "", inside):
        found.append(f"{name} holds {inside}")
    if children is None and not (element.text or "").strip():
        found.append(f"{name} is empty")
    named = element.attrib.get("identifier", "_")
    return found if _IDENTIFIER.fullmatch(named) else [*found, f"{name} is named {named}"]
