"""GIFT as people write it: loosely set, with HTML, Markdown and long weights."""

import pytest

from tests.support.quiz.round_trips import only, options, read, said

AFTER_CATEGORY = "A blank line belongs after a category."
BEFORE_CATEGORY = "A blank line belongs before a category."
BETWEEN = "A blank line belongs between two questions."
EMPTY = "An empty answer is left out."
FORMATTING = "Lost from the text: formatting."
STAR = "A star stands for itself here, not for any letters."
Q = "::%s:: Which %s? {=a ~b ~c}"
ONE, TWO = Q % ("one", "one"), Q % ("two", "two")


def prompt(text):
    carried = only(text)
    assert carried.data, carried
    return carried.data["prompt"]


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (f"$CATEGORY: Sky\n{ONE}\n\n{TWO}", (2, AFTER_CATEGORY)),
        (f"$CATEGORY: Sky\n// a note\n{ONE}\n\n{TWO}", (2, AFTER_CATEGORY)),
        (f"$CATEGORY: Sky\nWhich one? {{=a ~b}}\n\n{TWO}", (2, AFTER_CATEGORY)),
        (f"{ONE}\n$CATEGORY: Sky\n\n{TWO}", (2, BEFORE_CATEGORY)),
        (f"{ONE}\n{TWO}", (2, BETWEEN)),
        (f"{ONE}\n// [tag:hard]\n{TWO}", (2, BETWEEN)),
        (ONE.replace("~b", "\n~b\n") + f"\n{TWO}", (4, BETWEEN)),
    ],
)
def test_a_question_is_not_lost_for_a_blank_line_that_lacks(file, told):
    carried = read(file)
    assert [c.data["prompt"] for c in carried if c.data] == ["Which one?", "Which two?"]
    assert told in [each for c in carried for each in said(c)]


def test_a_category_may_go_on_over_lines():
    (category,) = read("$CATEGORY: Sky\nand sea")
    assert [category.is_category, category.data] == [True, None]
    assert said(category) == [(1, "The category “Sky and sea” is not kept.")]


@pytest.mark.parametrize(
    ("file", "lines", "blank"),
    [
        ("Which? {\n\n=a\n~b\n}", [1], 2),
        ("Which? {\n=a\n\n~b\n\n~c\n}\n\n" + TWO, [1, 9], 3),
        (f"{ONE}\n\nWhich? {{=a\n\n\n~b}}", [1, 3], 5),
    ],
)
def test_a_blank_line_within_braces_is_named(file, lines, blank):
    carried = read(file)
    assert [c.line for c in carried] == lines
    told = (
        "Left out: line %s, within the braces, is blank. A blank line ends a question. Remove it."
    )
    assert told % blank in [message for c in carried for _, message in said(c)]


@pytest.mark.parametrize("weight", ["33.333333333333336", "33.3333", "33,33333", "033.333"])
def test_a_weight_may_have_any_number_of_decimals(weight):
    file = f"Which? {{~%{weight}%a ~%{weight}%b ~%{weight}%c ~%-100.00000000000000%d}}"
    assert [o[:3:2] for o in options(only(file))] == [
        ("a", True),
        ("b", True),
        ("c", True),
        ("d", False),
    ]


@pytest.mark.parametrize("tag", ["<b>Which</b> one", "<p>Which one", "<!-- note -->Which one"])
def test_a_file_that_begins_with_a_tag_is_gift(tag):
    first, second = read(f"{tag}? {{=a ~b ~c}}\n\n{TWO}")
    assert [(c.data or {})["prompt"] for c in (first, second)] == ["Which one?", "Which two?"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("&lt;tr&gt; or caf&eacute;?", "<tr> or café?"),
        ("[html]5 &#62; 4 &amp; 3", "5 > 4 & 3"),
        ("[markdown]5 &gt; 4", "5 > 4"),
        ("[plain]&lt;tr&gt;", "&lt;tr&gt;"),
        ("[html]<p>Which?<!-- not <b>this</b> -->", "Which?"),
        ("Which<!-- {=no} -->", None),
        ("[html]a <!-- that never ends", "a <!-- that never ends"),
        ("[markdown]Is it **so**?\\n\\n* _one_\\n* `two`", "Is it so? one two"),
        ("[markdown]# Sky\\n1. [blue](http\\://x) ", "Sky blue"),
        ("[markdown]2 \\\\* 3", "2 * 3"),
        ("::Which one?", "Which one?"),
    ],
)
def test_a_text_is_shown_as_moodle_shows_it(text, shown):
    if shown is None:
        assert only(f"{text} {{=a ~b ~c}}").data is None
    else:
        assert prompt(f"{text}{{=a ~b ~c}}") == shown


def test_entities_are_decoded_where_moodle_shows_html_and_not_in_typed_answers():
    assert options(only("Which? {=a -> &lt;b&gt; =caf&eacute; -> <i>x</i>}")) == [
        ("a", "<b>", False, ""),
        ("café", "x", False, ""),
    ]
    assert options(only("Which? {=&lt;b&gt; =[html]<br>}")) == [
        ("&lt;b&gt;", "", True, ""),
        ("<br>", "", True, ""),
    ]


def test_formatting_and_formulas_are_told():
    assert (1, FORMATTING) in said(only("[markdown]Is **it**? {=a ~b ~c}"))
    for formula in ("$$x$$", "\\\\(x\\\\)", "\\\\[x\\\\]"):
        told = said(only(f"Is {formula}? {{=a ~b ~c}}"))
        assert (1, "Formulas are shown as they are written.") in told
    assert "Formulas" not in str(said(only("Is it $5 or $6 (net)? {=a ~b ~c}")))


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        ("~need~=needs~needing", [("need", False), ("needs", True), ("needing", False)]),
        ("=a ~ ~b", [("a", True), ("b", False)]),
        ("=a ~#said ~b", [("a", True), ("b", False)]),
        ("= =a", [("a", True)]),
        ("~%50%a ~%50%b ~%-100%", [("a", True), ("b", True)]),
    ],
)
def test_an_empty_answer_is_left_out_with_a_remark(answers, kept):
    carried = only(f"Which {{{answers}}} one?")
    assert [(o[0], o[2]) for o in options(carried)] == kept
    assert (1, EMPTY) in said(carried)


def test_a_pair_that_lacks_its_answer_is_left_out_with_a_remark():
    carried = only("Which? {=a -> b =c -> =d -> e}")
    assert [o[:2] for o in options(carried)] == [("a", "b"), ("d", "e")]
    assert (1, EMPTY) in said(carried)


def test_stars_in_typed_answers():
    carried = only("Which? {=Col*ne =%100%Koblen* =char\\\\* =*#no}")
    assert [o[0] for o in options(carried)] == ["Col*ne", "Koblen*", "char*"]
    assert [m for _, m in said(carried)].count(STAR) == 1
    assert (1, "What is said of any other answer (*) is not kept.") in said(carried)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Two and two are {=four =4}.", "Two and two are _____."),
        ("un{=believ}able", "un_____able"),
        ('"{=Hamlet}" is a play.', '"_____" is a play.'),
        ("[html]<b>Two</b> are {=2}, <i>not</i> 3.", "Two are _____, not 3."),
        ("[markdown]**Two** are {=2}.", "Two are _____."),
        ("{=Two} is a number.", "_____ is a number."),
    ],
)
def test_a_gap_takes_no_spaces_that_nobody_wrote(text, shown):
    assert prompt(text) == shown
