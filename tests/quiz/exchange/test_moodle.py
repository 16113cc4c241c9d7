from contextlib import suppress
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.exchange.imported import UnreadableFile
from quiz.exchange.moodle.writer import moodle_losses, write_moodle
from quiz.exchange.xml.parser import MOST_DEPTH, MOST_ELEMENTS
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


def test_what_a_star_means_there_is_told():
    star = (
        "Moodle takes * in an answer for any characters. It is written \\*, which means the star "
        "itself there."
    )
    assert [m for _, m in moodle_losses([short(["M*A*S*H"])])][1:] == [star]


def test_what_belongs_together_is_shown_as_it_is_where_moodle_shows_html():
    question = match({"a": "List<int> &amp; R & D", "<b>": "x", "c": ""})
    lines = [each.findtext("answer/text") for each in written(question)[0].findall("subquestion")]
    assert lines[0] == "List&lt;int&gt; &amp;amp; R & D"
    assert only_data(write_moodle("", [question])) == data_of(question)


def only_data(file):
    return next(carried.data for carried in read(file) if carried.data)


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


CHARACTERS = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")


@pytest.mark.thorough
@settings(max_examples=40)
@given(questions_of_each_kind(CHARACTERS | st.sampled_from([*"<>&\"'*\\:", "]]>", "<b>", "&lt;"])))
def test_any_character_comes_back(questions):
    back = read(write_moodle("&", questions))[1:]
    assert [question.data for question in back] == [data_of(question) for question in questions]


BOMB = (
    '<?xml version="1.0"?>\n<!DOCTYPE lolz [\n<!ENTITY a "ha">\n'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">\n' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>\n<quiz>&i;</quiz>"
)
OUTSIDE = '<!DOCTYPE quiz SYSTEM "file:///etc/passwd"><quiz/>'


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (BOMB, 2, "A document type (<!DOCTYPE …>) is not used here. Remove it."),
        (OUTSIDE, 1, "A document type (<!DOCTYPE …>) is not used here. Remove it."),
        ("<quiz>\n&nbsp;</quiz>", 2, "XML does not know “&nbsp;”. Write “&#160;”."),
        ("<quiz>\n&rhine;</quiz>", 2, "XML does not know “&rhine;”. Write “&amp;rhine;”."),
        ("<quiz>\nR & D</quiz>", 2, "A lone “&” is not allowed. Write “&amp;”."),
        ("<quiz>\nAT&T is</quiz>", 2, "A lone “&” is not allowed. Write “&amp;”."),
        ("<quiz>\n1 < 2</quiz>", 2, "A lone “<” begins a tag. As part of a text write “&lt;”."),
        ("<quiz>\n]]></quiz>", 2, "“]]>” is not allowed in a text. Write “]]&gt;”."),
        (b"<quiz>\n\xe9t\xe9</quiz>", 2, "This is not UTF-8. Save the file as UTF-8."),
        ("<quiz a=b/>", 1, "“b” is not allowed here. Put the value of an attribute in quotes."),
        ("<quiz a='' a=''/>", 1, "An attribute is given twice. Keep one."),
        (
            "<quiz>&#0;</quiz>",
            1,
            "This number stands for no character that XML can hold. Remove it.",
        ),
        ("<quiz/>\nx", 2, "Something follows after the end of the document. Remove it."),
        (
            "<quiz>\n<question>\n</quiz>",
            3,
            "<question> is open here, and another element is closed. Close it first.",
        ),
        (
            "<quiz>\n<question>\n",
            2,
            "The file ends before <question>, which begins here, is closed.",
        ),
        ("<quiz>\n\x00</quiz>", 2, "Remove the control character here."),
        ("<quiz>" + "<a>" * 50, 1, "This is nested too deeply for a file of questions."),
        (
            f"<quiz>{'<a/>' * MOST_ELEMENTS}</quiz>",
            1,
            "There is too much in this file. Split it in two.",
        ),
        (
            "<?xml version='1.0'?><html/>",
            1,
            "This is no Moodle XML: the first element must be <quiz>, not <html>.",
        ),
        ("<quiz/>", 1, "There is no question in this file."),
        (
            '<?xml version="1.0" encoding="klingon"?><quiz/>',
            1,
            "The encoding that the first line names is not known. Save the file as UTF-8.",
        ),
        ("<quiz", 1, "This is not well-formed XML."),
    ],
    ids=range(22),
)
def test_a_file_that_cannot_be_read_is_refused_with_its_line(content, line, message):
    assert MOST_DEPTH < 50
    with pytest.raises(UnreadableFile) as refused:
        read(content)
    assert [refused.value.line, str(refused.value)] == [line, message]


PIECES = st.sampled_from(
    [
        *("<quiz>", "</quiz>", '<question type="multichoice">', "</question>", "<answer>"),
        *('<question type="matching">', "<subquestion>", "</subquestion>", "</answer>", "<text>"),
        *("</text>", "<![CDATA[<b", "]]>", '<answer fraction="nan">', "&lt;b&gt;", "x", "&#0;"),
        *('<question type="truefalse">', '<question type="ordering">', "<tags><tag/></tags>"),
        *("<questiontext format='html'><text>", "</text></questiontext>", "<hint/>", "<single/>"),
    ]
)


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_no_document_makes_it_fail(pieces):
    with suppress(UnreadableFile):
        assert [c for c in read(f"<quiz>{pieces}</quiz>") if not c.data and not c.remarks] == []
