"""The language of the site, as others write it."""

from django.utils.translation import get_language, to_locale


def language_tag() -> str:
    """Return the language as RFC 5646 writes it: en-GB, de."""
    return locale_name().replace("_", "-")


def locale_name() -> str:
    """Return the language as locales are named: en_GB, de."""
    return to_locale(get_language() or "en")
