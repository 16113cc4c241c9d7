"""Jinja as the templates of the quiz need it."""

from typing import Any

from django.utils.translation import gettext
from jinja2 import BaseLoader, Environment

from quiz.templatetags.figures import percent


def environment(loader: BaseLoader, auto_reload: bool, **options: Any) -> Environment:
    """Return the environment that Django's Jinja backend works with, which escapes all texts."""
    made = Environment(
        loader=loader,
        auto_reload=auto_reload,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"_": gettext, "percent": percent}
    return made
