"""A brief file in the worst shapes costs no more processor time than an honest one of its size."""

import time

import pytest

from briefing.documents.yaml_format import MOST_BYTES, BriefFileError, read_brief
from quiz.documents.time_limit import TookTooLong, time_limit

HEAD = 'format: "1"\n'
CHAIN = "".join(f"- {{key: c{n}, leads_to: [c{n + 1}]}}\n" for n in range(9_999))
# What is repeated up to the largest size that is read, after a beginning.
SHAPES = {
    "items that lack everything": (f"{HEAD}claims:\n", "- {}\n"),
    "items with an empty text": (f"{HEAD}claims:\n", '- text: ""\n'),
    "questions without a kind": (f"{HEAD}questions:\n", '- text: ""\n'),
    "questions with faulty options": (
        f"{HEAD}questions:\n- kind: single\n  options:\n",
        "  - {}\n",
    ),
    "unknown fields": ("", "- x: y\n"),
    "a field again and again": ("", "a: b\n"),
    "fields in fields": ("", "{a: "),
    "lists in lists": ("", "["),
    "lists in lists by dashes": ("", "- "),
    "quotation marks": ("a: '", "''"),
    "comments": ("", "#\n"),
    "texts cut by comments": ("a:\n", "- b #\n"),
    "one long list": ("a: [", "b,"),
    "one long name": ("", "a"),
    "names of names": ("", "? "),
    "colons": ("a: ", "b: "),
    "blanks": ("a:", " "),
    "lines": ("a: b", "\n"),
    "a folded text": ("a: >\n", "  b\n\n"),
    "escapes": ('a: "', "\\u00e4"),
    "a chain of claims that ends": (f"{HEAD}claims:\n", CHAIN),
    "a chain of claims in a circle": (
        f"{HEAD}claims:\n{CHAIN}- {{key: c9999, leads_to: [c0]}}\n",
        "",
    ),
    "the same claim in every row": (f"{HEAD}claims:\n", "- {key: c1, leads_to: [c1, c1]}\n"),
    "paragraphs out of range": (
        f"{HEAD}article: {{paragraphs: [a]}}\nclaims:\n",
        "- {paragraphs: [9, 9, 8]}\n",
    ),
}


@pytest.mark.thorough
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_no_file_takes_long(shape):
    begins, repeated = shape
    count = (MOST_BYTES - len(begins)) // max(1, len(repeated))
    content = (begins + repeated * (count if repeated else 0)).encode()
    began = time.process_time()
    with pytest.raises(BriefFileError):
        read_brief(content)
    assert time.process_time() - began < 2


def test_reading_stops_when_the_time_is_up():
    with pytest.raises(TookTooLong, match="took longer than 10 seconds"), time_limit(0):
        read_brief(b"title: The sky\n")
