"""What a format cannot say of a question, told with its key."""

from collections.abc import Iterable

Loss = tuple[str, str]


def loss_lines(losses: Iterable[Loss]) -> list[str]:
    """Return the losses as lines, such as “q7: …”; alike ones together."""
    keys: dict[str, list[str]] = {}
    for key, message in losses:
        keys.setdefault(message, []).append(key)
    return [f"{', '.join(each)}: {message}" for message, each in keys.items()]
