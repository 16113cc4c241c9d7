"""What the fields of a question are called in sentences and lists of the desk."""

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy

from quiz.documents.schema import StrOrPromise

QUESTION_FIELD_NAMES: Mapping[str, StrOrPromise] = {
    "key": pgettext_lazy("field", "key"),
    "theme": pgettext_lazy("field", "theme"),
    "skill": pgettext_lazy("field", "skill"),
    "kind": pgettext_lazy("field", "kind"),
    "prompt": pgettext_lazy("field", "prompt"),
    "explanation": pgettext_lazy("field", "explanation"),
    "evidence": pgettext_lazy("field", "evidence"),
    "excludes": pgettext_lazy("field", "excludes"),
    "in_order": pgettext_lazy("field", "in order"),
    "options": pgettext_lazy("field", "options"),
    "text": pgettext_lazy("field", "text"),
    "answer": pgettext_lazy("field", "answer"),
    "right": pgettext_lazy("field", "right"),
    "feedback": pgettext_lazy("field", "feedback"),
}


def field_name(name: str) -> str:
    """Return what a field of a question is called; one that is not known keeps its name."""
    return str(QUESTION_FIELD_NAMES.get(name) or name.replace("_", " "))
