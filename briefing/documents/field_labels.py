"""What the parts and fields of a brief are called in sentences and lists of the desk."""

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy

from quiz.documents.field_labels import QUESTION_FIELD_NAMES
from quiz.documents.schema import StrOrPromise

FIELD_NAMES: Mapping[str, StrOrPromise] = {
    **QUESTION_FIELD_NAMES,
    "title": pgettext_lazy("field", "title"),
    "slug": pgettext_lazy("field", "slug"),
    "language": pgettext_lazy("field", "language"),
    "standfirst": pgettext_lazy("field", "standfirst"),
    "topics": pgettext_lazy("field", "topics"),
    "bottom_line": pgettext_lazy("field", "bottom line"),
    "method": pgettext_lazy("field", "method"),
    "article": pgettext_lazy("field", "article"),
    "author": pgettext_lazy("field", "author"),
    "outlet": pgettext_lazy("field", "outlet"),
    "date": pgettext_lazy("field", "date"),
    "url": pgettext_lazy("field", "address"),
    "paragraphs": pgettext_lazy("field", "paragraphs"),
    "actors": pgettext_lazy("field", "actors"),
    "actor": pgettext_lazy("field", "actor"),
    "name": pgettext_lazy("field", "name"),
    "plural": pgettext_lazy("field", "plural"),
    "office": pgettext_lazy("field", "office"),
    "side": pgettext_lazy("field", "side"),
    "wants": pgettext_lazy("field", "wants"),
    "does": pgettext_lazy("field", "does"),
    "claims": pgettext_lazy("field", "claims"),
    "passages": pgettext_lazy("field", "text of the brief"),
    "heading": pgettext_lazy("field", "heading"),
    "words": pgettext_lazy("field", "words"),
    "section": pgettext_lazy("field", "section"),
    "standing": pgettext_lazy("field", "standing"),
    "speaker": pgettext_lazy("field", "speaker"),
    "answers": pgettext_lazy("field", "answers"),
    "bare": pgettext_lazy("field", "bare statement"),
    "why": pgettext_lazy("field", "why it is known so"),
    "gist": pgettext_lazy("field", "gist"),
    "leads_to": pgettext_lazy("field", "leads to"),
    "relations": pgettext_lazy("field", "relations"),
    "subject": pgettext_lazy("field", "subject"),
    "verb": pgettext_lazy("field", "verb"),
    "object": pgettext_lazy("field", "object"),
    "events": pgettext_lazy("field", "events"),
    "until": pgettext_lazy("field", "until"),
    "terms": pgettext_lazy("field", "terms"),
    "term": pgettext_lazy("field", "term"),
    "gaps": pgettext_lazy("field", "what is not known"),
    "indicators": pgettext_lazy("field", "what to watch"),
    "questions": pgettext_lazy("field", "questions"),
    "order": pgettext_lazy("field", "order"),
}


def field_name(name: str) -> str:
    """Return what a part or a field of a brief is called; one not known keeps its name."""
    return str(FIELD_NAMES.get(name) or name.replace("_", " "))
