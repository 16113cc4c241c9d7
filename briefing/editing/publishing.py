"""Publishing: the draft becomes an edition that never changes, all in one transaction."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext
from pydantic import ValidationError

from briefing.choices import Standing
from briefing.documents.cited_text import cited_claims
from briefing.documents.field_labels import field_name
from briefing.documents.references import reference_problems
from briefing.documents.schema import BriefDocument, brief_problems
from briefing.editing.drafts import keep_revision
from briefing.models import Brief, Edition, Revision, Schedule
from briefing.serving.pages import show_live_on_commit
from quiz.documents.schema import Problem, named
from quiz.kinds.standing import StandingWord
from quiz.models import Paper
from quiz.paper import Passage, ask_from_now, keep_paper, new_paper, open_to_readers


class NotReady(Exception):
    """A draft that cannot be published as it is.

    `problems` has all that has to be mended, each with the name of its place: (name, problem).
    """

    def __init__(self, problems: list[Problem], data: Mapping[str, Any]) -> None:
        self.problems = [(named(problem.loc, data, field_name), problem) for problem in problems]
        super().__init__("\n".join(f"{name}: {p.message}" for name, p in self.problems))


class DraftChanged(Exception):
    """A draft that is no longer the one that was looked at before publishing."""


def fingerprint(data: Mapping[str, Any]) -> str:
    """Return what tells this state of a draft from any other."""
    return hashlib.sha256(json.dumps(data).encode()).hexdigest()


def whole_brief(data: Mapping[str, Any]) -> BriefDocument:
    """Return the document that a draft makes. Raises NotReady naming every problem at once."""
    problems = reference_problems(dict(data))
    try:
        document = BriefDocument.model_validate(data)
    except ValidationError as error:
        raise NotReady(brief_problems(error) + problems, data) from None
    if problems:
        raise NotReady(problems, data)
    return document


@transaction.atomic
def publish(
    brief_id: int, publisher: User | None = None, note: str = "", seen: str = ""
) -> tuple[Edition, bool]:
    """Publish the draft; return its edition and whether it is a new one.

    A draft that says just what the live edition says makes no new one. A publishing that was
    planned is off: this one takes its place. Raises NotReady where the draft is not whole, and
    DraftChanged where it is not the one whose fingerprint was `seen`, if given.
    """
    revision = _seen_revision(brief_id, publisher, gettext("As it was published"), seen)
    Schedule.objects.filter(brief=brief_id).delete()
    return publish_revision(revision, publisher, note)


@transaction.atomic
def publish_revision(
    revision: Revision, publisher: User | None = None, note: str = ""
) -> tuple[Edition, bool]:
    """Publish the draft as it was at a revision; return as `publish` does.

    The paper of the last edition is kept where no question and no claim has changed. Raises
    NotReady.
    """
    brief = Brief.objects.select_for_update().get(pk=revision.brief_id)
    document = whole_brief(revision.data | {"slug": brief.slug})
    content = document.edition().model_dump_json(exclude_defaults=True)
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    paper = draft_paper(document, brief.key)
    paper = keep_paper(paper) if paper else None
    open_to_readers(brief.key, True)
    live = brief.live
    if live and (live.sha256, live.paper_id) == (sha256, paper and paper.pk):
        return live, False
    last = brief.editions.order_by("-number").values_list("number", flat=True).first() or 0
    edition = Edition(
        brief=brief,
        number=last + 1,
        document=content,
        sha256=sha256,
        title=document.title,
        standfirst=document.standfirst,
        language=document.language,
        paper=paper,
        note=note,
        revision=revision.number,
        publisher=publisher,
    )
    edition.save()
    if paper:
        ask_from_now(paper)
    Brief.objects.filter(pk=brief.pk).update(live=edition)
    show_live_on_commit(brief.slug)
    return edition, True


@transaction.atomic
def unpublish(brief_id: int) -> None:
    """Take a brief with all its editions from readers. Attempts that were begun go on.

    Publishing shows them again.
    """
    brief = Brief.objects.select_for_update().get(pk=brief_id)
    Brief.objects.filter(pk=brief.pk).update(live=None)
    Schedule.objects.filter(brief=brief).delete()
    open_to_readers(brief.key, False)
    show_live_on_commit(brief.slug)


@transaction.atomic
def schedule(
    brief_id: int, due: datetime, planner: User | None = None, note: str = "", seen: str = ""
) -> Schedule:
    """Plan to publish the draft as it is now; later saves do not change what is published.

    A plan made before is replaced. Raises as `publish` does.
    """
    revision = _seen_revision(brief_id, planner, gettext("As it was scheduled"), seen)
    whole_brief(revision.data)
    plan = {"revision": revision, "due": due, "planner": planner, "note": note, "trouble": ""}
    return Schedule.objects.update_or_create(brief_id=brief_id, defaults=plan)[0]


def _seen_revision(brief_id: int, editor: User | None, what: str, seen: str) -> Revision:
    revision = keep_revision(brief_id, editor, what)
    if seen and fingerprint(revision.data) != seen:
        raise DraftChanged
    return revision


def publish_due(now: datetime) -> Iterator[tuple[Schedule, Edition | None]]:
    """Publish what is due, each brief in a transaction of its own; yield what became of each.

    What could not be published is None; it stays planned, with its trouble, for a person to mend.
    """
    due = Schedule.objects.filter(due__lte=now).select_related("brief", "revision", "planner")
    for pk, brief_id in due.filter(trouble="").values_list("pk", "brief"):
        with transaction.atomic():
            # Whoever publishes at the same time takes turns by the brief, and the second finds
            # nothing.
            Brief.objects.select_for_update().filter(pk=brief_id).first()
            plan = due.filter(pk=pk).first()
            edition = _publish_planned(plan) if plan else None
        # After the commit: what the caller does next is no part of the transaction.
        if plan:
            yield plan, edition


def _publish_planned(plan: Schedule) -> Edition | None:
    try:
        edition, _ = publish_revision(plan.revision, plan.planner, plan.note)
    except NotReady as error:
        plan.trouble = str(error)[:500]
        plan.save(update_fields=["trouble"])
        return None
    Schedule.objects.filter(pk=plan.pk).delete()
    return edition


def draft_paper(document: BriefDocument, key: str) -> Paper | None:
    """Return the paper of the brief of this key, not saved; None where it has no questions."""
    if not document.questions:
        return None
    names = {actor.key: actor.name for actor in document.actors}
    passages = {
        claim.key: Passage(
            text=claim.text,
            standing=str(claim.standing.label),
            sign=claim.standing.sign,
            speaker=names[claim.speaker] if claim.speaker else None,
            paragraphs=claim.paragraphs,
            bare=claim.bare,
            why=claim.why,
            answers=claim.answers,
        )
        for claim in document.claims
    }
    words = [StandingWord(label=str(s.label), meaning=s.meaning) for s in Standing]
    cited = {key for text in document.own_texts for key in cited_claims(text)}
    return new_paper(
        document.title,
        key,
        document.questions,
        passages,
        words,
        document.language,
        names=_known_names(document),
        cited=cited,
    )


def _known_names(document: BriefDocument) -> list[str]:
    """Return what a typed answer might be mistaken for: actors, terms and known mistakes."""
    typed = [question for question in document.questions if question.typed]
    mistakes = [option.text for q in typed for option in q.options if not option.right]
    actors = [actor.name for actor in document.actors]
    return [*actors, *(term.term for term in document.terms), *mistakes]
