"""What of YAML a brief file may use, and what is said of files that hold no brief at all."""

import pytest

from briefing.documents.yaml_format import read_brief
from tests.support.briefing.brief_files import SKY, refusal, sky


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param(
            "title: The sky",
            "title: &it The sky",
            "line 3: Anchors (&) and aliases (*) are not used here. Write it out.",
            id="anchor",
        ),
        pytest.param(
            "title: The sky",
            "title: The \x07 sky",
            "line 3: Remove the control character here.",
            id="raw control character",
        ),
        pytest.param(
            "Perhaps, feedback: The claim leaves no doubt.}\n",
            "Perhaps, feedback: The claim leaves no doubt.}\n---\nformat: 1\n",
            "line 29: A second document begins here. Keep one brief a file.",
            id="two briefs",
        ),
        pytest.param(
            "title: The sky",
            "title: The\u2028 “sky” — Zoë 🌍\n# \x07",
            "line 4: Remove the control character here.",
            id="raw control character after other alphabets",
        ),
        pytest.param(
            "title: The sky",
            "title: !!str The sky",
            "line 3: Tags (!) are not used here. Remove it.",
            id="tag",
        ),
        pytest.param(
            "paragraphs: [1]",
            "paragraphs: !!python/tuple [1]",
            "line 14: Tags (!) are not used here. Remove it.",
            id="tag of a list",
        ),
        pytest.param(
            "article:\n",
            "article: !secret\n",
            "line 6: Tags (!) are not used here. Remove it.",
            id="tag of fields",
        ),
        pytest.param(
            "title: The sky",
            "!!binary title: The sky",
            "line 3: Tags (!) are not used here. Remove it.",
            id="tag of a name",
        ),
        pytest.param(
            "title: The sky",
            "&it title: The sky",
            "line 3: Anchors (&) and aliases (*) are not used here. Write it out.",
            id="anchor of a name",
        ),
        pytest.param(
            "slug: sky",
            "? [slug]\n: sky",
            "line 2: A field’s name must be a plain word.",
            id="a list for a name",
        ),
    ],
)
def test_yaml_that_no_brief_needs_is_refused_with_its_line(old, new, said):
    assert refusal(sky(old, new)) == said


def test_broken_yaml_is_refused_where_it_breaks_off():
    said = refusal(sky("title: The sky", "title: “The” sky: blue"))
    assert said.startswith("line 3: The YAML breaks off here: ")


def test_a_file_that_is_not_utf8_is_refused_at_its_first_odd_byte():
    content = sky("title: The sky", "title: Zoë").encode("latin-1")
    assert refusal(content) == "line 3: This is not UTF-8. Save the file as UTF-8."


@pytest.mark.parametrize("content", ["", "\n\n", "# nothing yet\n", "just words", "[a, b]", "~"])
def test_a_file_without_a_brief_is_refused(content):
    assert refusal(content) == (
        "line 1: The file holds no brief. Begin with lines such as “title: …”."
    )


@pytest.mark.parametrize("size", [1_000_001, 10_000_000])
def test_a_file_that_is_too_large_is_refused_unread(size):
    assert refusal(b"\xff" * size) == (
        "line 1: The file is too large: a brief file has at most 1 MB."
    )


def test_a_file_of_just_one_megabyte_is_read():
    comment = "# " + "x" * (1_000_000 - len(SKY.encode()) - 3) + "\n"
    assert len((comment + SKY).encode()) == 1_000_000
    assert read_brief((comment + SKY).encode()) == read_brief(SKY.encode())


def test_aliases_that_would_explode_are_refused():
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 12))
    assert refusal(f"l0: &l0 [x]\n{levels}") == (
        "line 1: Anchors (&) and aliases (*) are not used here. Write it out."
    )


@pytest.mark.parametrize(("begin", "end"), [("[", "]"), ("{a: ", "}"), ("[", ""), ("- ", "")])
def test_deep_nesting_is_refused(begin, end):
    said = refusal(f"title: x\ntopics:\n  {begin * 100_000}x{end * 100_000}")
    assert said == "line 3: This is nested too deeply for a brief."
