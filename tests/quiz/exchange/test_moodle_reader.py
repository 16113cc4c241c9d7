from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.exchange.imported import UnreadableFile
from quiz.exchange.xml.parser import MOST_DEPTH, MOST_ELEMENTS
from tests.support.examples import times
from tests.support.quiz.round_trips import (
    only,
    options,
    read,
    said,
)

MEND = "To be mended before publishing: "
NO_THEME = "No theme is named; it is put under Actors."


def element(kind, inside, tags="<tag><text>theme:actors</text></tag>"):
    """A file with one question of another program."""
    return (
        f'<quiz>\n<question type="{kind}">\n<name><text>Sky</text></name>\n'
        f'<questiontext format="html"><text>Which?</text></questiontext>\n'
        f"<tags>{tags}<tag><text>evidence:c1</text></tag></tags>\n{inside}\n</question>\n</quiz>"
    )


def answer(text, fraction, feedback="So."):
    return (
        f'<answer fraction="{fraction}"><text>{text}</text>'
        f"<feedback><text>{feedback}</text></feedback></answer>\n"
    )


def test_a_question_of_another_program_is_read_with_all_that_is_lost_at_its_line():
    file = element(
        "multichoice",
        "<generalfeedback><text><![CDATA[<p>Look <b>up</b>.</p>]]></text></generalfeedback>\n"
        "<defaultgrade>2.0</defaultgrade>\n"
        '<single>true</single>\n<answer fraction="100"><text>&lt;img src="x.png"&gt;Blue</text>\n'
        "<feedback><text></text></feedback></answer>\n"
        + answer("Green", 50)
        + answer("Grey", 0)
        + "<correctfeedback><text>Your answer is correct.</text></correctfeedback>\n"
        + "<incorrectfeedback><text>Alas.</text></incorrectfeedback>\n"
        + "<hint><text>Look.</text></hint>",
        tags="<tag><text>hard</text></tag><tag><text>evidence:c9</text></tag>",
    )
    carried = only(file)
    assert carried.data is not None
    assert [carried.data["kind"], carried.data["explanation"]] == ["single", "Look up."]
    assert options(carried) == [
        ("Blue", "", True, ""),
        ("Green", "", False, "So."),
        ("Grey", "", False, "So."),
    ]
    assert said(carried) == [
        (2, NO_THEME),
        (2, "Tags are not kept: “hard”."),
        (2, "The evidence “c9” is not carried over: no such claim here."),
        (2, f"{MEND}Write the feedback of option 1."),
        (6, "Lost from the text: formatting."),
        (7, "It counts 2.0 points there; here each counts alike."),
        (9, "Lost from the text: a picture."),
        (9, "Part marks are not kept: the right option earns all, any other nothing."),
        (14, "What is said of any answer (<incorrectfeedback>) is not kept."),
        (15, "Hints are not kept."),
    ]


def test_options_that_are_not_shuffled_keep_their_order():
    keeps = "<shuffleanswers>0</shuffleanswers>" + "".join(map(answer, "abc", (0, 100, 0)))
    shuffles = keeps.replace(">0</s", ">1</s")
    assert [
        (only(element("multichoice", i)).data or {})["in_order"] for i in (keeps, shuffles)
    ] == [
        True,
        False,
    ]


def test_true_and_false_get_what_is_not_said_beside_them():
    carried = only(element("truefalse", answer("false", 100, "Right.") + answer("true", 0, "No.")))
    assert options(carried) == [
        ("True", "", False, "No."),
        ("False", "", True, "Right."),
        ("Not said", "", False, ""),
    ]
    assert (2, "“Not said” is added to true and false.") in said(carried)


def test_weights_that_are_not_ours_are_told():
    inside = "<single>false</single>" + answer("a", 80) + answer("b", 20) + answer("c", 0)
    carried = only(element("multichoice", inside))
    assert [o[2] for o in options(carried)] == [True, True, False]
    weights = "The weights are not kept: each right option counts alike, a wrong one cancels it."
    assert (6, weights) in said(carried)


def test_short_answers_that_stand_for_many_are_told():
    inside = "<usecase>1</usecase>\n" + answer("Ir*n", 100) + answer("Irak", 50) + answer("*", 0)
    carried = only(element("shortanswer", inside))
    assert [o[:3] for o in options(carried)] == [("Ir*n", "", True), ("Irak", "", False)]
    assert [message for _, message in said(carried)][:3] == [
        "Capitals do not count here.",
        "To be mended before publishing: Write the explanation.",
        "A star stands for itself here, not for any letters.",
    ]
    assert (9, "What is said of any other answer (*) is not kept.") in said(carried)


def test_an_order_that_is_marked_otherwise_is_told():
    inside = "<gradingtype>ALL_OR_NOTHING</gradingtype><selecttype>RANDOM</selecttype>" + "".join(
        answer(text, 1) for text in "abc"
    )
    carried = only(element("ordering", inside))
    assert [(carried.data or {})["kind"], *(o[0] for o in options(carried))] == ["order", *"abc"]
    messages = [message for _, message in said(carried)]
    assert "It is marked otherwise here: by which step follows which." in messages
    assert "All its steps are asked here, not some of them." in messages


@pytest.mark.parametrize("kind", ["essay", "numerical", "cloze", "calculated", ""])
def test_a_kind_that_is_not_known_is_left_out_by_its_line(kind):
    fine = element("multichoice", "".join(map(answer, "abc", (0, 100, 0))))
    other = f'<question type="{kind}"><name><text>Sky</text></name></question>'
    carried = read(fine.replace("</quiz>", f"{other}</quiz>"))[1]
    assert [carried.name, carried.data] == ["Sky", None]
    known = "multichoice, truefalse, shortanswer, matching, ordering"
    message = f"Left out: there is no kind of question here for “{kind}”. Read are: {known}."
    assert [message for _, message in said(carried)] == [message]


def test_another_encoding_is_read():
    text = element("multichoice", "".join(map(answer, ("été", "b", "c"), (100, 0, 0))))
    for encoding in ("utf-16", "iso-8859-1", "utf-8-sig"):
        declared = encoding.removesuffix("-sig")
        file = f'<?xml version="1.0" encoding="{declared}"?>\r\n{text}'.encode(encoding)
        assert options(only(file))[0][0] == "été"


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
        ("<quiz>\n&nbsp;</quiz>", 2, "The XML breaks off here: undefined entity."),
        ("<quiz>\n<question>", 2, "The XML breaks off here: no element found."),
        ("<quiz>\n\x00</quiz>", 2, "The XML breaks off here: not well-formed (invalid token)."),
        ("<a>" * 50, 1, "This is nested too deeply for a file of questions."),
        (
            f"<quiz>{'<a/>' * MOST_ELEMENTS}</quiz>",
            1,
            "There is too much in this file. Split it in two.",
        ),
        ("<html/>", 1, "This is no Moodle XML: the first element must be <quiz>, not <html>."),
        ("<quiz/>", 1, "There is no question in this file that can be read."),
        (
            '<?xml version="1.0" encoding="klingon"?><quiz/>',
            1,
            "The encoding that the first line names is not known. Save the file as UTF-8.",
        ),
        ("<", 1, "The XML breaks off here: unclosed token."),
    ],
    ids=range(11),
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


@times(4)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_no_document_makes_it_fail(pieces):
    with suppress(UnreadableFile):
        assert [c for c in read(f"<quiz>{pieces}</quiz>") if not c.data and not c.remarks] == []
