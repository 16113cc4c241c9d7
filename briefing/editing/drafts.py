"""A brief's rows as one document, a document as rows, and what every save leaves behind."""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext, gettext_lazy

from briefing.documents.diff import Place, differences
from briefing.documents.schema import BriefDocument
from briefing.editing.checks import findings
from briefing.models import (
    Actor,
    Article,
    Brief,
    Claim,
    Event,
    Gap,
    Indicator,
    Relation,
    Revision,
    Role,
    Term,
)
from quiz.documents.language import USUAL
from quiz.models import Quiz
from quiz.question_rows import quiz_data, replace_questions

ACTOR_FIELDS = ("key", "name", "kind", "plural")
ARTICLE_FIELDS = ("author", "title", "outlet", "date", "url", "paragraphs")
BRIEF_FIELDS = ("slug", "title", "standfirst", "topics", "bottom_line", "method")


class ActorsDiffer(Exception):
    """Actors of a document are known already by another name or kind; `messages` says which."""

    def __init__(self, messages: list[str]) -> None:
        self.messages = messages
        super().__init__("\n".join(messages))


def draft_data(brief: Brief) -> dict[str, Any]:
    """Return the draft as plain data, in the form of a brief file; nine queries at any size.

    It need not be whole: a draft may be half written.
    """
    return {
        **head_data(brief),
        "article": article_data(brief.article),
        "actors": [role_data(role) for role in brief.roles.select_related("actor")],
        "claims": [claim_data(claim) for claim in brief.claims.select_related("speaker")],
        "relations": [
            relation_data(relation)
            for relation in brief.relations.select_related("subject", "object")
        ],
        "events": [event_data(event) for event in brief.events.all()],
        "terms": [term_data(term) for term in brief.terms.all()],
        "gaps": [point_data(gap) for gap in brief.gaps.all()],
        "indicators": [point_data(indicator) for indicator in brief.indicators.all()],
        "questions": quiz_data(brief.quiz),
    }


def head_data(brief: Brief) -> dict[str, Any]:
    # Most briefs are in the usual language, and say nothing of it.
    language = {} if brief.language == USUAL else {"language": brief.language}
    return {"format": "1", **_filled(brief, BRIEF_FIELDS), **language}


def article_data(article: Article) -> dict[str, Any]:
    return _filled(article, ARTICLE_FIELDS)


def role_data(role: Role) -> dict[str, Any]:
    actor = _filled(role.actor, ACTOR_FIELDS)
    return actor | _filled(role, ("office", "side", "wants", "does", "claims"))


def claim_data(claim: Claim) -> dict[str, Any]:
    speaker = {"speaker": claim.speaker.key} if claim.speaker else {}
    fields = (
        *("key", "section", "standing", "answers", "paragraphs", "actors", "text", "lead"),
        *("gist", "leads_to"),
    )
    return speaker | _filled(claim, fields)


def relation_data(relation: Relation) -> dict[str, Any]:
    ends = {"subject": relation.subject.key, "object": relation.object.key}
    return ends | _filled(relation, ("verb", "claims"))


def event_data(event: Event) -> dict[str, Any]:
    return _filled(event, ("date", "until", "text", "claims"))


def term_data(term: Term) -> dict[str, Any]:
    return _filled(term, ("term", "text"))


def point_data(point: Gap | Indicator) -> dict[str, Any]:
    return _filled(point, ("text", "claims"))


def _filled(row: Any, fields: tuple[str, ...]) -> dict[str, Any]:
    """Return the fields that hold something: an empty one is left out of a document."""
    return {
        name: value for name in fields if (value := getattr(row, name)) not in ("", [], None, False)
    }


@transaction.atomic
def replace_draft(document: BriefDocument, editor: User | None = None, what: str = "") -> Brief:
    """Make the document the draft of its brief, new or in the place of all that the draft had.

    Editions are left alone: readers see nothing of it before it is published. What the draft was
    stays among its revisions. Raises ActorsDiffer.
    """
    data = document.model_dump(mode="json", exclude_defaults=True)
    _refuse_other_names(data.get("actors", []))
    brief = Brief.objects.select_for_update().filter(slug=document.slug).first()
    if brief is None:
        brief = Brief(slug=document.slug, article=Article(), quiz=Quiz())
    else:
        keep_revision(brief.pk, None, gettext("As it was before"))
    _put(brief, data)
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
) -> tuple[Revision, list[Place]]:
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
    kept = _put(brief, data)
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


def _put(brief: Brief, data: Mapping[str, Any]) -> dict[str, Any]:
    """Make rows of a document's data, in the place of all that the brief had; return that data.

    It lacks what names actors who are no more. A part that says what it said before keeps its
    rows, so that a form open on them can be saved.
    """
    present = draft_data(brief) if brief.pk else {}
    _save_head(brief, data)
    actors = _actors(data)
    data = _about_those_known(data, actors)
    for part, model in _PARTS.items():
        named = "actors" if part == "roles" else part
        if present.get(named, []) == data.get(named, []):
            continue
        getattr(brief, part).all().delete()
        model.objects.bulk_create(
            model(brief=brief, position=position, **_columns(part, row, actors))
            for position, row in enumerate(data.get(named, []), 1)
        )
    replace_questions(brief.quiz, data.get("questions", []))
    return data


_PARTS: dict[str, Any] = {
    "roles": Role,
    "claims": Claim,
    "relations": Relation,
    "events": Event,
    "terms": Term,
    "gaps": Gap,
    "indicators": Indicator,
}


def _save_head(brief: Brief, data: Mapping[str, Any]) -> None:
    source = {
        name: data["article"].get(name) or ([] if name == "paragraphs" else "")
        for name in ARTICLE_FIELDS
    }
    if any(getattr(brief.article, name) != value for name, value in source.items()):
        if brief.article.pk and brief.article.briefs.exclude(pk=brief.pk).exists():
            # Another brief rests on the article as it is.
            brief.article = Article()
        for name, value in source.items():
            setattr(brief.article, name, value)
        brief.article.save()
    for name in BRIEF_FIELDS:
        if name != "slug":
            setattr(brief, name, data.get(name, [] if name == "topics" else ""))
    brief.language = data.get("language", USUAL)
    brief.quiz.title = brief.title
    brief.quiz.save()
    brief.article_id = brief.article.pk
    brief.save()


_KNOWN_AS = gettext_lazy(
    "The actor “%(key)s” is known as %(name)s (%(kind)s). Call it so here too, change it in the "
    "admin, or give this one another key."
)
_KNOWN_AS_SEVERAL = gettext_lazy(
    "The actor “%(key)s” is known as %(name)s (%(kind)s, plural). Call it so here too, change it "
    "in the admin, or give this one another key."
)


def _refuse_other_names(rows: list[dict[str, Any]]) -> None:
    """Raise ActorsDiffer where a document calls actors otherwise than they are known."""
    known = Actor.objects.in_bulk([row["key"] for row in rows], field_name="key")
    differing = [
        (_KNOWN_AS_SEVERAL if actor.plural else _KNOWN_AS)
        % {"key": row["key"], "name": actor.name, "kind": actor.get_kind_display()}
        for row in rows
        if (actor := known.get(row["key"]))
        and any(getattr(actor, name) != row.get(name, False) for name in ACTOR_FIELDS)
    ]
    if differing:
        raise ActorsDiffer(differing)


def _actors(data: Mapping[str, Any]) -> dict[str, Actor]:
    """Return every actor that a document names by its key, those that are new made."""
    rows = data.get("actors", [])
    named = {row["key"] for row in rows}
    named |= {claim["speaker"] for claim in data.get("claims", []) if claim.get("speaker")}
    named |= {row[end] for row in data.get("relations", []) for end in ("subject", "object")}
    known = Actor.objects.in_bulk(sorted(named), field_name="key")
    new = [Actor(**_taken(row, ACTOR_FIELDS)) for row in rows if row["key"] not in known]
    return known | {actor.key: actor for actor in Actor.objects.bulk_create(new)}


def _about_those_known(data: Mapping[str, Any], known: Collection[str]) -> dict[str, Any]:
    """Return the data without the relations and the speakers whose actors are not known.

    A draft may name an actor who has no role in it, and who was deleted later.
    """
    relations = [
        row
        for row in data.get("relations", [])
        if row["subject"] in known and row["object"] in known
    ]
    claims = [
        {name: value for name, value in row.items() if name != "speaker" or value in known}
        for row in data.get("claims", [])
    ]
    return {**data, "claims": claims, "relations": relations}


def _columns(part: str, row: dict[str, Any], actors: dict[str, Actor]) -> dict[str, Any]:
    """Return the columns of one row of a part, with actors as rows; absent ones stay empty."""
    if part == "roles":
        kept = _taken(row, ("office", "side", "wants", "does", "claims"))
        return {"actor": actors[row["key"]], **kept}
    if part == "claims":
        return {**row, "speaker": actors.get(row.get("speaker", ""))}
    if part == "relations":
        return {**row, "subject": actors[row["subject"]], "object": actors[row["object"]]}
    return row


def _taken(row: Mapping[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    return {name: row[name] for name in fields if name in row}
