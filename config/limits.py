"""Numbers that the environment sets: how often something may be done, how long it is kept."""

import re
from typing import Any

from django.core.exceptions import ImproperlyConfigured

_DAYS = re.compile("[1-9][0-9]{0,4}")
_NUMBER = re.compile("[1-9][0-9]{0,8}")


def rate_limit(env: Any, name: str, default: tuple[int, int]) -> tuple[int, int]:
    """Return how often in a minute one client, and all at one address, may do something.

    Raises ImproperlyConfigured where the variable is not two whole numbers above 0.
    """
    said = env.list(name, default=list(map(str, default)))
    if len(said) != 2 or not all(_NUMBER.fullmatch(number.strip()) for number in said):
        raise ImproperlyConfigured(
            f"{name} is two whole numbers with a comma between them, such as "
            f"{default[0]},{default[1]}: how often in a minute one reader, and one address."
        )
    return int(said[0]), int(said[1])


def days_kept(env: Any, name: str) -> int:
    """Return after how many days something is deleted; 0, the default, is never.

    Raises ImproperlyConfigured where the variable is no such number.
    """
    said = env.str(name, default="").strip() or "0"
    if said != "0" and not _DAYS.fullmatch(said):
        raise ImproperlyConfigured(
            f"{name} is a whole number of days from 1 to 99999, or 0 to keep everything."
        )
    return int(said)
