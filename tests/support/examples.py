"""How many cases are generated: few in `make test`, many in `make thorough`."""

from hypothesis import settings


def times(factor: float) -> settings:
    """Have a test try so many times the cases that the others try."""
    most = settings().max_examples
    return settings(max_examples=max(1, round(factor * most)))
