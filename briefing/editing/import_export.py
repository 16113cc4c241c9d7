"""A brief's questions for other programs and from them, and briefs from their files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
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
from quiz.documents.schema import Loc, problems_of
from quiz.documents.time_limit import TookTooLong, time_limit
from quiz.exchange.csv_table import csv_losses, write_csv
from quiz.exchange.draft_question import shortened_question
from quiz.exchange.gift.writer import gift_losses, write_gift
from quiz.exchange.imported import (
    Carried,
    Defaults,
    Remark,
    UnreadableFile,
    place_name,
)
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
    "csv": Format("CSV", "csv", "text/csv; charset=utf-8", write_csv, csv_losses),
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
    """Return what the draft can take of a file of questions.

    Raises UnreadableFile, also where reading takes too long.
    """
    claims = frozenset(brief.claims.values_list("key", flat=True))
    try:
        with time_limit():
            return read_questions(content, claims, defaults)
    except TookTooLong as error:
        raise UnreadableFile(1, str(error)) from None


def keep(brief: Brief, carried: Sequence[Carried]) -> str:
    """Return what was read as a signed text, to be given back when an editor has looked at it."""
    kept = {"brief": brief.pk, "revision": brief.revision, "questions": list(map(asdict, carried))}
    return signing.dumps(kept, salt=_SALT, compress=True)


def _kept(text: str) -> tuple[tuple[int, int], list[Carried]]:
    """Return the brief and its revision that `keep` kept, and the questions. Raises Refused."""
    try:
        kept: dict[str, Any] = signing.loads(text, salt=_SALT, max_age=KEPT)
    except signing.BadSignature:
        raise Refused(
            gettext("The list is too old or was changed. Choose the file again.")
        ) from None
    carried = [
        Carried(
            **question
            | {
                "remarks": [Remark(**remark) for remark in question["remarks"]],
                "too_long": [tuple(place) for place in question["too_long"]],
            }
        )
        for question in kept["questions"]
    ]
    return (kept["brief"], kept["revision"]), carried


class NotShortened(Exception):
    """Texts that are still too long, or have another fault now; `carried` is the whole list."""

    def __init__(self, carried: list[Carried], faults: dict[int, str]) -> None:
        self.carried, self.faults = carried, faults
        super().__init__()


def text_name(number: int, place: Loc) -> str:
    """Return the name of the form field for a text that is too long, such as `text-3-prompt`."""
    return "-".join(map(str, ("text", number, *place)))


def _as_edited(carried: list[Carried], sent: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the questions to be added, long texts as sent. Raises NotShortened.

    A question whose prompt was too long and is now empty is left out.
    """
    added, faults = [], {}
    for number, question in enumerate(carried):
        texts = {place: sent.get(text_name(number, place), "") for place in question.too_long}
        if question.data is None or not texts.get(("prompt",), "-").strip():
            continue
        try:
            added.append(shortened_question(question.data, texts) if texts else question.data)
        except ValidationError as error:
            faults[number] = " ".join(
                f"{place_name(problem.loc)}: {problem.message}" for problem in problems_of(error)
            )
    if faults:
        raise NotShortened(carried, faults)
    return added


@transaction.atomic
def add_kept(brief_id: int, text: str, sent: Mapping[str, str]) -> list[str]:
    """Add what `keep` kept at the end of the draft and return the new keys.

    `sent` has the texts that were too long. Raises Refused, and NotShortened. A draft that was
    saved since is left as it is, so that nothing is added twice.
    """
    about, carried = _kept(text)
    brief = Brief.objects.select_for_update().get(pk=brief_id)
    if about != (brief.pk, brief.revision):
        raise Refused(
            gettext("The draft was saved since the file was read. Choose the file again.")
        )
    questions = _as_edited(carried, sent)
    if not questions:
        raise Refused(gettext("There is nothing in the file that can be added."))
    # A reader's reviews go by the key of a question, so none is used a second time.
    paper = brief.live.paper if brief.live else None
    published = read_paper(paper).by_key if paper else ()
    return append_questions(brief.quiz, questions, list(published))


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
