"""A search over the claims and the questions of all briefs."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from briefing.admin.base import search_words
from briefing.models import Brief, Claim
from quiz.models import Question

MOST_FOUND = 50
OPTION_TEXTS = ("options__text", "options__answer", "options__feedback")


def search_view(request: HttpRequest) -> HttpResponse:
    """List the claims and questions in which all the words asked for are found."""
    site = admin.site
    if not request.user.has_perm("briefing.view_brief"):
        raise PermissionDenied
    words = search_words(request.GET.get("q", ""))
    claims = _found(Claim, words, ("key", "text")).select_related("brief")
    fields = ("key", "prompt", "explanation", *OPTION_TEXTS)
    questions = _found(Question, words, fields).select_related("quiz")
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": "Search claims and questions",
        "opts": Brief._meta,
        "q": " ".join(words),
        "claims": claims[:MOST_FOUND],
        "questions": questions[:MOST_FOUND],
        "most": MOST_FOUND,
    }
    return TemplateResponse(request, "admin/briefing/brief/search.html", context)


def _found(model: type[Model], words: list[str], fields: tuple[str, ...]) -> QuerySet[Any]:
    """Return the rows of which each word stands in one of the fields; none without a word."""
    rows = model._default_manager.all() if words else model._default_manager.none()
    for word in words:
        anywhere = Q()
        for name in fields:
            anywhere |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(pk__in=model._default_manager.filter(anywhere).values("pk"))
    return rows
