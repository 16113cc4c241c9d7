import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.reading.pictures.text_width import width, wrap


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("Saudi Arabia", 200, ["Saudi Arabia"]),
        ("Saudi Arabia", 60, ["Saudi", "Arabia"]),
        ("  Two   Taliban cells ", 100, ["Two Taliban", "cells"]),
        ("Donaudampfschiff", 60, ["Donaud", "ampfsc", "hiff"]),
        ("", 60, []),
    ],
)
def test_a_text_is_set_in_lines_that_fit(text, room, lines):
    assert wrap(text, 14, room) == lines


@given(st.text(max_size=80), st.integers(20, 200))
def test_lines_lose_nothing_and_fit(text, room):
    lines = wrap(text, 14, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert [line for line in lines if width(line, 14) > room and len(line) > 1] == []


def test_broad_characters_take_more_room_than_slim_ones():
    assert width("iii", 10) < width("aaa", 10) < width("mmm", 10)
    assert width("俄罗斯", 10) > 30
