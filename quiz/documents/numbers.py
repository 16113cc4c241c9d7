"""Shares and percentages, rounded and written in one way everywhere."""

from django.utils.translation import gettext


def whole_percent(share: float) -> int:
    """Return a share, 0 to 1, in whole percent, 0 to 100, rounded half up."""
    # Binary fractions put 23 of 40, which is 57.5 percent, just below the half.
    return int(100 * share + 0.5 + 1e-9)


def percent(number: int) -> str:
    """Return whole percent as the active language writes it: 80%, 80 %."""
    return gettext("%(number)s%%") % {"number": number}
