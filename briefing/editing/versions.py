"""The states of a brief: its draft, its revisions, its editions; and bringing one of them back."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext

from briefing.documents.diff import DiffPlace
from briefing.documents.format_1 import upgraded
from briefing.editing.draft_data import draft_data
from briefing.editing.drafts import restore_draft
from briefing.models import Brief, Edition, Revision, Schedule
from config.operations.jobs import delete_in_batches
from quiz.paper import read_paper


class NoSuchVersion(LookupError):
    """A name that is no state of the brief."""


def version_data(brief: Brief, name: str) -> dict[str, Any]:
    """Return the state of a brief that a name means: draft, edition-3 or revision-12.

    Raises NoSuchVersion.
    """
    if name == "draft":
        return draft_data(brief)
    found = re.fullmatch(r"(edition|revision)-([1-9][0-9]{0,8})", name)
    if found and found[1] == "edition":
        editions = brief.editions.select_related("paper").filter(number=int(found[2]))
        if edition := editions.first():
            return edition_data(edition)
    if found and (revision := brief.revisions.filter(number=int(found[2])).first()):
        return revision.data
    raise NoSuchVersion(name)


def version_name(name: str) -> str:
    """Return what a state is called: the draft, edition 3, revision 12."""
    if name == "draft":
        return gettext("the draft")
    kind, _, number = name.partition("-")
    called = {"edition": gettext("edition %(number)s"), "revision": gettext("revision %(number)s")}
    return called[kind] % {"number": number}


def edition_data(edition: Edition) -> dict[str, Any]:
    """Return an edition with its written questions as plain data, in the form of a brief file."""
    data: dict[str, Any] = {"format": "2", **upgraded(json.loads(edition.document))}
    questions = read_paper(edition.paper).questions if edition.paper else ()
    data["questions"] = [
        question.model_dump(mode="json", exclude_defaults=True)
        for question in questions
        if not question.drawn_from_claims
    ]
    return data


@transaction.atomic
def restore(brief_id: int, name: str, editor: User | None) -> tuple[Revision, list[DiffPlace]]:
    """Put a state of a brief in the place of its draft; what the draft was stays a revision.

    Return the new revision, and the places of what had to be left out because its actor was
    deleted. Raises NoSuchVersion.
    """
    brief = Brief.objects.select_for_update().get(pk=brief_id)
    data = version_data(brief, name)
    return restore_draft(
        brief_id,
        data,
        editor,
        gettext("Brought back %(version)s") % {"version": version_name(name)},
    )


def delete_old_revisions(days: int) -> Iterator[int]:
    """Delete revisions saved more than so many days ago; yield how many went in each batch.

    Kept are those that an edition was published from, that are scheduled, and the newest of
    each brief.
    """
    of_brief = {"brief": OuterRef("brief")}
    editions = Edition.objects.filter(**of_brief, revision=OuterRef("number"))
    newer = Revision.objects.filter(**of_brief, number__gt=OuterRef("number"))
    old = Revision.objects.filter(
        ~Exists(editions),
        ~Exists(Schedule.objects.filter(revision=OuterRef("pk"))),
        Exists(newer),
        saved__lt=timezone.now() - timedelta(days=days),
    )
    # Each holds a whole draft.
    yield from delete_in_batches(old, 20)
