"""A search over the claims and the questions of all briefs."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from briefing.admin.base import RelatedTexts, containing, search_words
from briefing.models import Brief, Claim
from quiz.models import Option, Question

MOST_FOUND = 50
OPTIONS = RelatedTexts(Option, "question", ("text", "answer", "feedback"))
QUESTION_TEXTS = ("key", "prompt", "explanation")


@require_safe
def search_view(request: HttpRequest) -> HttpResponse:
    """List the claims and questions in which all the words asked for are found."""
    site = admin.site
    if not request.user.has_perm("briefing.view_brief"):
        raise PermissionDenied
    words = search_words(request.GET.get("q", ""))
    claims = _found(Claim, words, ("key", "text")).select_related("brief")
    questions = _found(Question, words, QUESTION_TEXTS, OPTIONS).select_related("quiz")
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": gettext("Search claims and questions"),
        "opts": Brief._meta,
        "q": " ".join(words),
        "claims": claims[:MOST_FOUND],
        "questions": questions[:MOST_FOUND],
        "most": MOST_FOUND,
    }
    return TemplateResponse(request, "admin/briefing/brief/search.html", context)


def _found(
    model: type[Model], words: list[str], texts: tuple[str, ...], beside: RelatedTexts | None = None
) -> QuerySet[Any]:
    """Return the rows of which each word stands in one of the texts; none without a word."""
    rows = model._default_manager.all() if words else model._default_manager.none()
    for word in words:
        rows = rows.filter(containing(word, texts, beside))
    return rows
