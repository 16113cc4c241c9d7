"""A brief's rows as plain data, in the form of a brief file."""

from typing import Any

from briefing.models import (
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
from quiz.question_rows import quiz_data

ACTOR_FIELDS = ("key", "name", "kind", "plural")
ARTICLE_FIELDS = ("author", "title", "outlet", "date", "url", "words", "paragraphs")
BRIEF_FIELDS = ("slug", "title", "standfirst", "topics", "bottom_line", "method")


def draft_data(brief: Brief) -> dict[str, Any]:
    """Return the draft as plain data, in the form of a brief file; ten queries at any size.

    It need not be whole: a draft may be half written.
    """
    return {
        **head_data(brief),
        "article": article_data(brief.article),
        "passages": [passage_data(passage) for passage in brief.passages.all()],
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
    return {"format": "2", **_filled(brief, BRIEF_FIELDS), **language}


def article_data(article: Article) -> dict[str, Any]:
    return _filled(article, ARTICLE_FIELDS)


def role_data(role: Role) -> dict[str, Any]:
    actor = _filled(role.actor, ACTOR_FIELDS)
    return actor | _filled(role, ("office", "side", "wants", "does", "claims"))


def claim_data(claim: Claim) -> dict[str, Any]:
    speaker = {"speaker": claim.speaker.key} if claim.speaker else {}
    fields = (
        *("key", "section", "standing", "answers", "paragraphs", "actors", "text"),
        *("bare", "why", "gist", "leads_to"),
    )
    return speaker | _filled(claim, fields)


def passage_data(passage: Passage) -> dict[str, Any]:
    return _filled(passage, ("section", "heading", "text"))


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
