"""A file of questions, whichever format it has, as what a draft can take of it."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext

from quiz.exchange.aiken import is_aiken, read_aiken
from quiz.exchange.csv_table import is_csv, read_csv
from quiz.exchange.gift.reader import read_gift
from quiz.exchange.imported import (
    MOST_BYTES,
    MOST_QUESTIONS,
    Carried,
    Defaults,
    ImportedQuestion,
    UnreadableFile,
    carry,
)
from quiz.exchange.moodle.reader import read_moodle

_BEGIN_XML = (b"<?xml", b"<quiz", b"<!doctype")


def read_questions(content: bytes, claims: Collection[str], defaults: Defaults) -> list[Carried]:
    """Return the questions of a GIFT, Moodle XML, Aiken or CSV file, in its order.

    Their evidence is kept where it is among the keys `claims`. Raises UnreadableFile.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableFile(
            1, gettext("The file is too large: it may have 2 MB at most. Split it in two.")
        )
    carried: list[Carried] = []
    for question in _found(content):
        if len(carried) == MOST_QUESTIONS:
            raise UnreadableFile(
                question.line,
                gettext("There are more than %(most)s questions. Split the file in two.")
                % {"most": MOST_QUESTIONS},
            )
        carried.append(carry(question, claims, defaults))
    if not carried:
        raise UnreadableFile(1, gettext("There is no question in this file."))
    return carried


def _found(content: bytes) -> Iterator[ImportedQuestion]:
    """Read the file by what is in it, for names of files tell little."""
    # In UTF-16 each of these letters has a null byte beside it.
    begins = content[:2000].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    after_comment = begins.startswith(b"<!--") and b"<quiz" in content
    if begins.startswith(_BEGIN_XML) or after_comment:
        return read_moodle(content)
    if is_csv(content):
        return read_csv(content)
    return read_aiken(content) if is_aiken(content) else read_gift(content)
