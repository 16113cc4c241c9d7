import pytest

from quiz.exchange.markdown import plain_markdown

FORMATTING = ["formatting"]


@pytest.mark.parametrize(
    ("text", "lines", "lost"),
    [
        ("Plain, 2 * 3 * 4 and snake_case_name", ["Plain, 2 * 3 * 4 and snake_case_name"], []),
        ("**a** *b* __c__ _d_ ***e*** `f`", ["a b c d e f"], FORMATTING),
        ("**a *b* c**", ["a b c"], FORMATTING),
        ("# Sky\n\n> one\n2. two\n---", ["Sky", "one", "two"], FORMATTING),
        ('[sky](http://x "y") ![sea](z.png)', ["sky"], ["a picture", "formatting"]),
        (r"\*a\* \_b\_ \[c\](d) \\", [r"*a* _b_ [c](d) \ ".strip()], []),
        ("5 &gt; 4<br>a<td>b", ["5 > 4", "a b"], FORMATTING),
        ("", [], []),
    ],
)
def test_marks_are_taken_away_and_named(text, lines, lost):
    assert plain_markdown(text) == (lines, lost)
