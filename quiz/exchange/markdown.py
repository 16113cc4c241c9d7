"""Markdown turned into plain lines.

Only the marks are taken away that change how a text is shown, each by an expression that takes
time in proportion to the text. A whole Markdown parser took up to 20 seconds for 2 MB.
"""

import re

from django.utils.translation import gettext

from quiz.exchange.plain_text import lines_of, plain_lines

# An escaped mark is put out of the way: after these no file holds such a character.
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ASIDE = 0xE000
_BACK = {_ASIDE + code: chr(code) for code in range(0x21, 0x7F)}
_AT_FRONT = re.compile(r"^[ \t]*+(?:#{1,6}[ \t]|>|(?:[*+-]|[0-9]{1,9}[.)])[ \t])[ \t]*", re.M)
_RULE = re.compile(r"^[ \t]*+(?:(?:\*[ \t]*+){3,}|(?:-[ \t]*+){3,}|(?:_[ \t]*+){3,}|=++)$", re.M)
_PICTURE = re.compile(r"!\[[^\[\]]*+\]\([^()]*+\)")
_LINK = re.compile(r"\[([^\[\]]++)\]\([^()]*+\)")
# A run of one mark, a text without it, and the run again.
_CODE = re.compile(r"(?<!`)(`++)([^`]++)\1(?!`)")
_STARS = re.compile(r"(?<!\*)(\*{1,3})(?=[^\s*])([^*]++)(?<=\S)\1(?!\*)")
_LINES_BELOW = re.compile(r"(?<![\w_])(_{1,3})(?=[^\s_])([^_]++)(?<=\S)\1(?![\w_])")
# Emphasis within emphasis, as deep as people write it.
_PASSES = 3


def plain_markdown(text: str) -> tuple[list[str], list[str]]:
    """Return the lines of a Markdown text without its marks, and what that loses."""
    aside = _ESCAPED.sub(lambda found: chr(_ASIDE + ord(found[1])), text)
    seen = _PICTURE.sub(" ", aside)
    plain = _without_marks(seen)
    lost = [gettext("a picture")] if seen != aside else []
    lost += [gettext("formatting")] if plain != seen else []
    lines, also = plain_lines("<br>".join(lines_of(plain)))
    return [line.translate(_BACK) for line in lines], list(dict.fromkeys(lost + also))


def _without_marks(text: str) -> str:
    text = _CODE.sub(r"\2", _AT_FRONT.sub("", _RULE.sub("", text)))
    text = _LINK.sub(r"\1", text)
    for _ in range(_PASSES):
        text = _LINES_BELOW.sub(r"\2", _STARS.sub(r"\2", text))
    return text
