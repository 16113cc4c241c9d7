"""Plain data in the form of a brief file, as a brief's rows."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from briefing.editing.draft_data import ACTOR_FIELDS, ARTICLE_FIELDS, BRIEF_FIELDS, draft_data
from briefing.models import (
    Actor,
    Article,
    Brief,
    Claim,
    Event,
    Gap,
    Indicator,
    Passage,
    Relation,
    Role,
    Term,
)
from quiz.documents.language import USUAL
from quiz.models import replace_rows
from quiz.question_rows import replace_questions


class ActorsDiffer(Exception):
    """Actors of a document are known already by another name or kind; `messages` says which."""

    def __init__(self, messages: list[str]) -> None:
        self.messages = messages
        super().__init__("\n".join(messages))


def put_rows(brief: Brief, data: Mapping[str, Any]) -> dict[str, Any]:
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
        replace_rows(
            getattr(brief, part).all(),
            (
                model(brief=brief, position=position, **_columns(part, row, actors))
                for position, row in enumerate(data.get(named, []), 1)
            ),
        )
    replace_questions(brief.quiz, data.get("questions", []))
    return data


_PARTS: dict[str, Any] = {
    "passages": Passage,
    "roles": Role,
    "claims": Claim,
    "relations": Relation,
    "events": Event,
    "terms": Term,
    "gaps": Gap,
    "indicators": Indicator,
}


def _save_head(brief: Brief, data: Mapping[str, Any]) -> None:
    empty: dict[str, Any] = {"paragraphs": [], "words": None}
    source = {name: data["article"].get(name) or empty.get(name, "") for name in ARTICLE_FIELDS}
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


def refuse_other_names(rows: list[dict[str, Any]]) -> None:
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
