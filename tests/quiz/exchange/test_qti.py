import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.exchange.losses import forgiven_here
from quiz.exchange.qti.items import item_of as item
from quiz.exchange.qti.package import qti_losses, write_qti
from quiz.kinds import KINDS
from tests.support.quiz.qti_meaning import faults_of_package
from tests.support.quiz.qti_player import NAMESPACE, feedback, score
from tests.support.quiz.questions import KEYS, WRONG, choice, match, order, short
from tests.support.quiz.round_trips import WRITTEN, questions_of_each_kind

CHARACTERS = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")


def files_of(*questions):
    with zipfile.ZipFile(io.BytesIO(write_qti("The sky", questions))) as package:
        return {name: package.read(name) for name in package.namelist()}


def numbered(questions):
    """Questions with keys that differ."""
    data = enumerate((question.model_dump() for question in questions), 1)
    return [KINDS[each["kind"]].model_validate(each | {"key": f"q{n}"}) for n, each in data]


def item_of(question):
    return ET.fromstring(files_of(question)["items/q1.xml"])


def test_a_package_has_a_manifest_a_test_and_an_item_for_each_question():
    files = files_of(WRITTEN["single"])
    assert list(files) == ["imsmanifest.xml", "test.xml", "items/q1.xml"]
    space = "{http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1}"
    resources = ET.fromstring(files["imsmanifest.xml"]).findall(f".//{space}resource")
    named = [(r.get("type"), r.get("identifier"), r.get("href")) for r in resources]
    assert named == [
        ("imsqti_test_xmlv3p0", "test", "test.xml"),
        ("imsqti_item_xmlv3p0", "item-q1", "items/q1.xml"),
    ]
    references = ET.fromstring(files["test.xml"]).findall(f".//{NAMESPACE}qti-assessment-item-ref")
    assert [r.attrib for r in references] == [{"identifier": "item-q1", "href": "items/q1.xml"}]


def test_theme_skill_and_evidence_are_keywords_of_an_item():
    manifest = ET.fromstring(files_of(WRITTEN["single"])["imsmanifest.xml"])
    words = manifest.findall(".//{http://ltsc.ieee.org/xsd/LOM}string")
    expected = ["kind:single", "theme:actors", "skill:recall", "evidence:c1"]
    assert [word.text for word in words] == expected


def test_the_same_questions_make_the_same_bytes():
    questions = list(WRITTEN.values())
    assert write_qti("The sky", questions) == write_qti("The sky", questions)


def test_what_qti_cannot_say_is_told_and_stands_in_the_manifest():
    slips = forgiven_here()
    assert qti_losses(list(WRITTEN.values())) == [("q1", slips)]
    assert f"<!--\nq1: {slips}\n-->" in files_of(WRITTEN["short"])["imsmanifest.xml"].decode()


def options(*places):
    return [f"option-{place + 1}" for place in places]


def as_response(question, response):
    """An answer of ours as QTI has it."""
    if question.kind == "short":
        return response
    if question.kind == "match":
        pairs = enumerate(response)
        return [f"option-{line + 1} answer-{said + 1}" for line, said in pairs]
    places = options(*response)
    return places if question.kind in ("multiple", "order") else places[0]


def test_all_documents_of_a_package_keep_to_the_model_of_qti():
    assert faults_of_package(files_of(*numbered(WRITTEN.values()))) == []
    assert faults_of_package(files_of()) == []


@pytest.mark.thorough
@settings(max_examples=20)
@given(questions_of_each_kind(CHARACTERS))
def test_any_question_keeps_to_the_model_of_qti(questions):
    assert faults_of_package(files_of(*numbered(questions))) == []


def test_characters_that_no_xml_holds_are_left_out():
    data = WRITTEN["single"].model_dump() | {"prompt": "Which\ufffe one\uffff?"}
    files = files_of(type(WRITTEN["single"]).model_validate(data))
    assert ET.fromstring(files["items/q1.xml"]).get("title") == "Which one?"


def test_the_test_sums_the_scores_and_lets_players_tell_what_was_wrong():
    test = ET.fromstring(files_of(*WRITTEN.values())["test.xml"])
    control = test.find(f".//{NAMESPACE}qti-item-session-control")
    assert control is not None
    assert control.attrib == {"show-feedback": "true"}
    total = test.find(f"{NAMESPACE}qti-outcome-declaration")
    assert total is not None
    assert (total.get("identifier"), total.get("normal-maximum")) == ("SCORE", str(len(WRITTEN)))
    summed = test.find(f"{NAMESPACE}qti-outcome-processing/{NAMESPACE}qti-set-outcome-value")
    assert summed is not None
    assert summed.get("identifier") == "SCORE"
    variables = summed.find(f"{NAMESPACE}qti-sum/{NAMESPACE}qti-test-variables")
    assert variables is not None
    assert variables.attrib == {"variable-identifier": "SCORE"}


def test_a_key_that_begins_with_a_digit_makes_a_name_that_may_stand_there():
    data = WRITTEN["single"].model_dump() | {"key": "7a"}
    named = item(type(WRITTEN["single"]).model_validate(data))
    assert named.get("identifier") == "item-7a"


@pytest.mark.parametrize("kind", WRITTEN)
def test_each_kind_is_marked_there_as_it_is_here(kind):
    item = item_of(WRITTEN[kind])
    marks = [score(item, as_response(WRITTEN[kind], r)) for r in (KEYS[kind], WRONG[kind])]
    assert marks == [1, 0]


@pytest.mark.parametrize("kind", WRITTEN)
def test_no_answer_is_no_mark_and_brings_up_the_explanation_alone(kind):
    item = item_of(WRITTEN[kind])
    assert score(item, None) == 0
    assert list(feedback(item, None)) == ["explanation"]


@pytest.mark.parametrize(
    ("question", "response"),
    [
        (choice("multiple", "RRR.."), [0, 1]),
        (choice("multiple", "RRR.."), [0, 1, 3]),
        (choice("multiple", "RR..."), [0, 2, 3, 4]),
        (match({"a": "x", "b": "y", "c": "x", "d": ""}), [0, 1, 1]),
        (order("a", "b", "c", "d"), [1, 2, 3, 0]),
        (order("a", "b", "c", "d"), [3, 0, 1, 2]),
        (order("a", "b", "c", "d"), [1, 0, 3, 2]),
        (short(["Iran", "Persia"], ["Iraq"]), "PERSIA"),
        (short(["Iran"], ["Iraq"]), "iraq"),
    ],
)
def test_part_marks_are_the_same_too(question, response):
    mark = score(item_of(question), as_response(question, response))
    assert mark == pytest.approx(question.mark(response))


@pytest.mark.parametrize(
    ("kind", "response", "said"),
    [
        ("single", [1], ["option-2"]),
        ("multiple", [0, 3], ["option-1", "option-4"]),
        ("judgement", [0], ["option-1"]),
        ("match", [0, 1, 2], []),
        ("order", [0, 1, 2], []),
        ("short", "Iraq", ["option-2"]),
        ("short", "Peru", []),
    ],
)
def test_what_was_answered_is_told_and_the_explanation(kind, response, said):
    item = item_of(WRITTEN[kind])
    told = feedback(item, as_response(WRITTEN[kind], response))
    assert list(told) == [*said, "explanation"]
    assert [told[place] for place in said] == [["Because."]] * len(said)
    assert told["explanation"][0] == "So it is."


def test_what_is_said_of_each_step_follows_the_explanation():
    told = feedback(item_of(WRITTEN["order"]), options(0, 1, 2))
    lines = ["So it is.", "First: Because.", "Second: Because.", "Third: Because."]
    assert told == {"explanation": lines}


def test_a_judgement_is_not_shuffled():
    asked = item_of(WRITTEN["judgement"]).find(f".//{NAMESPACE}qti-choice-interaction")
    assert asked is not None
    assert asked.get("shuffle") == "false"
