"""The bytes of an uploaded text file as a text."""

from django.utils.translation import gettext

from quiz.exchange.imported import UnreadableFile
from quiz.exchange.plain_text import without_unseen


def decoded(content: bytes) -> str:
    """Return a UTF-8 text with plain line ends. Raises UnreadableFile with the line at fault."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(line, gettext("This is not UTF-8. Save the file as UTF-8.")) from None
    return without_unseen(text.replace("\r\n", "\n").replace("\r", "\n"))
