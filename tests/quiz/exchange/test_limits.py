"""A file in the worst shapes costs no more processor time than an honest one of its size."""

import time
from contextlib import suppress

import pytest

from quiz.documents.time_limit import TookTooLong, time_limit
from quiz.exchange.imported import MOST_BYTES, MOST_QUESTIONS, Defaults, UnreadableFile
from quiz.exchange.read import read_questions

SECONDS = 2
# What is repeated without end, by what it means something to.
TEXT = ["a", "a ", " ", "\n", "\n\n", "é", "\x01"]
HTML = ["<", "<a", '<a b="', "<!--", "<b>", "<td>", "<script>", "&", "&lt;", "$$"]
MARKDOWN = ["*", "**a", "`", "_a", "[", "![", "](", "\n- ", "\n> "]
GIFT = ["{", "}", "~", "=", "#", "->", "\\", "\\{", "::", "%", "%1", "[html]", "[tag:", "[tag:a]"]
BLOCKS = ["\n//", "\n::", "\n}\n\n{", "$CATEGORY:", "\n$CATEGORY: a\nb", "a{=b}\n"]
AIKEN = ["\nA.", "\nANSWER:", "\nANSWER: A", "A. a\n"]
CSV = ["'", "'=", '"', '""', ",", ";", '",']
XML = ["]]>", "&#", "</", "<![CDATA[", "<a/>"]
_PROMPT = '<quiz><question type="multichoice"><questiontext%s><text><![CDATA['
_TYPED = '<quiz><question type="shortanswer"><answer fraction="100"><text><![CDATA['
# Where in a file a text stands, and what may be in it.
PLACES = {
    "gift": ("", "", [*TEXT, *GIFT, *BLOCKS]),
    "gift prompt": ("Which? ", "{=a ~b ~c}", [*HTML, *GIFT, *BLOCKS]),
    "gift markdown": ("[markdown]Which? ", "{=a ~b ~c}", [*HTML, *MARKDOWN]),
    "gift name": ("::", ":: Which? {=a ~b ~c}", GIFT),
    "gift note": ("// ", "\nWhich? {=a ~b ~c}", GIFT),
    "gift option": ("Which? {=a ~", "~c}", [*HTML, *GIFT]),
    "gift typed": ("Which? {=a =%0%", "}", [*GIFT, "\\\\*", "*"]),
    "gift pair": ("Which? {=a -> b =c ->", "}", HTML),
    "gift weight": ("Which? {~%", "%a}", ["1", "1.", "-", "%"]),
    "aiken": ("Which?\nA. a\nB. b\nANSWER: A\n", "", [*TEXT, *AIKEN]),
    "aiken option": ("Which?\nA. a\nB. b", "\nANSWER: A\n", [*TEXT, *AIKEN]),
    "csv": ("kind,prompt,option_1\nsingle,", "", [*TEXT, *CSV]),
    "csv cell": ('kind,prompt,option_1\nsingle,"', '",a', [*TEXT, *CSV]),
    "csv head": ("kind,prompt,", "\nsingle,a,b", CSV),
    "xml": ("<quiz>", "</quiz>", [*TEXT, *XML]),
    "xml prompt": (_PROMPT % "", "]]></text></questiontext></question></quiz>", HTML),
    "xml markdown": (
        _PROMPT % ' format="markdown"',
        "]]></text></questiontext></question></quiz>",
        MARKDOWN,
    ),
    "xml typed": (_TYPED, "]]></text></answer></question></quiz>", [*HTML, "\\*"]),
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
    before, after, shapes = place
    times = {repeated: read_in(at_the_limit(before, repeated, after)) for repeated in shapes}
    assert {repeated: spent for repeated, spent in times.items() if spent > SECONDS} == {}


MANY = {
    "gift": ("", "%s {=a ~b ~c}\n\n", [*HTML, *BLOCKS]),
    "gift options": ("", "Which? {=%s ~b ~c}\n\n", HTML),
    "gift markdown": ("", "[markdown]%s {=a ~b ~c}\n\n", [*HTML, *MARKDOWN]),
    "aiken": ("", "%s\nA. a\nB. b\nANSWER: A\n", AIKEN),
    "csv": ("kind,prompt,option_1\n", "single,%s,a\n", CSV),
}


@pytest.mark.thorough
@pytest.mark.parametrize("shape", MANY.values(), ids=MANY.keys())
def test_no_number_of_questions_takes_long(shape):
    before, question, shapes = shape
    longest = MOST_BYTES // MOST_QUESTIONS - len(question)
    times = {}
    for repeated in shapes:
        one = question % (repeated * (longest // len(repeated)))
        times[repeated] = read_in((before + one * MOST_QUESTIONS).encode())
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


def test_reading_stops_when_the_time_is_up():
    for content in (
        b"Which? {=a ~b}",
        b"<quiz><question/></quiz>",
        b"Which?\nA. a\nANSWER: A",
        b"kind,prompt\nsingle,a",
    ):
        with pytest.raises(TookTooLong, match="took longer than 10 seconds"), time_limit(0):
            read_questions(content, (), Defaults())
