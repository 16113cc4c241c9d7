"""Changing a draft, and the revision that every change leaves behind."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext

from briefing.documents.diff import DiffPlace, differences
from briefing.documents.schema import BriefDocument
from briefing.editing.checks import findings
from briefing.editing.draft_data import draft_data
from briefing.editing.draft_rows import put_rows, refuse_other_names
from briefing.models import (
    Article,
    Brief,
    Revision,
)
from quiz.models import Quiz


@transaction.atomic
def replace_draft(document: BriefDocument, editor: User | None = None, what: str = "") -> Brief:
    """Make the document the draft of its brief, new or in the place of all that the draft had.

    Editions are left alone: readers see nothing of it before it is published. What the draft was
    stays among its revisions. Raises ActorsDiffer.
    """
    data = document.model_dump(mode="json", exclude_defaults=True)
    refuse_other_names(data.get("actors", []))
    brief = Brief.objects.select_for_update().filter(slug=document.slug).first()
    if brief is None:
        brief = Brief(slug=document.slug, article=Article(), quiz=Quiz())
    else:
        keep_revision(brief.pk, None, gettext("As it was before"))
    put_rows(brief, data)
    keep_revision(brief.pk, editor, what or gettext("Imported from a file"))
    brief.refresh_from_db()
    return brief


@transaction.atomic
def restore_draft(
    brief_id: int,
    data: Mapping[str, Any],
    editor: User | None,
    what: str,
    aside: Mapping[str, Any] | None = None,
) -> tuple[Revision, list[DiffPlace]]:
    """Put data that a draft of this brief once had in the place of the present draft.

    The present draft stays among the revisions, and so does what is put aside, if given. The brief
    keeps its address, and actors the names by which they are known now. Return the new revision,
    and the places of what had to be left out because its actor was deleted.
    """
    brief = Brief.objects.select_for_update().get(pk=brief_id)
    keep_revision(brief.pk, None, gettext("As it was before"))
    if aside:
        _new_revision(
            brief,
            json.dumps(aside, ensure_ascii=False),
            editor,
            gettext("%(what)s: as typed") % {"what": what},
        )
    kept = put_rows(brief, data)
    left_out = [difference.place for difference in differences(dict(data), kept)]
    return keep_revision(brief.pk, editor, what), left_out


@transaction.atomic
def keep_revision(brief_id: int, editor: User | None, what: str) -> Revision:
    """Keep the draft as it is now; return its revision, the last one where nothing changed.

    Counts what stops publishing and what could be better, for the list of briefs.
    """
    brief = Brief.objects.select_for_update().get(pk=brief_id)
    data = draft_data(brief)
    _count_findings(brief, data)
    content = json.dumps(data, ensure_ascii=False)
    last = brief.revisions.first()
    if last and last.document == content:
        return last
    return _new_revision(brief, content, editor, what)


def _new_revision(brief: Brief, content: str, editor: User | None, what: str) -> Revision:
    last = brief.revisions.values_list("number", flat=True).first()
    number = max(brief.revision, last or 0) + 1
    Brief.objects.filter(pk=brief.pk).update(revision=number)
    return Revision.objects.create(
        brief=brief, number=number, document=content, editor=editor, what=what[:200]
    )


def _count_findings(brief: Brief, data: dict[str, Any]) -> None:
    counted = Counter(finding.severity for finding in findings(data))
    counts = {"errors": counted["error"], "warnings": counted["warning"]}
    if counts != {"errors": brief.errors, "warnings": brief.warnings}:
        Brief.objects.filter(pk=brief.pk).update(**counts)
