import pytest

from quiz.exchange.plain_text import looks_like_html, plain_lines, shortened


@pytest.mark.parametrize(
    ("html", "lines", "lost"),
    [
        ("Plain &amp; simple, 1 < 2 > 0", ["Plain & simple, 1 < 2 > 0"], []),
        ("<p>One<br/>two\nlines</p>\n<P class='x'>three</P>", ["One", "two lines", "three"], []),
        ("<span>a</span>b<!-- not said -->c", ["abc"], []),
        ("H<sub>2</sub>O", ["H2O"], ["formatting"]),
        ("<ul><li>a</li><li>b</li></ul>", ["a", "b"], ["formatting"]),
        ('<img src="a.png" alt="x"> <b>a</b><video>', ["a"], ["a picture", "formatting", "a film"]),
        ("a<script>alert('b')</script>c<style>p {}</style>", ["ac"], ["formatting"]),
        ("&lt;b&gt;", ["<b>"], []),
        ("", [], []),
    ],
)
def test_html_becomes_lines_and_what_is_lost_is_named(html, lines, lost):
    assert plain_lines(html) == (lines, lost)


@pytest.mark.parametrize("sign", ["<", "<a ", "<!--", "</", '<a b="', "&", "<![", "<script>"])
def test_no_text_takes_long(sign):
    # It would, if each sign looked at all that follow it.
    lines, _ = plain_lines(sign * 20_000)
    assert len(lines) <= 1


@pytest.mark.parametrize(
    ("text", "is_html"),
    [("a <b>c</b>", True), ("a<BR>", True), ("List<int> a", False), ("1 < 2", False)],
)
def test_what_looks_like_html(text, is_html):
    assert looks_like_html(text) == is_html


def test_a_text_is_cut_at_a_word():
    assert shortened("one two three", 13) == "one two three"
    assert shortened("one two three", 9) == "one two…"
    assert shortened("onetwothree", 6) == "onetw…"
