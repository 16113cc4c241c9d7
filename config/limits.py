"""How often something may be done, as the environment says it."""

import re
from typing import Any

from django.core.exceptions import ImproperlyConfigured

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
