from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.exchange.moodle.writer import moodle_losses, write_moodle
from quiz.kinds import KINDS
from tests.support.quiz.questions import match, question_data, short
from tests.support.quiz.round_trips import (
    WRITTEN,
    data_of,
    options,
    questions_of_each_kind,
    read,
    said,
)

CHARACTERS = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")


def written(*questions):
    """The question elements of an export, without the category that comes first."""
    return ET.fromstring(write_moodle("The sky", questions)).findall("question")[1:]


@pytest.mark.parametrize(
    ("title", "name"),
    [("Sky/sea", "Sky//sea"), ("/sky", " //sky"), ("Sky/", "Sky// ")],
)
def test_the_questions_come_into_a_category_of_their_own(title, name):
    quiz = ET.fromstring(write_moodle(title, [WRITTEN["single"]]))
    category = quiz.find("question[@type='category']/category/text")
    assert category is not None
    assert category.text == f"$course$/top/{name}"


def test_signs_of_markup_stand_in_one_piece_with_the_space_between_them():
    data = WRITTEN["single"].model_dump() | {"prompt": "A & B, < > and ]]> &"}
    document = write_moodle("The sky", [type(WRITTEN["single"]).model_validate(data)])
    piece = "<text><![CDATA[A & B, < > and ]]]]><![CDATA[> &]]></text>"
    assert document.decode().count(piece) == 1
    asked = ET.fromstring(document).findtext("question/questiontext/text")
    assert asked == "A & B, < > and ]]> &"


def test_what_every_question_has():
    (question,) = written(WRITTEN["single"])
    texts = {name: question.findtext(f"{name}/text") for name in ("name", "questiontext")}
    assert texts == {"name": "q1: Which?", "questiontext": "Which?"}
    assert question.findtext("generalfeedback/text") == "So it is."
    assert [question.findtext("idnumber"), question.findtext("defaultgrade")] == ["q1", "1"]
    tags = ["kind:single", "theme:actors", "skill:recall", "evidence:c1"]
    assert [tag.text for tag in question.findall("tags/tag/text")] == tags


@pytest.mark.parametrize(
    ("kind", "type_", "single", "shuffled", "fractions"),
    [
        ("single", "multichoice", "true", "true", ["0", "100", "0"]),
        ("judgement", "multichoice", "true", "false", ["0", "0", "100"]),
        ("multiple", "multichoice", "false", "true", ["50", "50", "-50", "-50"]),
        ("short", "shortanswer", None, None, ["100", "0"]),
        ("order", "ordering", None, None, ["100", "100", "100"]),
    ],
)
def test_each_kind_is_written_as_the_nearest_of_moodle(kind, type_, single, shuffled, fractions):
    (question,) = written(WRITTEN[kind])
    assert question.get("type") == type_
    said_of = [question.findtext("single"), question.findtext("shuffleanswers")]
    assert said_of == [single, shuffled]
    assert [each.get("fraction") for each in question.findall("answer")] == fractions
    feedback = [each.text for each in question.findall("answer/feedback/text")]
    assert feedback == ([] if kind == "order" else ["Because."] * len(fractions))


def test_thirds_are_written_as_moodle_knows_them():
    data = question_data("multiple", [{"text": t, "right": t != "4"} for t in "1234"])
    (question,) = written(KINDS["multiple"].model_validate(data))
    fractions = [each.get("fraction") for each in question.findall("answer")]
    assert fractions == ["33.33333", "33.33333", "33.33333", "-33.33333"]


def test_a_match_offers_wrong_answers_beside_no_line():
    (question,) = written(match({"Moscow": "Russia", "Kabul": "Afghanistan", "Qatar": ""}))
    lines = [
        (each.findtext("text"), each.findtext("answer/text"))
        for each in question.findall("subquestion")
    ]
    assert lines == [("Moscow", "Russia"), ("Kabul", "Afghanistan"), ("", "Qatar")]
    notes = "So it is.\nMoscow: Because.\nKabul: Because.\nQatar: Because."
    assert question.findtext("generalfeedback/text") == notes


def test_an_order_is_marked_there_by_its_links_as_it_is_here():
    (question,) = written(WRITTEN["order"])
    # Without this one Moodle stops with an error of its database.
    assert question.findtext("shownumcorrect") == "1"
    assert question.findtext("gradingtype") == "RELATIVE_NEXT_EXCLUDE_LAST"
    assert [question.findtext("selecttype"), question.findtext("selectcount")] == ["ALL", "3"]


def test_a_star_in_a_short_answer_stands_for_itself():
    question = short(["M*A*S*H"])
    assert written(question)[0].findtext("answer/text") == "M\\*A\\*S\\*H"
    assert options(read(write_moodle("", [question]))[1])[0][0] == "M*A*S*H"


def test_what_moodle_does_otherwise_is_told_and_stands_in_the_file():
    order = "It needs Moodle 4.4 or newer, or the plugin “ordering”; others pass it over."
    slips = (
        "Only here are small slips, a leading article and a final full stop forgiven; other "
        "programs count such an answer as wrong."
    )
    assert moodle_losses(list(WRITTEN.values())) == [("q1", order), ("q1", slips)]
    file = write_moodle("The sky", list(WRITTEN.values())).decode()
    assert f"<!--\nq1: {order}\nq1: {slips}\n-->" in file
    assert "<!--" not in write_moodle("The sky", [WRITTEN["single"]]).decode()


def test_each_kind_comes_back_as_it_went_out():
    questions = list(WRITTEN.values())
    category, *back = read(write_moodle("The sky", questions))
    assert [question.data for question in back] == [data_of(question) for question in questions]
    assert [remark for question in back for remark in question.remarks] == []
    assert [m for _, m in said(category)] == ["The category “$course$/top/The sky” is not kept."]


@pytest.mark.thorough
@settings(max_examples=40)
@given(questions_of_each_kind(CHARACTERS | st.sampled_from([*"<>&\"'*\\:", "]]>", "<b>", "&lt;"])))
def test_any_character_comes_back(questions):
    back = read(write_moodle("&", questions))[1:]
    assert [question.data for question in back] == [data_of(question) for question in questions]
