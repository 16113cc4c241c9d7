"""What a format cannot say of a question, told with its key."""

from collections.abc import Iterable

from django.utils.translation import gettext

from quiz.kinds.base import QuestionDocument

Loss = tuple[str, str]


def loss_lines(losses: Iterable[Loss]) -> list[str]:
    """Return the losses as lines, such as “q7: …”; alike ones together."""
    keys: dict[str, list[str]] = {}
    for key, message in losses:
        keys.setdefault(message, []).append(key)
    return [f"{', '.join(each)}: {message}" for message, each in keys.items()]


def forgiven_here() -> str:
    """Return what is said of typed answers, whichever program they go to."""
    return gettext(
        "Only here are small slips, a leading article and a final full stop forgiven; other "
        "programs count such an answer as wrong."
    )


def typed_losses(question: QuestionDocument) -> list[str]:
    """Return what other programs do otherwise with a typed answer; nothing for other kinds."""
    if question.kind != "short":
        return []
    lost = [forgiven_here()]
    if any("*" in option.text for option in question.options):
        lost.append(
            gettext(
                "Moodle takes * in an answer for any characters. It is written \\*, which means "
                "the star itself there."
            )
        )
    return lost
