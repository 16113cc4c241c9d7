"""What Moodle and other programs write into Moodle XML, and how it is read."""

import pytest

from tests.support.quiz.round_trips import only, options, read, said

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


def test_words_for_true_and_false_in_another_language_go_by_their_order():
    carried = only(element("truefalse", answer("Vrai", 0, "Non.") + answer("Faux", 100, "Oui.")))
    assert options(carried) == [
        ("True", "", False, "Non."),
        ("False", "", True, "Oui."),
        ("Not said", "", False, ""),
    ]
    told = [message for _, message in said(carried)]
    assert "“Vrai” is read as True." in told
    assert "“Faux” is read as False." in told


def test_true_alone_tells_what_false_is():
    carried = only(element("truefalse", answer("true", 0, "No.")))
    assert [o[:3] for o in options(carried)][:2] == [("True", "", False), ("False", "", True)]


@pytest.mark.parametrize("text", ["&lt;br&gt;", "&lt;p&gt;x", "a &amp;amp; b"])
def test_a_typed_answer_is_plain_text(text):
    expected = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&", 1)
    assert options(only(element("shortanswer", answer(text, 100))))[0][0] == expected


def test_cells_and_terms_are_kept_apart():
    table = "&lt;tr&gt;&lt;th&gt;a&lt;/th&gt;&lt;td&gt;b&lt;/td&gt;&lt;/tr&gt;"
    terms = "&lt;dl&gt;&lt;dt&gt;c&lt;/dt&gt;&lt;dd&gt;d&lt;/dd&gt;&lt;/dl&gt;"
    carried = only(element("multichoice", answer(table, 100) + answer(terms, 0) + answer("e", 0)))
    assert [o[0] for o in options(carried)] == ["a b", "c d", "e"]


def test_an_answer_that_says_nothing_is_left_out_and_a_picture_is_not():
    blank = answer("&lt;p&gt;&lt;br&gt;&lt;/p&gt;", 0)
    inside = answer("a", 100) + blank + answer("b", 0)
    carried = only(element("multichoice", inside))
    assert [o[0] for o in options(carried)] == ["a", "b"]
    assert (7, "An empty answer is left out.") in said(carried)
    picture = only(element("multichoice", inside + answer('&lt;img src="x"&gt;', 0)))
    assert picture.data is None
    assert (9, "Lost from the text: a picture.") in said(picture)


def test_a_decimal_comma_and_long_decimals_are_read():
    weights = ("33,33333", "33.333333333333336", "33.3333", "-100")
    inside = "<single>false</single>" + "".join(map(answer, "abcd", weights))
    assert [o[2] for o in options(only(element("multichoice", inside)))] == [
        True,
        True,
        True,
        False,
    ]


def test_a_question_of_too_many_parts_is_left_out():
    carried = only(element("multichoice", answer("a", 0) * 200))
    told = "Left out: more than 20 options are no question here."
    assert [carried.data, said(carried)] == [None, [(2, told)]]


def test_markdown_becomes_plain_and_formulas_are_told():
    file = element("multichoice", "".join(map(answer, "abc", (100, 0, 0)))).replace(
        'format="html"><text>Which?', 'format="markdown"><text>**Which** is \\(x^2\\)?'
    )
    carried = only(file)
    assert (carried.data or {})["prompt"].startswith("Which is ")
    assert (4, "Lost from the text: formatting.") in said(carried)
    assert (4, "Formulas are shown as they are written.") in said(carried)


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
