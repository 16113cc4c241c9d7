"""The language of the site’s interface."""

from django.conf.global_settings import LANGUAGES
from django.core.exceptions import ImproperlyConfigured


def known_language(code: str) -> str:
    """Return the language’s code as Django writes it: de, en-gb.

    Raises ImproperlyConfigured for one that Django does not know.
    """
    written = code.lower().replace("_", "-")
    if written not in dict(LANGUAGES):
        raise ImproperlyConfigured(
            f"SITE_LANGUAGE is “{code}”, which is not known. Write a code such as en-gb or de."
        )
    return written
