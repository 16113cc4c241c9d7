"""Jinja as the templates of the quiz need it."""

from functools import lru_cache
from typing import Any

from django.utils.translation import gettext
from jinja2 import BaseLoader, Environment

from quiz.documents.numbers import percent


def environment(loader: BaseLoader, auto_reload: bool, **options: Any) -> Environment:
    """Return the environment that Django's Jinja backend works with, which escapes all texts."""
    made = Environment(
        loader=loader,
        auto_reload=auto_reload,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"percent": percent}
    return made


@lru_cache(maxsize=1000)
def message_in(language: str, message: str) -> str:
    """Return a message in the language that is active, which is named for it to be kept.

    Every template has it as `_`.
    """
    return gettext(message)
