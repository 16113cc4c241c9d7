from django import template
from django.utils.translation import gettext

register = template.Library()


@register.filter
def percent(number: int) -> str:
    """Return a number of hundredths as the language writes it: 80%, 80 %."""
    return gettext("%(number)s%%") % {"number": number}
