"""The questions of a paper as a handout, and its key for editors."""

import random
from typing import Any

from django.conf import settings
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from config.operations.gone import gone
from quiz.choices import Theme
from quiz.documents.language import lang_attributes
from quiz.models import Paper
from quiz.paper import read_paper


def _sheet(paper: Paper) -> dict[str, Any]:
    """Return what handout and key show: the written questions, drawn alike at every print."""
    document = read_paper(paper)
    rng = random.Random(paper.sha256)  # noqa: S311
    written = [q for q in document.questions if q.theme != Theme.STANDING]
    rows = [
        (number, question, question.asked(question.drawn(rng), {}))
        for number, question in enumerate(written, 1)
    ]
    return {
        "paper": paper,
        "rows": rows,
        "passages": document.passages,
        "lang": lang_attributes(paper.language),
    }


@require_safe
@cache_control(public=True, no_cache=True)
def worksheet(request: HttpRequest, paper_id: int) -> HttpResponseBase:
    paper = get_object_or_404(Paper, pk=paper_id)
    if paper.withdrawn:
        return gone(request)
    # After a restore of the database another paper can have this number.
    etag = f'"{settings.RELEASE}-{paper_id}-{paper.sha256[:16]}"'
    if known := get_conditional_response(request, etag=etag):
        return known
    response = render(request, "quiz/worksheet/worksheet.html", _sheet(paper))
    response["ETag"] = etag
    return response


@require_safe
@never_cache
@staff_member_required
@permission_required("quiz.view_question", raise_exception=True)
def key(request: HttpRequest, paper_id: int) -> HttpResponse:
    paper = get_object_or_404(Paper, pk=paper_id)
    return render(request, "quiz/worksheet/key.html", _sheet(paper))
