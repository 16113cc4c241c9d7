import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.exchange.csv_table import template, write_csv
from quiz.exchange.imported import UnreadableFile
from tests.support.quiz.questions import choice, short
from tests.support.quiz.round_trips import (
    WRITTEN,
    data_of,
    only,
    options,
    questions_of_each_kind,
    read,
    said,
)

HEAD = "kind,theme,prompt,option_1,right_1,option_2,right_2,evidence\n"
CELLS = "single,actors,Which?,a,x,b,,c1\n"


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_table_has_one_line_a_question():
    content = write_csv("The sky", list(WRITTEN.values()))
    assert content.startswith(b"\xef\xbb\xbfkind,theme,skill,evidence,in_order,prompt,explanation,")
    assert content.count(b"\r\n") == 1 + len(WRITTEN)
    assert rows(content)[1][:9] == [
        *("single", "actors", "recall", "c1", "", "Which?", "So it is.", "Option 0", ""),
    ]


def test_each_kind_comes_back_as_it_went_out():
    questions = list(WRITTEN.values())
    back = read(write_csv("The sky", questions))
    assert [carried.data for carried in back] == [data_of(question) for question in questions]
    assert [remark for carried in back for remark in carried.remarks] == []


SIGNS = st.sampled_from([*"=+-@'\",;\tx é", '""', "=1+1", "'=", "\u2028"])


@pytest.mark.thorough
@settings(max_examples=40)
@given(questions_of_each_kind(SIGNS))
def test_any_text_comes_back(questions):
    back = read(write_csv("", questions))
    assert [carried.data for carried in back] == [data_of(question) for question in questions]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''@x"])
def test_no_cell_is_a_formula_and_each_comes_back(text):
    question = short([text])
    content = write_csv("", [question])
    assert rows(content)[1][7] == f"'{text}"
    assert options(only(content))[0][0] == text


def test_an_apostrophe_that_guards_nothing_stays():
    assert options(only(write_csv("", [short(["'t Hart"])])))[0][0] == "'t Hart"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_table_of_any_spreadsheet_program_is_read(delimiter):
    file = "\ufeff" + (HEAD + CELLS).replace(",", delimiter).replace("\n", "\r\n")
    assert [(o[0], o[2]) for o in options(only(file))] == [("a", True), ("b", False)]


def test_a_cell_may_go_on_over_lines():
    first, second = read(HEAD + CELLS.replace("Which?", '"Which, or\n""that""?"') + CELLS)
    assert [(c.data or {})["prompt"] for c in (first, second)] == ['Which, or "that"?', "Which?"]
    assert [first.line, second.line] == [2, 4]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "double,actors,Which?,a,x,b,,c1",
            "“double” is no kind. Use one of: single, multiple, judgement, match, order, short.",
        ),
        (
            "single,standing,Which?,a,x,b,,c1",
            "“standing” is no theme. Use one of: actors, motives, consequences.",
        ),
        ("single,actors,Which?,a,maybe,b,,c1", "“maybe” in right_1: write x, or leave it empty."),
        ("single,actors,Which?,a,x,b,,c1,more", "There are more cells than columns."),
        ("single,actors,,a,x,b,,c1", "Prompt: Write something here; it is empty."),
        ("single,actors,Which?,,,,,c1", "Options: Give at least 1; there are 0."),
    ],
)
def test_a_row_that_makes_no_question_is_named_with_its_line(row, message):
    first, second = read(HEAD + CELLS + "\n" + row + "\n")
    assert first.data is not None
    assert [second.line, second.data] == [4, None]
    assert (4, f"Left out. {message}") in said(second)


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        (
            f"kind,prompt,colour\n{CELLS}",
            1,
            "There is no column “colour”. Use those of the template.",
        ),
        ("kind,prompt,Prompt\n", 1, "The column “prompt” is given twice. Keep one."),
        (
            "kind,prompt,option_21\n",
            1,
            "There is no column “option_21”. Use those of the template.",
        ),
        ("kind,prompt\n", 1, "There is no question in this file."),
        (f'{HEAD}{CELLS}single,actors,"Which?,a\n', 3, "The quotation marks of this record"),
        (f'{HEAD}{CELLS}single,actors,"Which"?,a\n', 3, "The quotation marks of this record"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_its_line(file, line, message):
    with pytest.raises(UnreadableFile) as refused:
        read(file)
    assert refused.value.line == line
    assert str(refused.value).startswith(message)


def test_the_template_is_read_as_it_is():
    assert [(c.data or {})["kind"] for c in read(template())] == ["single", "match"]
    assert len(rows(template())[0]) == 7 + 4 * 6


def test_options_to_be_kept_in_order_are_marked():
    data = choice("single", "R..").model_dump() | {"in_order": True}
    question = type(choice("single", "R..")).model_validate(data)
    assert (only(write_csv("", [question])).data or {})["in_order"] is True
