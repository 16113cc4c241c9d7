"""A file in the worst shapes costs no more processor time than an honest one of its size."""

import time
from contextlib import suppress

import pytest

from quiz.documents.time_limit import TookTooLong, time_limit
from quiz.exchange.imported import MOST_BYTES, MOST_QUESTIONS, Defaults, UnreadableFile
from quiz.exchange.plain_text import LONGEST, plain_lines, plain_markdown
from quiz.exchange.read import read_questions

SECONDS = 2
# What is repeated without end, in every place of a file that holds a text.
REPEATED = [
    *(
        "<",
        "<a",
        "<a ",
        "<!--",
        "-->",
        "</",
        '<a b="',
        "<script>",
        "<b>",
        "<td>",
        "&",
        "&lt;",
        "&#",
    ),
    *("{", "}", "~", "=", "#", "####", "->", "\\", "\\\\", "\\{", ":", "::", "%", "%1", "%1.", "1"),
    *("[html]", "[markdown]*", "[tag:", "[tag:a]", "//", "\n//", "\n::", "\n", "\n\n", "\n}\n\n{"),
    *(
        "*",
        "**a",
        "`",
        "_a",
        "[",
        "![",
        "](",
        "> ",
        "\n- ",
        "\n1. ",
        "$$",
        "\\(",
        " ",
        "\t",
        "a",
        "a ",
    ),
    *("$CATEGORY:", "\n$CATEGORY:", "\n$CATEGORY: a\nb", "\x01", "\ufeff", "\u2028", "é", "'", '"'),
    *("'=", '""', ",", ";", '",', "\nA.", "\nANSWER:", "\nANSWER: A", "A. a\n", "]]>", "<![CDATA["),
]
PLACES = {
    "gift": ("", ""),
    "gift prompt": ("Which? ", "{=a ~b ~c}"),
    "gift markdown": ("[markdown]Which? ", "{=a ~b ~c}"),
    "gift html": ("[html]Which? ", "{=a ~b ~c}"),
    "gift name": ("::", ":: Which? {=a ~b ~c}"),
    "gift note": ("// ", "\nWhich? {=a ~b ~c}"),
    "gift option": ("Which? {=a ~", "~c}"),
    "gift typed": ("Which? {=a =%0%", "}"),
    "gift pair": ("Which? {=a -> b =c ->", "}"),
    "gift weight": ("Which? {~%", "%a}"),
    "aiken": ("Which?\nA. a\nB. b\nANSWER: A\n", ""),
    "aiken option": ("Which?\nA. a\nB. b", "\nANSWER: A\n"),
    "csv": ("kind,prompt,option_1\nsingle,", ""),
    "csv cell": ('kind,prompt,option_1\nsingle,"', '",a'),
    "csv head": ("kind,prompt,", "\nsingle,a,b"),
    "xml": ("<quiz>", "</quiz>"),
    "xml prompt": (
        '<quiz><question type="multichoice"><questiontext><text><![CDATA[',
        "]]></text></questiontext></question></quiz>",
    ),
    "xml markdown": (
        '<quiz><question type="multichoice"><questiontext format="markdown"><text><![CDATA[',
        "]]></text></questiontext></question></quiz>",
    ),
    "xml typed": (
        '<quiz><question type="shortanswer"><answer fraction="100"><text><![CDATA[',
        "]]></text></answer></question></quiz>",
    ),
}


def read_in(content: bytes) -> float:
    """Return the processor time that reading a file takes, whatever comes of it."""
    began = time.process_time()
    with suppress(UnreadableFile):
        read_questions(content, ("c1",), Defaults())
    return time.process_time() - began


def at_the_limit(before: str, repeated: str, after: str) -> bytes:
    room = MOST_BYTES - len((before + after).encode())
    return f"{before}{repeated * (room // len(repeated.encode()))}{after}".encode()


@pytest.mark.thorough
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_no_file_at_the_limit_takes_long(place):
    before, after = place
    times = {repeated: read_in(at_the_limit(before, repeated, after)) for repeated in REPEATED}
    assert {repeated: spent for repeated, spent in times.items() if spent > SECONDS} == {}


MANY = {
    "gift": ("", "%s {=a ~b ~c}\n\n"),
    "gift options": ("", "Which? {=%s ~b ~c}\n\n"),
    "gift markdown": ("", "[markdown]%s {=a ~b ~c}\n\n"),
    "aiken": ("", "%s\nA. a\nB. b\nANSWER: A\n"),
    "csv": ("kind,prompt,option_1\n", "single,%s,a\n"),
}


@pytest.mark.thorough
@pytest.mark.parametrize("shape", MANY.values(), ids=MANY.keys())
def test_no_number_of_questions_takes_long(shape):
    before, question = shape
    longest = min(LONGEST, MOST_BYTES // MOST_QUESTIONS) - len(question)
    times = {
        repeated: read_in(
            (before + question % (repeated * (longest // len(repeated))) * MOST_QUESTIONS).encode()
        )
        for repeated in REPEATED
    }
    assert {repeated: spent for repeated, spent in times.items() if spent > SECONDS} == {}


@pytest.mark.thorough
@pytest.mark.parametrize(
    "element",
    [
        "<question/>",
        '<question type="category"/>',
        '<question type="multichoice"/>',
        '<question type="multichoice">' + "<answer/>" * 40 + "</question>",
        '<question type="multichoice"><tags>'
        + "<tag><text>a</text></tag>" * 5_000
        + "</tags></question>",
        '<question type="multichoice">' + "<answer/>" * 50_000 + "</question>",
        '<question type="matching">' + "<subquestion/>" * 50_000 + "</question>",
        "<question " + " ".join(f'a{n}=""' for n in range(50_000)) + "/>",
    ],
    ids=range(8),
)
def test_no_number_of_elements_takes_long(element):
    count = max(1, (MOST_BYTES - 20) // len(element))
    assert read_in(f"<quiz>{element * count}</quiz>".encode()) < SECONDS


@pytest.mark.thorough
@pytest.mark.parametrize("read", [plain_lines, plain_markdown])
def test_no_text_takes_long(read):
    began = time.process_time()
    for repeated in REPEATED:
        read(repeated * (LONGEST // len(repeated)))
    assert time.process_time() - began < SECONDS * 2


def test_reading_stops_when_the_time_is_up():
    for content in (
        b"Which? {=a ~b}",
        b"<quiz><question/></quiz>",
        b"Which?\nA. a\nANSWER: A",
        b"kind,prompt\nsingle,a",
    ):
        with pytest.raises(TookTooLong, match="took longer than 10 seconds"), time_limit(0):
            read_questions(content, (), Defaults())
