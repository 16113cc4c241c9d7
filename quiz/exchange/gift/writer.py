"""GIFT out. The format is described in Moodle’s documentation, “GIFT format”."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext

from quiz.exchange.general_feedback import general_feedback
from quiz.exchange.losses import Loss, loss_lines, typed_losses
from quiz.exchange.plain_text import as_html, shortened
from quiz.exchange.tags import tags_of
from quiz.exchange.wildcards import escaped
from quiz.kinds.base import OptionDocument, QuestionDocument

# A matching is known by these characters, and the format has no escape for them.
ARROW, ARROW_WRITTEN = "->", "→"


def write_gift(title: str, questions: Sequence[QuestionDocument]) -> bytes:
    """Return a GIFT file of these questions."""
    head = [f"// {title}", *(f"// {line}" for line in loss_lines(gift_losses(questions)))]
    blocks = ["\n".join(head), *(_block(question) for question in questions)]
    return ("\n\n".join(blocks) + "\n").encode()


def gift_losses(questions: Sequence[QuestionDocument]) -> list[Loss]:
    """Return what GIFT cannot say, question by question."""
    return [(question.key, message) for question in questions for message in _lost(question)]


def _lost(question: QuestionDocument) -> list[str]:
    lost = []
    lost += typed_losses(question)
    if question.kind == "order":
        lost.append(
            gettext(
                "GIFT has no order; it is a matching of steps to numbers. Marks change: each step "
                "in its place counts there, here each step followed by the right one."
            )
        )
    if question.in_order or question.kind == "judgement":
        lost.append(gettext("GIFT cannot say that options keep their order."))
    if any(ARROW in text for text in _answers(question)):
        lost.append(
            gettext("“%(arrow)s” is written “%(written)s”: GIFT has no other way.")
            % {"arrow": ARROW, "written": ARROW_WRITTEN}
        )
    return lost


def _answers(question: QuestionDocument) -> list[str]:
    """Return the texts that stand between the braces."""
    said = [text for o in question.options for text in (o.text, o.answer, o.feedback)]
    return [question.explanation, *said]


def _block(question: QuestionDocument) -> str:
    tags = "".join(f" [tag:{tag}]" for tag in tags_of(question))
    name = _escaped(shortened(f"{question.key}: {question.prompt}", 100))
    notes = "\\n".join(map(_answer, general_feedback(question)))
    if question.explanation.startswith("["):
        notes = f"[plain]{notes}"
    lines = [
        f"// [id:{question.key}]{tags}",
        f"::{name}::[plain]{_escaped(question.prompt)}{{",
        *(f"\t{line}" for line in _KINDS[question.kind](question.options)),
        f"\t####{notes}",
        "}",
    ]
    return "\n".join(lines)


def _escaped(text: str) -> str:
    for sign in "\\~=#{}:":
        text = text.replace(sign, f"\\{sign}")
    return text


def _text(text: str) -> str:
    """Return a text that is not taken for a weight (%50%) or the name of a format ([html])."""
    return f"[plain]{_answer(text)}" if text.startswith(("[", "%")) else _answer(text)


def _answer(text: str) -> str:
    return _escaped(text.replace(ARROW, ARROW_WRITTEN))


def _said(option: OptionDocument) -> str:
    return f"{_text(option.text)}#{_text(option.feedback)}"


def _single(options: Sequence[OptionDocument]) -> list[str]:
    return [f"{'=' if option.right else '~'}{_said(option)}" for option in options]


def _multiple(options: Sequence[OptionDocument]) -> list[str]:
    share = f"{100 / sum(option.right for option in options):.5f}".rstrip("0").rstrip(".")
    return [f"~%{share if o.right else f'-{share}'}%{_said(o)}" for o in options]


def _short(options: Sequence[OptionDocument]) -> list[str]:
    literal = (option.model_copy(update={"text": escaped(option.text)}) for option in options)
    return [f"=%{100 if option.right else 0}%{_said(option)}" for option in literal]


def _match(options: Sequence[OptionDocument]) -> list[str]:
    pairs = [(o.text if o.answer else "", o.answer or o.text) for o in options]
    return [_pair(asked, belongs) for asked, belongs in pairs]


def _order(options: Sequence[OptionDocument]) -> list[str]:
    return [_pair(option.text, str(place)) for place, option in enumerate(options, 1)]


def _pair(asked: str, belongs: str) -> str:
    return f"={_text(asked)} {ARROW} {_answer(as_html(belongs.replace(ARROW, ARROW_WRITTEN)))}"


_KINDS: dict[str, Callable[[Sequence[OptionDocument]], list[str]]] = {
    "single": _single,
    "judgement": _single,
    "multiple": _multiple,
    "short": _short,
    "match": _match,
    "order": _order,
}
