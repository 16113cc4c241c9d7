"""A brief's questions for other programs and from them, and briefs from their files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext
from pydantic import TypeAdapter, ValidationError

from briefing.documents.yaml_format import BriefFileError, read_brief_file, write_brief
from briefing.editing.draft_data import draft_data
from briefing.editing.draft_rows import ActorsDiffer
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import whole_brief
from briefing.models import Brief
from quiz.documents.schema import problems_of
from quiz.documents.time_limit import TookTooLong, time_limit
from quiz.exchange.gift.writer import gift_losses, write_gift
from quiz.exchange.imported import Carried, Defaults
from quiz.exchange.losses import Loss, loss_lines
from quiz.exchange.moodle.writer import moodle_losses, write_moodle
from quiz.exchange.qti.package import qti_losses, write_qti
from quiz.exchange.read import read_questions
from quiz.kinds import WrittenQuestion
from quiz.kinds.base import QuestionDocument
from quiz.paper import read_paper
from quiz.question_rows import append_questions, quiz_data

# How long what was read from a file can be added, in seconds; and how long it may be as a text.
KEPT = 12 * 60 * 60
MOST_KEPT = 2_000_000
_SALT = "briefing.editing.import_export"
_question: TypeAdapter[QuestionDocument] = TypeAdapter(WrittenQuestion)


@dataclass(frozen=True)
class Format:
    """A format that questions can be written in."""

    label: str
    ending: str
    content_type: str
    write: Callable[[str, Sequence[QuestionDocument]], bytes]
    losses: Callable[[Sequence[QuestionDocument]], list[Loss]]


FORMATS = {
    "moodle": Format("Moodle XML", "moodle.xml", "application/xml", write_moodle, moodle_losses),
    "gift": Format("GIFT", "gift.txt", "text/plain; charset=utf-8", write_gift, gift_losses),
    "qti": Format("QTI 3.0", "qti.zip", "application/zip", write_qti, qti_losses),
}


class Refused(Exception):
    """A file that is not taken; `messages` says why, each with its line where there is one."""

    def __init__(self, *messages: str) -> None:
        self.messages = messages
        super().__init__("\n".join(messages))


def whole_questions(brief: Brief) -> tuple[list[QuestionDocument], list[Loss]]:
    """Return the questions of a draft that are whole, and why others are not; two queries."""
    whole: list[QuestionDocument] = []
    left_out: list[Loss] = []
    for data in quiz_data(brief.quiz):
        try:
            whole.append(_question.validate_python(data))
        except ValidationError as error:
            messages = " ".join(dict.fromkeys(problem.message for problem in problems_of(error)))
            left_out.append(
                (
                    data["key"],
                    gettext("It is not whole and is left out. %(messages)s")
                    % {"messages": messages},
                )
            )
    return whole, left_out


def losses(brief: Brief) -> dict[str, list[str]]:
    """Return what each format cannot say of a draft's questions; two queries."""
    questions, left_out = whole_questions(brief)
    return {name: loss_lines([*left_out, *f.losses(questions)]) for name, f in FORMATS.items()}


def write_questions(brief: Brief, name: str) -> bytes:
    """Return the whole questions of a draft in a format of `FORMATS`; two queries."""
    return FORMATS[name].write(brief.title, whole_questions(brief)[0])


def write_brief_file(brief: Brief) -> bytes:
    """Return the brief file of a draft. Raises NotReady where it is not whole."""
    return write_brief(whole_brief(draft_data(brief)))


def questions_in(content: bytes, brief: Brief, defaults: Defaults) -> list[Carried]:
    """Return what the draft can take of a file of questions. Raises UnreadableFile."""
    claims = frozenset(brief.claims.values_list("key", flat=True))
    return read_questions(content, claims, defaults)


def keep(brief: Brief, carried: Sequence[Carried]) -> str:
    """Return what was read as a signed text, to be given back when an editor has looked at it."""
    kept = {
        "brief": brief.pk,
        "revision": brief.revision,
        "questions": [question.data for question in carried if question.data],
    }
    return signing.dumps(kept, salt=_SALT, compress=True)


@transaction.atomic
def add_kept(brief_id: int, text: str) -> list[str]:
    """Add what `keep` kept at the end of the draft and return the new keys. Raises Refused.

    A draft that was saved since is left as it is, so that nothing is added twice.
    """
    try:
        kept: dict[str, Any] = signing.loads(text, salt=_SALT, max_age=KEPT)
    except signing.BadSignature:
        raise Refused(
            gettext("The list is too old or was changed. Choose the file again.")
        ) from None
    brief = Brief.objects.select_for_update().get(pk=brief_id)
    if (kept["brief"], kept["revision"]) != (brief.pk, brief.revision):
        raise Refused(
            gettext("The draft was saved since the file was read. Choose the file again.")
        )
    if not kept["questions"]:
        raise Refused(gettext("There is nothing in the file that can be added."))
    # A reader's reviews go by the key of a question, so none is used a second time.
    paper = brief.live.paper if brief.live else None
    published = read_paper(paper).by_key if paper else ()
    return append_questions(brief.quiz, kept["questions"], list(published))


def brief_from_file(
    content: bytes, editor: User | None = None, replacing: Brief | None = None
) -> tuple[Brief, list[str]]:
    """Make the brief of a file, or put it in the place of a draft; return it and warnings.

    Raises Refused.
    """
    try:
        with time_limit():
            document, warnings = read_brief_file(content)
    except BriefFileError as error:
        raise Refused(*_at_lines(error.faults)) from None
    except TookTooLong as error:
        raise Refused(str(error)) from None
    if replacing and document.slug != replacing.slug:
        raise Refused(
            gettext(
                "The file is of the brief “%(slug)s”, this one is “%(other)s”. Change "
                "“slug” in the file, or import it as a new brief."
            )
            % {"slug": document.slug, "other": replacing.slug}
        )
    if replacing is None and Brief.objects.filter(slug=document.slug).exists():
        raise Refused(
            gettext(
                "There is a brief “%(slug)s” already. Open it to replace its draft, or "
                "change “slug” in the file."
            )
            % {"slug": document.slug}
        )
    try:
        return replace_draft(document, editor), _at_lines(warnings)
    except ActorsDiffer as error:
        raise Refused(*error.messages) from None


def _at_lines(messages: Sequence[tuple[int, str]]) -> list[str]:
    return [
        gettext("Line %(line)s: %(message)s") % {"line": line, "message": message}
        for line, message in messages
    ]
