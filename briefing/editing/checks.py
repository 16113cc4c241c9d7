"""What an editor should mend before publishing. Pure functions over a draft's plain data.

The data has the form of a brief file and may be half written or wrong in any other way: a check
passes over what it cannot read. *Errors* stop publishing: they are the rules of the documents and
of the references, so a claim that rests on no paragraph, a question with no right option and a
reference that leads nowhere are among them. *Warnings* do not: one check each, below.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_lazy
from pydantic import ValidationError

from briefing.choices import Section, Standing
from briefing.documents.cited_text import without_references
from briefing.documents.references import CITING, reference_problems
from briefing.documents.schema import BriefDocument, brief_problems
from briefing.editing import prose_checks
from briefing.editing.readability import lix, sentences
from quiz.documents.checks import Finding, quiz_warnings, warning
from quiz.documents.language import USUAL
from quiz.documents.lenient import Data, rows, text, texts
from quiz.documents.schema import Problem

BOTTOM_LINE_WORDS = 60
MOST_SENTENCES = 3
# Laws and textbooks begin here: names of offices bring a text on foreign affairs near to 50, and
# what reads harder than 60 is hard for its writing.
HIGHEST_LIX = 60
# An index says nothing of a few lines, nor of a language whose words are of another length.
LEAST_WORDS_MEASURED = 100
LANGUAGES_MEASURED = ("en", "de")
SAID = (Standing.REPORTED, Standing.ALLEGED, Standing.DENIED)


def findings(data: Data) -> list[Finding]:
    """Return all that is wrong and all that could be better, errors first, in the draft's order."""
    return errors(data) + warnings(data)


def errors(data: Data) -> list[Finding]:
    """Return what stops publishing."""
    problems = reference_problems(data)
    try:
        BriefDocument.model_validate(data)
    except ValidationError as error:
        problems = brief_problems(error) + problems
    return as_errors(problems)


def as_errors(problems: Iterable[Problem]) -> list[Finding]:
    """Return problems as errors; of those at one place with one message, the first."""
    return list(dict.fromkeys(Finding("error", p.loc, p.message) for p in problems))


def warnings(data: Data) -> list[Finding]:
    """Return what could be better and does not stop publishing."""
    return [found for check in CHECKS for found in check(data)] + quiz_warnings(data)


def bottom_line_too_long(data: Data) -> Iterator[Finding]:
    words = _length(without_references(text(data, "bottom_line")))
    if words > BOTTOM_LINE_WORDS:
        yield warning(
            ("bottom_line",),
            gettext("Shorten the bottom line to %(most)s words; it has %(words)s.")
            % {"most": BOTTOM_LINE_WORDS, "words": words},
        )


def method_missing(data: Data) -> Iterator[Finding]:
    if not text(data, "method").strip():
        yield warning(("method",), gettext("Say on what the brief rests and how it was made."))


def paragraph_never_used(data: Data) -> Iterator[Finding]:
    article = data.get("article")
    outlined = texts(article.get("paragraphs")) if isinstance(article, dict) else []
    used = {str(n) for _, claim in rows(data, "claims") for n in _list(claim.get("paragraphs"))}
    for number in range(1, len(outlined) + 1):
        if str(number) not in used and used:
            yield warning(
                ("article", "paragraphs"),
                gettext(
                    "No claim rests on paragraph %(number)s. Use it, or leave it out on purpose."
                )
                % {"number": number},
            )


def claim_never_tested(data: Data) -> Iterator[Finding]:
    """Every claim but plain background should have a question; without any, one warning says so."""
    if not any(rows(data, "questions")):
        yield warning(("questions",), gettext("There is no question yet."))
        return
    tested = {key for _, q in rows(data, "questions") for key in texts(q.get("evidence"))}
    for number, claim in rows(data, "claims"):
        plain = (claim.get("section"), claim.get("standing")) == _PLAIN_BACKGROUND
        key = text(claim, "key")
        if key and key not in tested and not plain:
            yield warning(
                ("claims", number),
                gettext("No question tests %(key)s. Ask one on it.") % {"key": key},
            )


_PLAIN_BACKGROUND = (Section.BACKGROUND, Standing.ESTABLISHED)


def said_by_nobody(data: Data) -> Iterator[Finding]:
    for number, claim in rows(data, "claims"):
        if claim.get("standing") in SAID and not claim.get("speaker"):
            yield warning(
                ("claims", number, "speaker"),
                str(_UNNAMED[claim["standing"]]),
            )


_UNNAMED = {
    Standing.REPORTED: gettext_lazy("Name the actor by whom this is reported."),
    Standing.ALLEGED: gettext_lazy("Name the actor by whom this is alleged."),
    Standing.DENIED: gettext_lazy("Name the actor by whom this is denied."),
}


def denial_that_answers_nothing(data: Data) -> Iterator[Finding]:
    for number, claim in rows(data, "claims"):
        if claim.get("standing") == Standing.DENIED and not claim.get("answers"):
            yield warning(
                ("claims", number, "answers"),
                gettext("Name the claim that this denies, by its key."),
            )


def claim_of_many_sentences(data: Data) -> Iterator[Finding]:
    for number, claim in rows(data, "claims"):
        found = sentences(text(claim, "text"))
        if found > MOST_SENTENCES:
            yield warning(
                ("claims", number, "text"),
                gettext(
                    "This has %(found)s sentences. Split what is more than one idea in one "
                    "to three."
                )
                % {"found": found},
            )


def hard_to_read(data: Data) -> Iterator[Finding]:
    claims = " ".join(_claim_texts(data))
    language = (text(data, "language") or USUAL).partition("-")[0].lower()
    if language not in LANGUAGES_MEASURED or _length(claims) < LEAST_WORDS_MEASURED:
        return
    found = lix(claims)
    if found > HIGHEST_LIX:
        yield warning(
            ("claims",),
            gettext(
                "The reading index (LIX) of the claims is %(index)s; aim for %(highest)s at "
                "most. Shorten sentences and choose shorter words."
            )
            % {"index": f"{found:.0f}", "highest": HIGHEST_LIX},
        )


def actor_in_no_claim(data: Data) -> Iterator[Finding]:
    named = {
        key
        for _, claim in rows(data, "claims")
        for key in (*texts(claim.get("actors")), text(claim, "speaker"))
    }
    for number, actor in rows(data, "actors"):
        key = text(actor, "key")
        if key and key not in named:
            who = text(actor, "name") or key
            yield warning(
                ("actors", number, "key"),
                gettext("No claim is about %(who)s. Name it in one, or remove its role.")
                % {"who": who},
            )


def term_never_used(data: Data) -> Iterator[Finding]:
    """A term is used where it stands in a text; of “X (Y)”, where X or Y does."""
    read = " ".join(_read_texts(data)).casefold()
    for number, row in rows(data, "terms"):
        term = text(row, "term").casefold()
        outer, _, inner = term.partition("(")
        forms = {form.strip(" )") for form in (term, outer, inner)} - {""}
        if forms and not any(form in read for form in forms):
            yield warning(
                ("terms", number, "term"),
                gettext("The brief nowhere says “%(term)s”. Use the term, or remove it.")
                % {"term": text(row, "term")},
            )


def rests_on_no_claim(data: Data) -> Iterator[Finding]:
    """Relations and questions must name claims, so here are the parts that should."""
    for part, field in CITING.items():
        if part not in ("relations", "questions"):
            for number, row in rows(data, part):
                if not row.get(field):
                    yield warning((part, number, field), str(_UNCITED[part]))


_UNCITED = {
    "actors": gettext_lazy("Name the claims that say what this actor wants and does."),
    "events": gettext_lazy("Name the claims that tell of this event."),
    "gaps": gettext_lazy("Name the claims that this bears on."),
    "indicators": gettext_lazy("Name the claims that this bears on."),
}

CHECKS: tuple[Callable[[Data], Iterable[Finding]], ...] = (
    bottom_line_too_long,
    method_missing,
    *prose_checks.CHECKS,
    hard_to_read,
    paragraph_never_used,
    said_by_nobody,
    denial_that_answers_nothing,
    claim_of_many_sentences,
    actor_in_no_claim,
    term_never_used,
    rests_on_no_claim,
    claim_never_tested,
)


def _list(value: object) -> list[Any]:
    return [*value] if isinstance(value, list | tuple) else []


def _length(*said: str) -> int:
    return sum(len(part.split()) for part in said)


def _grouped(number: int) -> str:
    """Return a number with its thousands parted as the language does it."""
    return number_format(number, force_grouping=True)


def _claim_texts(data: Data) -> list[str]:
    return [text(claim, "text") for _, claim in rows(data, "claims")]


def _read_texts(data: Data) -> Iterator[str]:
    """Yield all that a reader reads but the terms and their explanations."""
    for name in ("title", "standfirst", "bottom_line", "method"):
        yield text(data, name)
    for part in ("passages", "claims", "events", "gaps", "indicators"):
        for _, row in rows(data, part):
            yield text(row, "text")
    for _, actor in rows(data, "actors"):
        yield from (text(actor, name) for name in ("name", "office", "wants", "does"))
    for _, question in rows(data, "questions"):
        yield text(question, "prompt")
