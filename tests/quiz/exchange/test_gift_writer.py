import pytest
from hypothesis import given, settings

from quiz.exchange.gift.writer import gift_losses, write_gift
from quiz.kinds import KINDS
from tests.quiz.exchange.test_gift_reader import SIGNS
from tests.support.quiz.questions import ONE_OF_EACH, choice, match, order, question_data, short
from tests.support.quiz.round_trips import (
    WRITTEN,
    data_of,
    only,
    questions_of_each_kind,
    read,
)


def test_each_kind_is_written_with_its_feedback():
    file = write_gift("The sky", [WRITTEN["single"], WRITTEN["multiple"]]).decode()
    assert file == (
        "// The sky\n\n"
        "// [id:q1] [tag:kind:single] [tag:theme:actors] [tag:skill:recall] [tag:evidence:c1]\n"
        "::q1\\: Which?::[plain]Which?{\n"
        "\t~Option 0#Because.\n\t=Option 1#Because.\n\t~Option 2#Because.\n"
        "\t####So it is.\n}\n\n"
        "// [id:q1] [tag:kind:multiple] [tag:theme:actors] [tag:skill:recall] [tag:evidence:c1]\n"
        "::q1\\: Which?::[plain]Which?{\n"
        "\t~%50%Option 0#Because.\n\t~%50%Option 1#Because.\n"
        "\t~%-50%Option 2#Because.\n\t~%-50%Option 3#Because.\n"
        "\t####So it is.\n}\n"
    )


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("judgement", ["~True#Because.", "~False#Because.", "=Not said#Because."]),
        ("match", ["=Moscow -> Russia", "=Kabul -> Afghanistan", "=Doha -> Qatar"]),
        ("order", ["=First -> 1", "=Second -> 2", "=Third -> 3"]),
        ("short", ["=%100%Iran#Because.", "=%0%Iraq#Because."]),
    ],
)
def test_the_answers_of_the_other_kinds(kind, lines):
    file = write_gift("", [WRITTEN[kind]]).decode()
    assert file.partition("{\n\t")[2].partition("\n\t####")[0].split("\n\t") == lines


def test_what_is_said_of_each_line_of_a_match_follows_the_explanation():
    file = write_gift("", [WRITTEN["match"]]).decode()
    notes = "So it is.\\nMoscow\\: Because.\\nKabul\\: Because.\\nDoha\\: Because."
    assert file.partition("####")[2] == f"{notes}\n}}\n"


def test_what_gift_cannot_say_is_told_and_stands_in_the_file():
    slips = (
        "Only here are small slips, a leading article and a final full stop forgiven; other "
        "programs count such an answer as wrong."
    )
    numbers = (
        "GIFT has no order; it is a matching of steps to numbers. Marks change: each step in its "
        "place counts there, here each step followed by the right one."
    )
    keeps = "GIFT cannot say that options keep their order."
    expected = [("q1", keeps), ("q1", numbers), ("q1", slips)]
    questions = [WRITTEN[kind] for kind in KINDS]
    assert gift_losses(questions) == expected
    file = write_gift("The sky", questions).decode()
    assert file.startswith(f"// The sky\n// q1: {keeps}\n// q1: {numbers}\n// q1: {slips}\n\n")


def test_each_kind_comes_back_as_it_went_out():
    questions = list(WRITTEN.values())
    back = read(write_gift("The sky", questions))
    assert [question.data for question in back] == [data_of(question) for question in questions]
    assert [remark for question in back for remark in question.remarks] == []


def test_an_order_to_be_kept_comes_back():
    data = question_data("single", [{"text": t, "right": t == "1"} for t in "123"], in_order=True)
    question = KINDS["single"].model_validate(data)
    assert only(write_gift("", [question])).data == data_of(question)


@pytest.mark.parametrize(
    "question",
    [
        choice("single", "R..", ["a->b", "c", "->"]),
        match({"a -> b": "c->d", "e": "f", "g": ""}),
        order("a->b", "c", "d"),
        short(["a->b"]),
    ],
    ids=lambda question: question.kind,
)
def test_an_arrow_is_written_otherwise_where_it_would_mean_something(question):
    assert ("q1", "“->” is written “→”: GIFT has no other way.") in gift_losses([question])
    expected = str(data_of(question)).replace("->", "→")
    assert str(only(write_gift("", [question])).data) == expected


@pytest.mark.thorough
@settings(max_examples=40)
@given(questions_of_each_kind(SIGNS))
def test_signs_that_mean_something_come_back_as_they_were(questions):
    back = read(write_gift("~=#{}:", questions))
    expected = [data_of(question) for question in questions]
    for question in expected:
        question.update(_without_arrows(question))
    assert [question.data for question in back] == expected


def _without_arrows(question):
    kept = {"explanation": question["explanation"].replace("->", "→")}
    said_of = [
        {name: t.replace("->", "→") if isinstance(t, str) else t for name, t in option.items()}
        for option in question["options"]
    ]
    return kept | {"options": said_of}


def test_standing_questions_are_not_among_the_kinds_that_are_written():
    assert "standing" not in WRITTEN
    with pytest.raises(KeyError):
        write_gift("", [ONE_OF_EACH["standing"]])
