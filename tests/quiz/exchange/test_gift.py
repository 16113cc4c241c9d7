from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.exchange.gift.writer import gift_losses, write_gift
from quiz.exchange.imported import MOST_BYTES, UnreadableFile
from quiz.kinds import KINDS
from tests.support.quiz.questions import ONE_OF_EACH, choice, match, order, question_data, short
from tests.support.quiz.round_trips import (
    WRITTEN,
    data_of,
    only,
    options,
    questions_of_each_kind,
    read,
    said,
)

MEND = "To be mended before publishing: "
NO_THEME = "No theme is named; it is put under Actors."
NOTHING = "There is no question in this file."
BLANK = "Left out: line %s, within the braces, is blank. A blank line ends a question. Remove it."
NO_PARTNER = (
    "Left out: a brace has no partner. A blank line ends a question; inside it write \\{ and \\} "
    "for braces that are part of a text."
)
SEVERAL = (
    "Left out: more than one gap in a question is not read here. If these are several questions, "
    "put a blank line between them."
)
TAGS = "// [tag:theme:actors] [tag:evidence:c1]\n"


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


SIGNS = st.sampled_from([*"~=#{}:\\%[]nN>-/$ *<b&;50", "->", "TRUE", "[html]", "%50%", "</b>"])


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


def test_a_file_of_another_program_is_read_with_all_that_is_lost_at_its_line():
    file = (
        "\ufeff// A quiz\r\n"
        "$CATEGORY: $course$/Grants\r\n"
        "\r\n"
        "// [tag:hard] [tag:evidence:c1] [tag:evidence:c9]\r\n"
        "::Tomb:: Who’s buried in\r\n  <b>Grant’s</b> tomb?{\r\n"
        "=Grant ~nobody # Nobody\\: really? ~Napoleon ~%50%Churchill\r\n"
        "~Mother Teresa } in New York\r\n"
    )
    category, tomb = read(file)
    assert [category.data, said(category)] == [
        None,
        [(2, "The category “$course$/Grants” is not kept.")],
    ]
    assert tomb.data is not None
    assert [tomb.name, tomb.data["prompt"]] == [
        "Tomb",
        "Who’s buried in Grant’s tomb?_____ in New York",
    ]
    assert tomb.data["evidence"] == ["c1"]
    assert options(tomb) == [
        ("Grant", "", True, ""),
        ("nobody", "", False, "Nobody: really?"),
        ("Napoleon", "", False, ""),
        ("Churchill", "", False, ""),
        ("Mother Teresa", "", False, ""),
    ]
    assert said(tomb) == [
        (5, "Lost from the text: formatting."),
        (5, NO_THEME),
        (5, "Tags are not kept: “hard”."),
        (5, "The evidence “c9” is not carried over: no such claim here."),
        (5, f"{MEND}Write the explanation. Write the feedback of options 1, 3, 4, 5."),
        (7, "Part marks are not kept: the right option earns all, any other nothing."),
        (8, "The gap in the text is written as _____."),
    ]


def test_true_and_false_get_what_is_not_said_beside_them():
    carried = only(f"{TAGS}The sky is blue.{{T#It is.#So it is.####Look up.}}")
    assert carried.data is not None
    assert [carried.data["kind"], carried.data["explanation"]] == ["judgement", "Look up."]
    assert options(carried) == [
        ("True", "", True, "So it is."),
        ("False", "", False, "It is."),
        ("Not said", "", False, ""),
    ]
    assert said(carried) == [
        (2, f"{MEND}Write the feedback of option 3."),
        (2, "“Not said” is added to true and false."),
    ]


def test_a_false_statement_is_read_too():
    carried = only(f"{TAGS}The sky is green.{{FALSE}}")
    assert [o[:3] for o in options(carried)] == [
        ("True", "", False),
        ("False", "", True),
        ("Not said", "", False),
    ]


def test_weights_make_a_multiple_choice():
    carried = only(f"{TAGS}Which?{{~%50%a#1 ~%50%b#2 ~%-100%c#3 ~d#4 #### So.}}")
    assert carried.data is not None
    assert carried.data["kind"] == "multiple"
    assert [o[:3] for o in options(carried)] == [
        ("a", "", True),
        ("b", "", True),
        ("c", "", False),
        ("d", "", False),
    ]
    weights = "The weights are not kept: each right option counts alike, a wrong one cancels it."
    assert said(carried) == [(2, weights)]


def test_short_answers_are_read_with_known_mistakes():
    carried = only(f"{TAGS}Who?{{=Iran#a =%50%Persia#b =%0%Iraq#c =*#d #### So.}}")
    assert options(carried) == [
        ("Iran", "", True, "a"),
        ("Persia", "", False, "b"),
        ("Iraq", "", False, "c"),
    ]
    assert said(carried) == [
        (2, "Part marks are not kept: this answer counts as wrong."),
        (2, "What is said of any other answer (*) is not kept."),
    ]


def test_one_short_answer_needs_no_sign():
    assert options(only(f"{TAGS}Who?{{Iran}}")) == [("Iran", "", True, "")]


@pytest.mark.parametrize(
    ("block", "line", "message"),
    [
        ("Write on the sky.{}", 4, "Left out: an essay is no kind of question here."),
        ("When?{#1822:5}", 4, "Left out: a question for a number is no kind of question here."),
        ("Read this first.", 4, "Left out: a text without answers is no question here."),
        ("A {=b} and {=c}", 4, SEVERAL),
        (
            "\n\nWhich?{=a ->b\n=c}",
            6,
            "Left out: line 7 has no “->” between what belongs together.",
        ),
        (
            "Steps{>3 ALL\na\nb\nc}",
            4,
            "Left out: this way to write an order is not read here. Use Moodle XML for it.",
        ),
        (
            "Which?{=a\n\n~b}",
            4,
            BLANK % 5,
        ),
        ("Which?{=a ~a}", 4, "Left out. Options: Two options say the same: “a”. Change one."),
        ("Which?{=a\n~b", 4, NO_PARTNER),
        ("{=a ~b}", 4, "Left out. Prompt: Write something here; it is empty."),
    ],
)
def test_what_cannot_be_carried_over_is_said_at_its_line(block, line, message):
    fine, bad, *_ = read(f"{TAGS}Fine?{{=a ~b ~c}}\n\n{block}")
    assert fine.data is not None
    assert bad.data is None
    assert (line, message) in said(bad)


def test_a_question_that_our_rules_refuse_is_carried_over_to_be_mended():
    carried = only("Which?{=a#1 ~b#2 ####So.}")
    assert carried.data is not None
    assert said(carried) == [
        (1, NO_THEME),
        (1, f"{MEND}Choose the claim it rests on. Options: Give at least 3; there are 2."),
    ]


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"", 1, NOTHING),
        (b"// only a note", 1, NOTHING),
        (b"a\nb\n\xff{=c}", 3, "This is not UTF-8. Save the file as UTF-8."),
        (
            b"x" * (MOST_BYTES + 1),
            1,
            "The file is too large: it may have 2 MB at most. Split it in two.",
        ),
        (
            b"Which?{=a ~b}\n\n" * 501,
            1001,
            "There are more than 500 questions. Split the file in two.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_line(content, line, message):
    with pytest.raises(UnreadableFile) as refused:
        read(content)
    assert [refused.value.line, str(refused.value)] == [line, message]


@settings(max_examples=150)
@given(st.text(st.sampled_from("~=#{}:\\%[]->T\n\r\x00\ufeffax*$1. "), max_size=120))
def test_no_text_makes_it_fail(text):
    with suppress(UnreadableFile):
        assert [c for c in read(text.encode()) if not c.data and not c.remarks] == []


def test_standing_questions_are_not_among_the_kinds_that_are_written():
    assert "standing" not in WRITTEN
    with pytest.raises(KeyError):
        write_gift("", [ONE_OF_EACH["standing"]])
