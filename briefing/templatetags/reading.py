from collections.abc import Iterable, Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def at(values: Mapping[str, Any], key: str) -> Any:
    """Return what a mapping holds under a key that only the template's loop knows, or None."""
    return values.get(key)


@register.filter
def misread(keys: Iterable[str], reports: Mapping[str, Any]) -> bool:
    """Return whether readers often misread one of these claims, by the reports on all claims."""
    return any(reports[key].often for key in keys if key in reports)
