"""What a reader is told of an answer: rendered once a process for all who give the same."""

import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from quiz.language import lang_attributes
from quiz.models import Paper
from quiz.sitting import Item


@dataclass(frozen=True)
class _Told:
    """All that the words depend on; what they are made from is not compared."""

    paper: str
    page: str
    language: str | None
    question: str
    order: tuple[int, ...]
    response: str
    kept: bool
    whole: bool
    context: dict[str, Any] = field(compare=False)


def told(paper: Paper, item: Item, kept: bool, whole: bool) -> SafeString:
    """Return a question with what its answer earned and the passages it rests on, as HTML.

    `kept` says that an earlier answer stays, `whole` that the words begin a page of their own.
    """
    response = json.dumps(item.answer.response) if item.answer else ""
    where = (paper.sha256, paper.page, get_language())
    context = {"item": item, "paper": paper, "kept": kept, "whole": whole}
    context["lang"] = lang_attributes(paper.language)
    return _rendered(_Told(*where, item.question.key, item.order, response, kept, whole, context))


# Of some 2 KB each.
@lru_cache(maxsize=4096)
def _rendered(content: _Told) -> SafeString:
    return render_to_string("quiz/_told.html", content.context)
