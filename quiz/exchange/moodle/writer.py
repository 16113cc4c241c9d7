"""Moodle XML out. Its elements are described in Moodle’s documentation, “Moodle XML format”.

Held against what Moodle 4.5 itself exports, these elements are left out. Moodle then takes its own
default, without a notice:

- `info` and `idnumber` of the category: it has no description and no number.
- `showstandardinstruction`: “Choose one” is shown, as for a new question.
- `correctfeedback`, `partiallycorrectfeedback`, `incorrectfeedback`: nothing is said beside the
  explanation. `shownumcorrect` is left out with them, but for `ordering`, which needs it.
- `hint`: there are none.
- `feedback` of the answers of `ordering`, which Moodle does not keep.
"""

import re
from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element
from xml.sax.saxutils import unescape

from django.utils.translation import gettext

from quiz.exchange.general_feedback import general_feedback
from quiz.exchange.losses import Loss, loss_lines, typed_losses
from quiz.exchange.plain_text import as_html, shortened
from quiz.exchange.tags import tags_of
from quiz.exchange.wildcards import escaped
from quiz.exchange.xml.writer import comment, under, written
from quiz.kinds.base import OptionDocument, QuestionDocument

# The fractions that Moodle takes have at most seven decimals.
_WHOLE = "100"
_ESCAPED = re.compile("<text>([^<&]*&[^<]*)</text>")


def write_moodle(title: str, questions: Sequence[QuestionDocument]) -> bytes:
    """Return a file that Moodle imports into a category named `title`."""
    quiz = Element("quiz")
    if losses := moodle_losses(questions):
        comment(quiz, [*loss_lines(losses)])
    category = under(quiz, "question", type="category")
    _text(category, "category", f"$course$/top/{_category(title)}")
    for question in questions:
        _KINDS[question.kind](_headed(quiz, question), question)
    return _ESCAPED.sub(_in_one_piece, written(quiz).decode()).encode()


def _in_one_piece(text: re.Match[str]) -> str:
    """Return a text with signs of markup as a section of its own, which is how Moodle writes it.

    Its reader takes what stands between two escaped signs for a text apart, and drops it where it
    is only white space.
    """
    said = unescape(text[1]).replace("]]>", "]]]]><![CDATA[>")
    return f"<text><![CDATA[{said}]]></text>"


def _category(title: str) -> str:
    """Return the name of a category, in which a single slash would lead into one within it.

    A space keeps a slash at either end from the slashes that lead here.
    """
    name = title.replace("/", "//")
    return f"{' ' if name.startswith('/') else ''}{name}{' ' if name.endswith('/') else ''}"


def moodle_losses(questions: Sequence[QuestionDocument]) -> list[Loss]:
    """Return what Moodle does otherwise, question by question."""
    order = gettext("It needs Moodle 4.4 or newer, or the plugin “ordering”; others pass it over.")
    return [
        (question.key, message)
        for question in questions
        for message in [*typed_losses(question), *([order] if question.kind == "order" else [])]
    ]


def _headed(quiz: Element, question: QuestionDocument) -> Element:
    """Append what every kind of question has, and return its element."""
    element = under(quiz, "question", type=_TYPES[question.kind])
    _text(element, "name", shortened(f"{question.key}: {question.prompt}", 100))
    _text(element, "questiontext", question.prompt, format="plain_text")
    notes = "\n".join(general_feedback(question))
    _text(element, "generalfeedback", notes, format="plain_text")
    for name, value in (("defaultgrade", "1"), ("penalty", "0.3333333"), ("hidden", "0")):
        under(element, name, value)
    under(element, "idnumber", question.key)
    tags = under(element, "tags")
    for tag in tags_of(question):
        _text(tags, "tag", tag)
    return element


def _text(parent: Element, name: str, text: str, **attributes: str) -> Element:
    """Append an element whose text stands in an element of its own, as Moodle has it."""
    element = under(parent, name, **attributes)
    under(element, "text", text)
    return element


def _answer(parent: Element, option: OptionDocument, fraction: str, **attributes: str) -> None:
    answer = _text(parent, "answer", option.text, fraction=fraction, **attributes)
    _text(answer, "feedback", option.feedback, format="plain_text")


def _choice(element: Element, question: QuestionDocument) -> None:
    right = sum(option.right for option in question.options)
    several = question.kind == "multiple"
    share = f"{100 / right:.5f}".rstrip("0").rstrip(".") if several else _WHOLE
    keeps = question.in_order or question.kind == "judgement"
    under(element, "single", "false" if several else "true")
    under(element, "shuffleanswers", "false" if keeps else "true")
    under(element, "answernumbering", "none")
    for option in question.options:
        wrong = f"-{share}" if several else "0"
        _answer(element, option, share if option.right else wrong, format="plain_text")


def _short(element: Element, question: QuestionDocument) -> None:
    under(element, "usecase", "0")
    for option in question.options:
        literal = option.model_copy(update={"text": escaped(option.text)})
        _answer(element, literal, _WHOLE if option.right else "0", format="plain_text")


def _match(element: Element, question: QuestionDocument) -> None:
    under(element, "shuffleanswers", "true")
    for option in question.options:
        asked = option.text if option.answer else ""
        line = _text(element, "subquestion", asked, format="plain_text")
        # Moodle shows this text as HTML, whatever format it names.
        _text(line, "answer", as_html(option.answer or option.text))


def _order(element: Element, question: QuestionDocument) -> None:
    for name, value in (
        ("layouttype", "VERTICAL"),
        ("selecttype", "ALL"),
        ("selectcount", str(len(question.options))),
        ("gradingtype", "RELATIVE_NEXT_EXCLUDE_LAST"),
        ("showgrading", "SHOW"),
        ("numberingstyle", "none"),
        # Without it Moodle makes hints without texts, which its database refuses.
        ("shownumcorrect", "1"),
    ):
        under(element, name, value)
    for option in question.options:
        _text(element, "answer", option.text, fraction=_WHOLE, format="plain_text")


_TYPES = {
    "single": "multichoice",
    "judgement": "multichoice",
    "multiple": "multichoice",
    "short": "shortanswer",
    "match": "matching",
    "order": "ordering",
}
_KINDS: dict[str, Callable[[Element, QuestionDocument], None]] = {
    "single": _choice,
    "judgement": _choice,
    "multiple": _choice,
    "short": _short,
    "match": _match,
    "order": _order,
}
