"""As much of a player of QTI 3.0 as marks our items: response processing, by the specification."""

from typing import Any
from xml.etree.ElementTree import Element

NAMESPACE = "{http://www.imsglobal.org/xsd/imsqtiasi_v3p0}"


def score(item: Element, response: Any) -> float:
    return float(_processed(item, response)["SCORE"])


def feedback(item: Element, response: Any) -> dict[str, list[str]]:
    """Return the paragraphs of each modal feedback that is shown, by its identifier."""
    told = _processed(item, response)
    return {
        modal.attrib["identifier"]: [p.text or "" for p in modal.iter(f"{NAMESPACE}p")]
        for modal in item.iter(f"{NAMESPACE}qti-modal-feedback")
        if _shown(modal, told[modal.attrib["outcome-identifier"]])
    }


def _shown(modal: Element, said: list[str] | str | None) -> bool:
    return modal.attrib["identifier"] in ([said] if isinstance(said, str) else said or [])


def _processed(item: Element, response: Any) -> dict[str, Any]:
    declared = item.find(f"{NAMESPACE}qti-response-declaration")
    processing = item.find(f"{NAMESPACE}qti-response-processing")
    assert declared is not None
    assert processing is not None
    # No value is None; numbers begin with 0.
    values: dict[str, Any] = {"RESPONSE": response}
    for outcome in item.iter(f"{NAMESPACE}qti-outcome-declaration"):
        is_number = outcome.attrib["base-type"] == "float"
        values[outcome.attrib["identifier"]] = 0.0 if is_number else None
    _run(processing, values, declared)
    return values


def _run(rules: Element, values: dict[str, Any], declared: Element) -> None:
    for rule in rules:
        if _name(rule) == "set-outcome-value":
            values[rule.attrib["identifier"]] = _value(rule[0], values, declared)
        elif _name(rule) == "response-condition":
            _first_that_holds(rule, values, declared)


def _first_that_holds(condition: Element, values: dict[str, Any], declared: Element) -> None:
    for branch in condition:
        if _name(branch) == "response-else":
            _run(branch, values, declared)
        elif _value(branch[0], values, declared):
            _run(branch, values, declared)
            return


def _name(element: Element) -> str:
    return element.tag.removeprefix(f"{NAMESPACE}qti-")


def _value(expression: Element, values: dict[str, Any], declared: Element) -> Any:
    name = _name(expression)
    if name == "base-value":
        is_number = expression.attrib["base-type"] == "float"
        return float(expression.text or "") if is_number else expression.text
    if name == "variable":
        return values[expression.attrib["identifier"]]
    if name == "correct":
        correct = [value.text for value in declared.iter(f"{NAMESPACE}qti-value")]
        return correct[0] if declared.attrib["cardinality"] == "single" else correct
    if name == "map-response":
        response = values["RESPONSE"]
        return None if response is None else _mapped(response, declared)
    return _worked_out(name, expression, [_value(each, values, declared) for each in expression])


def _worked_out(name: str, expression: Element, given: list[Any]) -> Any:
    if name == "is-null":
        return given[0] is None
    if name in ("and", "or"):
        return (all if name == "and" else any)(given)
    if None in given:
        return None
    if name == "index":
        return given[0][int(expression.attrib["n"]) - 1]
    return {
        "not": lambda: not given[0],
        "match": lambda: given[0] == given[1],
        "string-match": lambda: given[0].casefold() == given[1].casefold(),
        "sum": lambda: sum(given),
        "divide": lambda: given[0] / given[1],
    }[name]()


def _mapped(response: list[str], declared: Element) -> float:
    mapping = declared.find(f"{NAMESPACE}qti-mapping")
    assert mapping is not None
    entries = {each.attrib["map-key"]: float(each.attrib["mapped-value"]) for each in mapping}
    total = sum(entries.get(value, float(mapping.attrib["default-value"])) for value in response)
    return max(float(mapping.attrib.get("lower-bound", total)), total)
