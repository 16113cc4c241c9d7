"""What of YAML a brief file may use, and what is said of files that hold no brief at all."""

import pytest

from briefing.documents.yaml_format import read_brief, read_brief_file
from tests.support.briefing.brief_files import SKY, refusal, sky

ALIAS = (
    "Anchors (&) and aliases (*) are not used here. Write it out, or put a text that begins so in "
    "straight quotes."
)
TAG = "Tags (!) are not used here. Remove it, or put a text that begins so in straight quotes."


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param(
            "title: The sky",
            "title: &it The sky",
            f"line 3: {ALIAS}",
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
            f"line 3: {TAG}",
            id="tag",
        ),
        pytest.param(
            "paragraphs: [1]",
            "paragraphs: !!python/tuple [1]",
            f"line 14: {TAG}",
            id="tag of a list",
        ),
        pytest.param(
            "article:\n",
            "article: !secret\n",
            f"line 6: {TAG}",
            id="tag of fields",
        ),
        pytest.param(
            "title: The sky",
            "!!binary title: The sky",
            f"line 3: {TAG}",
            id="tag of a name",
        ),
        pytest.param(
            "title: The sky",
            "&it title: The sky",
            f"line 3: {ALIAS}",
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


QUOTE = 'Put the whole text in straight quotes: "…".'
COLON = f"A colon and a space within a text look like the end of a field’s name here. {QUOTE}"
MISFIT = (
    "This does not fit the lines before it. Check how far it is indented. If a text has quotation "
    f"marks, brackets or # in it: {QUOTE}"
)
BEGINS = f"A text cannot begin with “%s”. {QUOTE}"


@pytest.mark.parametrize(
    ("title", "line", "said"),
    [
        ("title: “The” sky: blue", 3, COLON),
        ("title: The sky: blue", 3, COLON),
        ("title: The sky\n  and: the sea", 4, COLON),
        ('title: "The" sky', 3, MISFIT),
        ("title: 'The sky’s", 3, "The quotation mark that opens here is never closed."),
        ("title: @sky", 3, BEGINS % "@"),
        ("title: %sky", 3, BEGINS % "%"),
        ("title: ]sky", 3, BEGINS % "]"),
        ("title: - sky", 3, BEGINS % "-"),
        (
            "title: [The sky",
            3,
            f"The bracket that opens here is not closed. If it is part of a text: {QUOTE}",
        ),
        (
            "title: > sky",
            3,
            f"After “>” or “|” the text begins on the next line. If it is part of a text: {QUOTE}",
        ),
        (
            "title: The sky\nand the sea",
            4,
            (
                "A field needs a colon and a space after its name, as in “title: The sky”. "
                "Indent the lines of a text that goes on."
            ),
        ),
        ("title:\n\tThe sky", 4, "Indent with spaces, not with tabs."),
        ("title:\n    a: b\n  c: d", 5, MISFIT),
        (
            'title: "The \\sky"',
            3,
            (
                "In double quotes a backslash begins a code. "
                "Write \\\\ for a backslash, or use single quotes."
            ),
        ),
    ],
)
def test_broken_yaml_is_refused_where_it_breaks_off_with_what_to_write(title, line, said):
    assert refusal(sky("title: The sky", title)) == f"line {line}: {said}"


COMMENT = (
    "A # after a space begins a comment: “#1 streams” is not part of the text. If it should be, "
    "put the whole text in straight quotes."
)


@pytest.mark.parametrize("title", ["The sky #1 streams", "The sky\n  on high #1 streams"])
def test_a_comment_that_cuts_a_text_is_warned_of(title):
    document, warnings = read_brief_file(sky("title: The sky", f"title: {title}").encode())
    assert document.title == title.partition(" #")[0].replace("\n ", "")
    assert warnings == [(3 + title.count("\n"), COMMENT)]


def test_a_comment_that_leaves_no_text_is_named_beside_the_fault():
    said = refusal(sky("title: The sky", "title: #1 streams"))
    assert said == f"line 3: {COMMENT}\nline 3: title: Write a text here."


@pytest.mark.parametrize("old", ['title: "The sky #1"', "# A comment\ntitle: The sky", "title: C#"])
def test_a_sign_that_cuts_nothing_is_not_warned_of(old):
    assert read_brief_file(sky("title: The sky", old).encode())[1] == []


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
    assert refusal(f"l0: &l0 [x]\n{levels}") == (f"line 1: {ALIAS}")


@pytest.mark.parametrize(("begin", "end"), [("[", "]"), ("{a: ", "}"), ("[", ""), ("- ", "")])
def test_deep_nesting_is_refused(begin, end):
    said = refusal(f"title: x\ntopics:\n  {begin * 100_000}x{end * 100_000}")
    assert said == "line 3: This is nested too deeply for a brief."
