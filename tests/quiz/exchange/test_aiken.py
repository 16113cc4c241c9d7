import pytest

from quiz.exchange.imported import UnreadableFile
from tests.support.quiz.round_trips import only, options, read, said

RIVER = "Which river runs through Cologne?\nA. Elbe\nB) Rhine\nC. Oder\nANSWER: B\n"


def test_a_question_is_read_with_the_right_option():
    carried = only(RIVER)
    assert (carried.data or {})["prompt"] == "Which river runs through Cologne?"
    assert [(o[0], o[2]) for o in options(carried)] == [
        ("Elbe", False),
        ("Rhine", True),
        ("Oder", False),
    ]


@pytest.mark.parametrize(
    "file",
    [
        f"\ufeff{RIVER}\n\n{RIVER}",
        RIVER + RIVER,
        (RIVER + RIVER).replace("\n", "\r\n"),
        RIVER.replace("river runs", "river\nruns") * 2,
        RIVER.replace("B) Rhine", "B) The\nRhine").replace("ANSWER: B", "answer : b.") * 2,
        RIVER.replace("A.", "a.").replace("B)", "b)") * 2,
    ],
)
def test_two_questions_are_read_however_they_are_set(file):
    first, second = read(file)
    assert [(o[0].removeprefix("The "), o[2]) for o in options(second)][1] == ("Rhine", True)
    assert (first.data or {})["prompt"] == (second.data or {})["prompt"]


def test_a_text_stays_as_it_is():
    carried = only(RIVER.replace("Elbe", "<b>~=#{&amp;"))
    assert options(carried)[0][0] == "<b>~=#{&amp;"


@pytest.mark.parametrize(
    ("block", "message"),
    [
        (
            "Which?\nA. a\nB. b\nANSWER: D\n",
            "Line 10 names “D”, which is no option. Name one letter.",
        ),
        ("Which?\nA. a\nB. b\nANSWER:\n", "Line 10 names “”, which is no option. Name one letter."),
        (
            "Which?\nA. a\nB. b\nANSWER: A, B\n",
            "Line 10 names “A, B”, which is no option. Name one letter.",
        ),
        ("Which?\nA. a\nA. b\nANSWER: A\n", "Two options have the same letter."),
        ("Which?\nA. a\nB. b\n", "It has no line “ANSWER: …”."),
        ("An introduction.\n", "It has no line “ANSWER: …”."),
    ],
)
def test_what_makes_no_question_is_named_with_its_line(block, message):
    one, other = read(f"{RIVER}\n{block}")
    assert one.data is not None
    assert [other.data, said(other)] == [None, [(7, f"Left out. {message}")]]


def test_another_encoding_is_refused_with_its_line():
    with pytest.raises(UnreadableFile) as refused:
        read(RIVER.replace("Elbe", "Mulde ä").encode("latin-1"))
    assert refused.value.line == 2
