"""The part of QTI 3.0 that we write, as rules: which attributes, which children in which order.

Written after the information model of 1EdTech (“QTI Assessment, Section and Item v3.0”, 2022), its
XML binding (asiv3p0), and those of the package (imscpv1p2) and its keywords (LOM, imsmd_loose).
`tests.support.quiz.qti_meaning` holds what the parts of an item mean together.
"""

import re
from xml.etree.ElementTree import Element

from tests.support.quiz.qti_player import NAMESPACE

# What an attribute may be. A name is one without a colon (NCName), here of plain letters.
NAME = r"[A-Za-z_][A-Za-z0-9._-]*"
PAIR = f"{NAME} {NAME}"
LINE = r"[^\n\r\t]*"
ADDRESS = r"[A-Za-z0-9._/-]+"
YES = "true|false"
COUNT = "[0-9]+"
PLACE = "[1-9][0-9]*"
NUMBER = r"-?[0-9]+(\.[0-9]+)?"
MANY = "single|multiple|ordered"
BASE = "identifier|directedPair|string|float"

_PROCESSED = "response-processing (modal-feedback )*"
_NAMED = {"identifier": NAME}
_ASKS = {"response-identifier": NAME}
_VARIABLE = {"identifier": NAME, "cardinality": MANY, "base-type": BASE}
# Each element’s attributes, those that must be there first, and its children as a pattern of their
# names, each followed by a space; None for text.
Rules = dict[str, tuple[dict[str, str], dict[str, str], str | None]]
RULES: Rules = {
    "assessment-item": (
        _NAMED | {"title": LINE, "time-dependent": YES},
        {"adaptive": YES},
        f"response-declaration (outcome-declaration )+item-body {_PROCESSED}",
    ),
    "response-declaration": (_VARIABLE, {}, "correct-response (mapping )?"),
    "outcome-declaration": (
        _VARIABLE,
        {"normal-maximum": r"[0-9]+(\.[0-9]+)?"},
        "(default-value )?",
    ),
    "correct-response": ({}, {}, "(value )+"),
    "default-value": ({}, {}, "(value )+"),
    "value": ({}, {}, None),
    "mapping": (
        {},
        {"default-value": NUMBER, "lower-bound": NUMBER, "upper-bound": NUMBER},
        "(map-entry )+",
    ),
    "map-entry": ({"map-key": f"{NAME}|{PAIR}", "mapped-value": NUMBER}, {}, ""),
    "item-body": ({}, {}, "(p )+|choice-interaction |order-interaction |match-interaction "),
    "p": ({}, {}, "(text-entry-interaction )?"),
    "text-entry-interaction": (_ASKS, {"expected-length": COUNT}, ""),
    "choice-interaction": (
        _ASKS,
        {"shuffle": YES, "max-choices": COUNT},
        "(prompt )?(simple-choice )+",
    ),
    "order-interaction": (_ASKS, {"shuffle": YES}, "(prompt )?(simple-choice )+"),
    "match-interaction": (
        _ASKS,
        {"shuffle": YES, "max-associations": COUNT},
        "(prompt )?simple-match-set simple-match-set ",
    ),
    "prompt": ({}, {}, None),
    "simple-choice": (_NAMED, {"fixed": YES}, None),
    "simple-match-set": ({}, {}, "(simple-associable-choice )+"),
    "simple-associable-choice": (_NAMED | {"match-max": COUNT}, {}, None),
    "response-processing": ({}, {}, "(response-condition |set-outcome-value )+"),
    "response-condition": ({}, {}, "response-if (response-else-if )*(response-else )?"),
    "response-if": (
        {},
        {},
        "(match |or |not |string-match )(set-outcome-value |response-condition )+",
    ),
    "response-else-if": ({}, {}, "string-match (set-outcome-value )+"),
    "response-else": ({}, {}, "(set-outcome-value )+"),
    "set-outcome-value": (_NAMED, {}, "(base-value |variable |divide |sum )"),
    "match": ({}, {}, "(variable |index )(correct |base-value )"),
    "string-match": ({"case-sensitive": YES}, {}, "variable base-value "),
    "or": ({}, {}, "(and )+"),
    "and": ({}, {}, "match match "),
    "not": ({}, {}, "is-null "),
    "is-null": ({}, {}, "variable "),
    "index": ({"n": PLACE}, {}, "variable "),
    "sum": ({}, {}, "variable base-value |test-variables "),
    "divide": ({}, {}, "(map-response |variable )base-value "),
    "variable": (_NAMED, {}, ""),
    "correct": (_NAMED, {}, ""),
    "map-response": (_NAMED, {}, ""),
    "base-value": ({"base-type": BASE}, {}, None),
    "modal-feedback": (
        _NAMED | {"outcome-identifier": NAME, "show-hide": "show|hide"},
        {},
        "content-body ",
    ),
    "content-body": ({}, {}, "(p )+"),
    "assessment-test": (
        _NAMED | {"title": LINE},
        {},
        "(outcome-declaration )*(test-part )+(outcome-processing )?",
    ),
    "test-part": (
        _NAMED
        | {"navigation-mode": "linear|nonlinear", "submission-mode": "individual|simultaneous"},
        {},
        "(item-session-control )?(assessment-section )+",
    ),
    "item-session-control": ({}, {"show-feedback": YES}, ""),
    "assessment-section": (
        _NAMED | {"title": LINE, "visible": YES},
        {},
        "(assessment-item-ref )*",
    ),
    "assessment-item-ref": (_NAMED | {"href": ADDRESS}, {}, ""),
    "outcome-processing": ({}, {}, "(set-outcome-value )*"),
    "test-variables": ({"variable-identifier": NAME}, {}, ""),
}
MANIFEST: Rules = {
    "manifest": (_NAMED, {}, "metadata organizations resources "),
    # Of the package, and of a resource.
    "metadata": ({}, {}, "schema schemaversion |lom "),
    "schema": ({}, {}, None),
    "schemaversion": ({}, {}, None),
    "organizations": ({}, {}, ""),
    "resources": ({}, {}, "(resource )*"),
    "resource": (
        _NAMED | {"type": "imsqti_test_xmlv3p0|imsqti_item_xmlv3p0"},
        {"href": ADDRESS},
        "(metadata )?(file )+(dependency )*",
    ),
    "file": ({"href": ADDRESS}, {}, ""),
    "dependency": ({"identifierref": NAME}, {}, ""),
}
KEYWORDS: Rules = {
    "lom": ({}, {}, "general "),
    "general": ({}, {}, "(keyword )*"),
    "keyword": ({}, {}, "string "),
    "string": ({}, {"language": "[a-z]{2}"}, None),
}
PACKAGE = "{http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1}"
METADATA = "{http://ltsc.ieee.org/xsd/LOM}"
_SPACES = {NAMESPACE: RULES, PACKAGE: MANIFEST, METADATA: KEYWORDS}
_BOUND = "https://purl.imsglobal.org/spec/"
# Where the binding of each namespace lies, which the root of a document names.
_SCHEMAS = {
    NAMESPACE: f"{_BOUND}qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    PACKAGE: f"{_BOUND}qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd",
    METADATA: f"{_BOUND}md/v1p3/schema/xsd/imsmd_loose_v1p3p2.xsd",
}
_ROOTS = {"assessment-item": [NAMESPACE], "assessment-test": [NAMESPACE]}
_ROOTS |= {"manifest": [PACKAGE, METADATA]}
_SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_TEXTS = {"schema": "QTI Package", "schemaversion": "3.0.0"}
# Text may stand beside the children of these.
_MIXED = {"p"}


def faults(root: Element) -> list[str]:
    """Return what in a document is against the rules."""
    named = [
        text for space in _ROOTS.get(name_of(root), []) for text in (space[1:-1], _SCHEMAS[space])
    ]
    found = [fault for element in root.iter() for fault in _faults(element)]
    if root.attrib.get(_SCHEMA_LOCATION, "").split() != named or not named:
        found.append(f"{root.tag} does not say where its schema lies")
    return found


def space_of(element: Element) -> str:
    return element.tag.rpartition("}")[0] + "}"


def name_of(element: Element) -> str:
    return element.tag.rpartition("}")[2].removeprefix("qti-")


def _faults(element: Element) -> list[str]:
    name = name_of(element)
    rules = _SPACES.get(space_of(element), {})
    if name not in rules:
        return [f"{element.tag} is not known"]
    must, may, children = rules[name]
    given = {key: value for key, value in element.attrib.items() if key != _SCHEMA_LOCATION}
    found = [f"{name} lacks {each}" for each in must.keys() - given.keys()]
    for key, value in given.items():
        shape = (must | may).get(key)
        if shape is None or not re.fullmatch(shape, value):
            found.append(f"{name} has {key}: {value}")
    return [*found, *_inside(element, name, children)]


def _inside(element: Element, name: str, children: str | None) -> list[str]:
    inside = "".join(f"{name_of(child)} " for child in element)
    found = []
    if not re.fullmatch(children or "", inside):
        found.append(f"{name} holds {inside}")
    text = "".join([element.text or "", *(child.tail or "" for child in element)])
    if children is None and not (text.strip() and text == _TEXTS.get(name, text)):
        found.append(f"{name} says {text}")
    # Between children there may be white space, in an element without any not even that.
    stray = text.strip() if children else text
    if children is not None and stray and name not in _MIXED:
        found.append(f"{name} has text: {text}")
    return found
