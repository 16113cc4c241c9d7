"""Questions as assessment items of QTI 3.0 (1EdTech, “QTI Assessment, Section and Item”, 2022)."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element

from quiz.exchange.general_feedback import TOGETHER, general_feedback
from quiz.exchange.plain_text import shortened
from quiz.exchange.xml.writer import clean, under
from quiz.kinds.base import OptionDocument, QuestionDocument

NAMESPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
_SCHEMA = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd"
# What is said of the options that were answered, and what is said always, are two outcomes: not
# every player takes apart a list within a list.
_OPTIONS, _ALWAYS = "FEEDBACK", "EXPLANATION"
_SAID = "explanation"


def identifier(question: QuestionDocument) -> str:
    """Return the name of an item, which must not begin with a digit."""
    return f"item-{question.key}"


def rooted(name: str, **attributes: str) -> Element:
    """Return the first element of a document of the namespace of items and tests."""
    xsi = "http://www.w3.org/2001/XMLSchema-instance"
    places = {"xsi:schemaLocation": f"{NAMESPACE} {_SCHEMA}"}
    said = {key: clean(value) for key, value in attributes.items()}
    return Element(name, {"xmlns": NAMESPACE, "xmlns:xsi": xsi} | places | said)


def item_of(question: QuestionDocument) -> Element:
    """Return the item of a question, which marks and tells as Readout does, but for slips."""
    item = rooted(
        "qti-assessment-item",
        identifier=identifier(question),
        title=shortened(question.prompt, 100),
        adaptive="false",
    )
    item.set("time-dependent", "false")
    _KINDS[question.kind](item, question)
    _say(item, question)
    return item


def _say(item: Element, question: QuestionDocument) -> None:
    """Append what is said after an answer, by the outcome that brings it up."""
    if question.kind not in TOGETHER:
        for place, option in enumerate(question.options):
            _modal(item, _OPTIONS, _option(place), [option.feedback])
    _modal(item, _ALWAYS, _SAID, general_feedback(question))


def _modal(item: Element, outcome: str, name: str, lines: list[str]) -> None:
    shown = {"outcome_identifier": outcome, "show_hide": "show", "identifier": name}
    body = under(under(item, "qti-modal-feedback", **shown), "qti-content-body")
    for line in lines:
        under(body, "p", line)


def _option(place: int) -> str:
    return f"option-{place + 1}"


def _declare(
    item: Element, cardinality: str, base_type: str, right: Sequence[str], told: str = ""
) -> Element:
    """Declare the response with its right values, and the outcomes; return the response.

    `told` says of how many options a player tells why they are right or wrong: single, multiple,
    or none where it is empty.
    """
    response = under(
        *(item, "qti-response-declaration"),
        identifier="RESPONSE",
        cardinality=cardinality,
        base_type=base_type,
    )
    correct = under(response, "qti-correct-response")
    for value in right:
        under(correct, "qti-value", value)
    score = under(
        *(item, "qti-outcome-declaration"),
        identifier="SCORE",
        cardinality="single",
        base_type="float",
        normal_maximum="1.0",
    )
    under(under(score, "qti-default-value"), "qti-value", "0")
    if told:
        _telling(item, _OPTIONS, told)
    _telling(item, _ALWAYS, "single")
    return response


def _telling(item: Element, outcome: str, many: str) -> None:
    """Declare an outcome that brings up what is said: one name, or several where `many` says so."""
    named = {"identifier": outcome, "cardinality": many, "base_type": "identifier"}
    under(item, "qti-outcome-declaration", **named)


def _map(response: Element, entries: dict[str, int], **bounds: str) -> None:
    mapping = under(response, "qti-mapping", default_value="0", **bounds)
    for key, value in entries.items():
        under(mapping, "qti-map-entry", map_key=key, mapped_value=str(value))


def _set(parent: Element, outcome: str) -> Element:
    return under(parent, "qti-set-outcome-value", identifier=outcome)


def _value(parent: Element, base_type: str, text: str) -> None:
    under(parent, "qti-base-value", text, base_type=base_type)


def _variable(parent: Element, name: str = "RESPONSE") -> None:
    under(parent, "qti-variable", identifier=name)


def _answered(processing: Element) -> Element:
    """Append a condition that there is an answer, and return where what follows from it stands.

    Without one there is no value to map, to divide or to compare, and the score stays 0.
    """
    condition = under(under(processing, "qti-response-condition"), "qti-response-if")
    _variable(under(under(condition, "qti-not"), "qti-is-null"))
    return condition


def _mapped_share(processing: Element, of: int) -> None:
    """Set the score to what the mapping gives, over the number of what is right."""
    share = under(_set(_answered(processing), "SCORE"), "qti-divide")
    under(share, "qti-map-response", identifier="RESPONSE")
    _value(share, "float", str(of))


def _explain(processing: Element) -> None:
    _value(_set(processing, _ALWAYS), "identifier", _SAID)


def _choices(parent: Element, options: Sequence[OptionDocument]) -> None:
    for place, option in enumerate(options):
        under(parent, "qti-simple-choice", option.text, identifier=_option(place))


def _choice(item: Element, question: QuestionDocument) -> None:
    several = question.kind == "multiple"
    marks = {_option(p): 1 if o.right else -1 for p, o in enumerate(question.options)}
    right = [place for place, mark in marks.items() if mark == 1]
    many = "multiple" if several else "single"
    response = _declare(item, many, "identifier", right, told=many)
    if several:
        _map(response, marks, lower_bound="0")
    keeps = question.in_order or question.kind == "judgement"
    asked = under(
        *(under(item, "qti-item-body"), "qti-choice-interaction"),
        response_identifier="RESPONSE",
        shuffle="false" if keeps else "true",
        max_choices="0" if several else "1",
    )
    under(asked, "qti-prompt", question.prompt)
    _choices(asked, question.options)
    processing = under(item, "qti-response-processing")
    if several:
        _mapped_share(processing, len(right))
    else:
        _right_or_not(processing)
    _variable(_set(processing, _OPTIONS))
    _explain(processing)


def _right_or_not(processing: Element) -> None:
    condition = under(under(processing, "qti-response-condition"), "qti-response-if")
    match = under(condition, "qti-match")
    _variable(match)
    under(match, "qti-correct", identifier="RESPONSE")
    _value(_set(condition, "SCORE"), "float", "1")


def _short(item: Element, question: QuestionDocument) -> None:
    _declare(item, "single", "string", [question.key_said()], told="single")
    body = under(item, "qti-item-body")
    under(body, "p", question.prompt)
    blank = {"response_identifier": "RESPONSE", "expected_length": "30"}
    under(under(body, "p"), "qti-text-entry-interaction", **blank)
    processing = under(item, "qti-response-processing")
    condition = under(_answered(processing), "qti-response-condition")
    for place, option in enumerate(question.options):
        met = under(condition, "qti-response-else-if" if place else "qti-response-if")
        same = under(met, "qti-string-match", case_sensitive="false")
        _variable(same)
        _value(same, "string", option.text)
        _value(_set(met, "SCORE"), "float", "1" if option.right else "0")
        _value(_set(met, _OPTIONS), "identifier", _option(place))
    _explain(processing)


def _match(item: Element, question: QuestionDocument) -> None:
    asked_for = [option for option in question.options if option.answer]
    offered = list(dict.fromkeys(option.answer or option.text for option in question.options))
    answers = {text: f"answer-{place}" for place, text in enumerate(offered, 1)}
    pairs = {f"{_option(p)} {answers[o.answer]}": 1 for p, o in enumerate(asked_for)}
    _map(_declare(item, "multiple", "directedPair", list(pairs)), pairs)
    asked = under(
        *(under(item, "qti-item-body"), "qti-match-interaction"),
        response_identifier="RESPONSE",
        shuffle="true",
        max_associations=str(len(asked_for)),
    )
    under(asked, "qti-prompt", question.prompt)
    lines, ends = under(asked, "qti-simple-match-set"), under(asked, "qti-simple-match-set")
    for place, option in enumerate(asked_for):
        _associable(lines, option.text, _option(place), 1)
    for text, name in answers.items():
        _associable(ends, text, name, len(asked_for))
    processing = under(item, "qti-response-processing")
    _mapped_share(processing, len(pairs))
    _explain(processing)


def _associable(parent: Element, text: str, name: str, most: int) -> None:
    under(parent, "qti-simple-associable-choice", text, identifier=name, match_max=str(most))


def _order(item: Element, question: QuestionDocument) -> None:
    places = [_option(place) for place in range(len(question.options))]
    _declare(item, "ordered", "identifier", places)
    body = under(item, "qti-item-body")
    shown = {"response_identifier": "RESPONSE", "shuffle": "true"}
    asked = under(body, "qti-order-interaction", **shown)
    under(asked, "qti-prompt", question.prompt)
    _choices(asked, question.options)
    processing = under(item, "qti-response-processing")
    for before, after in pairwise(places):
        _count_link(processing, before, after, len(places))
    share = under(_set(processing, "SCORE"), "qti-divide")
    _variable(share, "SCORE")
    _value(share, "float", str(len(places) - 1))
    _explain(processing)


def _count_link(processing: Element, before: str, after: str, count: int) -> None:
    """Add 1 to the score where a step is followed at once by the one that follows it."""
    condition = under(under(processing, "qti-response-condition"), "qti-response-if")
    anywhere = under(condition, "qti-or")
    for place in range(1, count):
        both = under(anywhere, "qti-and")
        for name, at in ((before, place), (after, place + 1)):
            match = under(both, "qti-match")
            _variable(under(match, "qti-index", n=str(at)))
            _value(match, "identifier", name)
    added = under(_set(condition, "SCORE"), "qti-sum")
    _variable(added, "SCORE")
    _value(added, "float", "1")


_KINDS: dict[str, Callable[[Element, QuestionDocument], None]] = {
    "single": _choice,
    "judgement": _choice,
    "multiple": _choice,
    "short": _short,
    "match": _match,
    "order": _order,
}
