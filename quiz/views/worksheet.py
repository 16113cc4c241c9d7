"""The questions of a paper as a handout, and its key for editors and for those who made it."""

import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import segno
from django.conf import settings
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from config.operations.gone import gone
from quiz.attempts.draw import draw, most_together
from quiz.choices import Theme
from quiz.documents.language import lang_attributes
from quiz.forms import WorksheetForm
from quiz.kinds.base import QuestionDocument
from quiz.models import Paper
from quiz.paper import page_addresses, read_paper

TEMPLATE = "quiz/worksheet/worksheet.html"
SALT = "key to a worksheet"


@dataclass(frozen=True)
class Row:
    """A question of a sheet, what is shown of it, and the letters of its right answer."""

    question: QuestionDocument
    shown: Any
    letters: str


@require_safe
@cache_control(public=True, no_cache=True)
def worksheet(request: HttpRequest, paper_id: int) -> HttpResponseBase:
    """Show a handout and what can be chosen for it; `make` leads on to one with its key."""
    paper = get_object_or_404(Paper, pk=paper_id)
    if paper.withdrawn:
        return gone(request)
    asked = hashlib.sha256(request.GET.urlencode().encode()).hexdigest()[:16]
    # After a restore of the database another paper can have this number.
    etag = f'"{settings.RELEASE}-{paper_id}-{paper.sha256[:16]}-{asked}"'
    if known := get_conditional_response(request, etag=etag):
        return known
    written = _written(paper)
    chosen = {"themes", "number"} & request.GET.keys()
    form = WorksheetForm(written, request.GET if chosen else None)
    if form.is_bound and not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, TEMPLATE, {"paper": paper, "form": form}, status=status)
    choice = form.cleaned_data if form.is_bound else {}
    if choice and "make" in request.GET:
        made = signing.dumps([paper_id, choice["themes"], choice["number"]], salt=SALT)
        return redirect(f"{request.path}?{urlencode(choice | {'made': made}, doseq=True)}")
    context = _sheet(paper, choice) | {"form": form, "key": _key_address(request, paper_id)}
    address = request.build_absolute_uri(_page_address(paper))
    context |= {"address": address, "code": qr_code(address)}
    response = render(request, TEMPLATE, context)
    response["ETag"] = etag
    return response


@require_safe
@never_cache
def key(request: HttpRequest, paper_id: int) -> HttpResponseBase:
    """Show the key: to whoever has the signed link of a worksheet, and to editors."""
    if "made" not in request.GET:
        return _key_for_editors(request, paper_id)
    choice = _made(request, paper_id)
    if choice is None:
        raise Http404("This link to a key is not one of ours.")
    return _show_key(request, paper_id, choice)


@staff_member_required
@permission_required("quiz.view_question", raise_exception=True)
def _key_for_editors(request: HttpRequest, paper_id: int) -> HttpResponse:
    return _show_key(request, paper_id, {})


def _show_key(request: HttpRequest, paper_id: int, choice: Mapping[str, Any]) -> HttpResponse:
    paper = get_object_or_404(Paper, pk=paper_id)
    sheet = f"{reverse('quiz:worksheet', args=[paper_id])}?{urlencode(choice, doseq=True)}"
    return render(request, "quiz/worksheet/key.html", _sheet(paper, choice) | {"sheet": sheet})


def _key_address(request: HttpRequest, paper_id: int) -> str:
    if _made(request, paper_id) is None:
        return ""
    return f"{reverse('quiz:key', args=[paper_id])}?{urlencode({'made': request.GET['made']})}"


def _made(request: HttpRequest, paper_id: int) -> dict[str, Any] | None:
    """Return what was chosen for the worksheet that a signed link is of, or None."""
    try:
        made_of, themes, number = signing.loads(request.GET.get("made", ""), salt=SALT)
    except signing.BadSignature:
        return None
    return {"themes": themes, "number": number} if made_of == paper_id else None


def _written(paper: Paper) -> list[QuestionDocument]:
    return [q for q in read_paper(paper).questions if q.theme != Theme.STANDING]


def _sheet(paper: Paper, choice: Mapping[str, Any]) -> dict[str, Any]:
    """Return what handout and key show: the questions chosen, drawn alike at every print."""
    return {
        "paper": paper,
        "rows": [_row(paper, question) for question in _chosen(paper, choice)],
        "passages": read_paper(paper).passages,
        "lang": lang_attributes(paper.language),
    }


def _chosen(paper: Paper, choice: Mapping[str, Any]) -> Sequence[QuestionDocument]:
    """Return the questions of some themes, as many as asked for, in the order of the paper."""
    written = _written(paper)
    if not choice:
        return most_together(written)
    drawn = draw(written, choice["themes"], choice["number"], _rng(paper, "worksheet"))
    keys = {one.question for one in drawn}
    return [question for question in written if question.key in keys]


def _row(paper: Paper, question: QuestionDocument) -> Row:
    order = question.drawn(_rng(paper, question.key))
    key = question.fill(question.key_response(), order)
    places = [] if question.typed else [int(place) for values in key.values() for place in values]
    letters = ", ".join(chr(ord("A") + place) for place in places)
    return Row(question, question.asked(order, {}), letters)


def _rng(paper: Paper, what: str) -> random.Random:
    return random.Random(f"{paper.page_key} {what}")  # noqa: S311


def _page_address(paper: Paper) -> str:
    """Return where the page is read; one query."""
    found = page_addresses([paper.page_key]).get(paper.page_key)
    return found or reverse("quiz:page", args=[paper.pk])


def qr_code(address: str) -> SafeString:
    """Return the QR code of an address as SVG, dark on white in any scheme."""
    drawn = segno.make(address, error="m", micro=False)
    title = gettext("QR code: the brief and its quiz")
    svg = drawn.svg_inline(
        scale=3, border=2, dark="#000", light="#fff", svgclass="qr", lineclass=None, title=title
    )
    return mark_safe(svg)  # noqa: S308
