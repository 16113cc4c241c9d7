"""What an editor has typed into a brief's form, as a document's data, whole or not."""

import copy
import re
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, QueryDict

from briefing.editing import draft_data
from briefing.models import Article, Brief
from quiz.documents.schema import Loc, Problem
from quiz.models import Question
from quiz.question_rows import option_data, question_head, quiz_data

# Each part as its formset is called, as a document calls it, and how a row becomes data.
PARTS: dict[str, tuple[str, Any]] = {
    "passages": ("passages", draft_data.passage_data),
    "claims": ("claims", draft_data.claim_data),
    "roles": ("actors", draft_data.role_data),
    "relations": ("relations", draft_data.relation_data),
    "events": ("events", draft_data.event_data),
    "terms": ("terms", draft_data.term_data),
    "gaps": ("gaps", draft_data.point_data),
    "indicators": ("indicators", draft_data.point_data),
}
PREFIXES = {named: prefix for prefix, (named, _) in PARTS.items()}
# Where a document's field has another name in a form.
FIELDS = {"roles": {"key": "actor"}}


@dataclass(frozen=True)
class Submitted:
    """A brief as typed: its data, what the fields refuse, and where in the form each row stands."""

    data: dict[str, Any]
    problems: list[Problem]
    rows: dict[str, list[str]] = field(default_factory=dict)
    article: int | None = None

    def field_id(self, loc: Loc) -> str:
        """Return the id of the form's element in which a place of the data can be mended."""
        part, row, name = (*map(str, loc), "", "", "")[:3]
        if part not in PREFIXES and part not in self.rows:
            return f"id_{part}"
        group, prefixes = PREFIXES.get(part, part), self.rows.get(part, [])
        if not row.isdecimal() or int(row) >= len(prefixes):
            return f"{group}-group"
        prefix = prefixes[int(row)]
        named = FIELDS.get(group, {}).get(name, name)
        return f"id_{prefix}-{named}" if named else prefix


def submitted_brief(admin: Any, request: HttpRequest, brief: Brief) -> Submitted:
    """Read a sent form of a brief, without the rows that it was made of.

    Rows are read as if all were new, so that it does not matter whether another editor has deleted
    some of them meanwhile. Questions and the article are those in the database.
    """
    sent = as_new(request.POST)
    form = admin.get_form(request, brief, change=True)(sent, instance=copy.copy(brief))
    problems = _form_problems((), form)
    # Django has put the fields that are in order into the instance, the others are as they were.
    head = form.instance
    article = Article.objects.filter(pk=head.article_id).first()
    data = {
        **draft_data.head_data(head),
        "article": draft_data.article_data(article) if article else {},
    }
    rows: dict[str, list[str]] = {}
    for formset_class, _ in admin.get_formsets_with_inlines(request, None):
        prefix = formset_class.get_default_prefix()
        formset = formset_class(sent, instance=Brief(), prefix=prefix)
        formset.is_valid()
        named, row_data = PARTS[prefix]
        kept = formset.readable
        data[named] = [row_data(form.instance) for form in kept]
        rows[named] = [form.prefix for form in kept]
        for number, form in enumerate(kept):
            problems += _form_problems((named, number), form)
    data["questions"] = quiz_data(brief.quiz) if brief.pk else []
    return Submitted(data, problems, rows, head.article_id)


def submitted_question(
    admin: Any, request: HttpRequest, brief: Brief, row: Question | None
) -> Submitted:
    """Read a sent form of a question in the same way, as the brief's draft with it in its place.

    A question that was deleted meanwhile comes last.
    """
    alone = submitted_question_alone(admin, request, brief, row)
    data = draft_data.draft_data(brief)
    keys = [question["key"] for question in data["questions"]]
    at = keys.index(alone.data["key"]) if alone.data["key"] in keys else len(keys)
    data["questions"][at : at + 1] = [alone.data]
    return Submitted(data, alone.problems, article=brief.article_id)


def submitted_question_alone(
    admin: Any, request: HttpRequest, brief: Brief, row: Question | None
) -> Submitted:
    """Read a sent form of a question as the data of that question."""
    sent = as_new(request.POST)
    form_class = admin.get_form(request, row, change=True)
    form_class.brief = brief
    form = form_class(sent, instance=copy.copy(row) if row else Question(quiz=brief.quiz))
    problems = _form_problems((), form)
    blank = copy.copy(form.instance)
    blank.pk = None
    (formset_class, _) = next(iter(admin.get_formsets_with_inlines(request, None)))
    formset = formset_class(sent, instance=blank, prefix=formset_class.get_default_prefix())
    formset.is_valid()
    problems += [Problem(("options",), str(message)) for message in formset.non_form_errors()]
    for number, option in enumerate(formset.kept):
        problems += _form_problems(("options", number), option)
    data = question_head(form.instance)
    data["options"] = [option_data(option.instance) for option in formset.kept]
    return Submitted(data, problems, {"options": [option.prefix for option in formset.kept]})


def as_new(post: QueryDict) -> QueryDict:
    sent = post.copy()
    for name in post:
        if name.endswith("-INITIAL_FORMS"):
            sent[name] = "0"
        elif _OWNED.search(name):
            sent[name] = ""
    return sent


# The fields by which Django knows a row and whose it is.
_OWNED = re.compile(r"-\d+-(id|brief|question)$")


def _form_problems(loc: Loc, form: Any) -> list[Problem]:
    return [
        Problem((*loc, name) if name != "__all__" else loc, str(message))
        for name, messages in form.errors.items()
        for message in messages
    ]
