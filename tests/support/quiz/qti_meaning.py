"""What the parts of a QTI package and its items must mean together, beyond the rules for each.

After the same information model: which variables must be declared and how, which values each may
have (2.2.3), and which values an expression takes and gives (2.11). A type here is a base type
with a cardinality, such as `identifier multiple`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from tests.support.quiz.qti_player import NAMESPACE
from tests.support.quiz.qti_rules import NAME, NUMBER, PACKAGE, PAIR, faults, name_of

# What the answer to each kind of interaction may be.
_ANSWERS = {
    "choice-interaction": ("identifier single", "identifier multiple"),
    "order-interaction": ("identifier ordered",),
    "match-interaction": ("directedPair single", "directedPair multiple"),
    "text-entry-interaction": ("string single",),
}
_VALUES = {"identifier": NAME, "directedPair": PAIR, "float": NUMBER, "string": ".+"}
_FLOAT, _YES = "float single", "boolean single"
# What an expression takes, each operand the same, and what it gives.
_EXPRESSIONS = {
    "divide": (_FLOAT, _FLOAT),
    "sum": (_FLOAT, _FLOAT),
    "string-match": ("string single", _YES),
    "and": (_YES, _YES),
    "or": (_YES, _YES),
    "not": (_YES, _YES),
}


def faults_of_package(files: dict[str, bytes]) -> list[str]:
    """Return what in a package is against the rules or, where nothing is, what does not fit."""
    roots = {path: ET.fromstring(content) for path, content in files.items()}
    found = [fault for root in roots.values() for fault in faults(root)]
    if found:
        return found
    items = [root for path, root in roots.items() if path.startswith("items/")]
    return [*_misled(roots), *(fault for item in items for fault in faults_of_item(item))]


def _misled(roots: dict[str, Element]) -> Iterator[str]:
    """Yield names that two have, and what leads nowhere, in the manifest and the test."""
    manifest, test = roots["imsmanifest.xml"], roots["test.xml"]
    parts = ("assessment-test", "test-part", "assessment-section", "assessment-item-ref")
    for named in (_all(manifest, "manifest", "resource"), _all(test, *parts)):
        for name, times in Counter(each.attrib["identifier"] for each in named).items():
            if times > 1:
                yield f"{name} is the name of {times}"
    resources = {each.attrib["identifier"] for each in _all(manifest, "resource")}
    for each in manifest.iter(f"{PACKAGE}dependency"):
        if each.attrib["identifierref"] not in resources:
            yield f"{each.attrib['identifierref']} is no resource"
    listed = {each.attrib["href"] for each in _all(manifest, "file")}
    if listed != roots.keys() - {"imsmanifest.xml"}:
        yield f"listed and there differ by {listed ^ roots.keys()}"
    for each in _all(test, "assessment-item-ref"):
        if each.attrib["href"] not in listed:
            yield f"{each.attrib['href']} is no item"


def faults_of_item(item: Element) -> list[str]:
    """Return what does not fit together in an item that keeps to `qti_rules`."""
    return [*_misdeclared(item), *_misnamed(item), *_misprocessed(item)]


def _all(element: Element, *names: str) -> Iterator[Element]:
    return (each for each in element.iter() if name_of(each) in names)


def _types(item: Element) -> dict[str, str]:
    """Return the type of each variable that an item declares."""
    return {
        each.attrib["identifier"]: f"{each.attrib['base-type']} {each.attrib['cardinality']}"
        for each in _all(item, "response-declaration", "outcome-declaration")
    }


def _misdeclared(item: Element) -> Iterator[str]:
    declared = list(_all(item, "response-declaration", "outcome-declaration"))
    for name, times in Counter(each.attrib["identifier"] for each in declared).items():
        if times > 1:
            yield f"{name} is declared {times} times"
    for each in declared:
        base, many = each.attrib["base-type"], each.attrib["cardinality"]
        values = [value.text or "" for value in each.iter(f"{NAMESPACE}qti-value")]
        keys = [entry.attrib["map-key"] for entry in _all(each, "map-entry")]
        for value in values + keys:
            if not re.fullmatch(_VALUES[base], value):
                yield f"{value} is no {base}"
        if many == "single" and len(values) > 1:
            yield f"{each.attrib['identifier']} has {len(values)} values"
    types = _types(item)
    if types.get("SCORE") != _FLOAT:
        yield "SCORE is no number"


def _misnamed(item: Element) -> Iterator[str]:
    """Yield names of variables, choices and feedback that lead nowhere, or to two."""
    types = _types(item)
    responses = {each.attrib["identifier"] for each in _all(item, "response-declaration")}
    for asked in _all(item, *_ANSWERS):
        to = asked.attrib["response-identifier"]
        if to not in responses or types[to] not in _ANSWERS[name_of(asked)]:
            yield f"{name_of(asked)} is answered with {to}"
    for each in _all(item, "correct", "map-response"):
        if each.attrib["identifier"] not in responses:
            yield f"{name_of(each)} asks for {each.attrib['identifier']}"
    processed = {each.attrib["identifier"] for each in _all(item, "set-outcome-value", "variable")}
    if processed != types.keys():
        yield f"declared and used differ by {processed ^ types.keys()}"
    if responses & {each.attrib["identifier"] for each in _all(item, "set-outcome-value")}:
        yield "an answer is set"
    for told in _all(item, "modal-feedback"):
        if types.get(told.attrib["outcome-identifier"], "").partition(" ")[0] != "identifier":
            yield f"{told.attrib['outcome-identifier']} brings up feedback"
    yield from _unchosen(item)


def _unchosen(item: Element) -> Iterator[str]:
    """Yield what is right or mapped and can be no answer, and names that two choices have."""
    choices = [
        each.attrib["identifier"]
        for each in _all(item, "simple-choice", "simple-associable-choice")
    ]
    if len(choices) > len(set(choices)):
        yield "two choices have one name"
    right = [value.text or "" for value in item.iterfind(f".//{NAMESPACE}qti-correct-response/*")]
    keys = [entry.attrib["map-key"] for entry in _all(item, "map-entry")]
    for name in {part for value in right + keys for part in value.split()} - {*choices}:
        if choices:
            yield f"{name} is no choice"


def _misprocessed(item: Element) -> Iterator[str]:
    types = _types(item)
    found: list[str] = []
    for rule in _all(item, "response-if", "response-else-if"):
        _expect(_YES, rule[0], types, found)
    for rule in _all(item, "set-outcome-value"):
        _expect(types.get(rule.attrib["identifier"], ""), rule[0], types, found)
    yield from found


def _expect(wanted: str, expression: Element, types: dict[str, str], found: list[str]) -> None:
    given = _type(expression, types, found)
    if given != wanted:
        found.append(f"{name_of(expression)} gives {given}, not {wanted}")


def _type(expression: Element, types: dict[str, str], found: list[str]) -> str:
    """Return what an expression gives, and add to `found` where its operands do not fit."""
    name = name_of(expression)
    if name == "base-value":
        base = expression.attrib["base-type"]
        if not re.fullmatch(_VALUES[base], expression.text or ""):
            found.append(f"{expression.text} is no {base}")
        return f"{base} single"
    if name in ("variable", "correct"):
        return types.get(expression.attrib["identifier"], "nothing")
    if name == "map-response":
        return _FLOAT
    if name in _EXPRESSIONS:
        taken, given = _EXPRESSIONS[name]
        for operand in expression:
            _expect(taken, operand, types, found)
        return given
    return _of_any_type(name, [_type(each, types, found) for each in expression], found)


def _of_any_type(name: str, operands: list[str], found: list[str]) -> str:
    """Return what `match`, `is-null` and `index` give, whose operands may be of any type."""
    if name == "index":
        base, _, many = operands[0].partition(" ")
        if many != "ordered":
            found.append(f"index takes {operands[0]}")
        return f"{base} single"
    if len(set(operands)) > 1:
        found.append(f"{name} takes {operands}")
    return _YES
