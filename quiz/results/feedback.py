"""What a reader is told of an answer, as HTML.

It stands behind every answer, so it is rendered by Jinja, which is quicker than Django's templates.
"""

from functools import partial
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from quiz.attempts.state import AttemptState, Item
from quiz.documents.language import lang_attributes
from quiz.models import Paper
from quiz.results.jinja import message_in


def answer_feedback(state: AttemptState, item: Item, kept: bool, whole: bool) -> SafeString:
    """Return the part of the page that tells what an answer earned, and why.

    `kept` says that an earlier answer stays, `whole` that a page is loaded with it.
    """
    context = {"state": state, "kept": kept, "whole": whole}
    context["onward"] = state.addresses.attempt
    return _rendered("answer_feedback", state.attempt.paper, item, context)


def reviewed_answer(paper: Paper, item: Item) -> SafeString:
    """Return an answer with every option's feedback, and the passages it rests on."""
    return _rendered("reviewed_answer", paper, item, {"everything": True})


def passages(paper: Paper, item: Item) -> SafeString:
    """Return the passages that a question rests on."""
    return _rendered("passages", paper, item, {})


def _rendered(name: str, paper: Paper, item: Item, context: dict[str, Any]) -> SafeString:
    lang = lang_attributes(paper.language)
    # A question that is drawn from the claims speaks the interface's language.
    said = "" if item.question.drawn_from_claims else lang
    context = {"everything": False, **context, "item": item, "page": item.addresses.page}
    context |= {"lang": lang, "said": said, "_": partial(message_in, get_language() or "")}
    # Jinja has escaped what is in it.
    return mark_safe(render_to_string(f"quiz/results/{name}.jinja", context, using="jinja"))  # noqa: S308
