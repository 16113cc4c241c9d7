"""A file of questions, whichever format it has, as what a draft can take of it."""

from collections.abc import Collection

from django.utils.translation import gettext

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

_BYTE_ORDER_MARKS = b"\xef\xbb\xbf\xff\xfe\x00"


def read_questions(content: bytes, claims: Collection[str], defaults: Defaults) -> list[Carried]:
    """Return the questions of a GIFT or a Moodle XML file, in its order.

    Their evidence is kept where it is among the keys `claims`. Raises UnreadableFile.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableFile(
            1, gettext("The file is too large: it may have 2 MB at most. Split it in two.")
        )
    found = _found(content)
    if not any(question.kind for question in found):
        told = found[0].remarks[0].message if len(found) == 1 and found[0].remarks else ""
        raise UnreadableFile(
            1,
            (
                gettext("There is no question in this file that can be read. %(told)s")
                % {"told": told}
            ).strip(),
        )
    if len(found) > MOST_QUESTIONS:
        raise UnreadableFile(
            found[MOST_QUESTIONS].line,
            gettext("There are more than %(most)s questions. Split the file in two.")
            % {"most": MOST_QUESTIONS},
        )
    return [carry(question, claims, defaults) for question in found]


def _found(content: bytes) -> list[ImportedQuestion]:
    begins = content[:200].lstrip(_BYTE_ORDER_MARKS + b" \t\r\n")
    return read_moodle(content) if begins.startswith(b"<") else read_gift(content)
