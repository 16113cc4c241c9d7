"""The language of what is read, told to browsers where it is not that of the interface."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, to_locale

# Language subtags, then any others, as BCP 47 (RFC 5646) has them, without its rarer forms.
LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
USUAL = "en"


def lang_attributes(tag: str) -> SafeString:
    """Return the attributes of an element whose words are in this language, a BCP 47 tag.

    Nothing where the interface speaks it too: en in an interface of en-GB. The direction is said
    where it is another than the interface's.
    """
    return _attributes(get_language() or USUAL, tag)


# There are as many of these as languages meet, and every page asks.
@lru_cache(maxsize=200)
def _attributes(language: str, tag: str) -> SafeString:
    interface = to_locale(language).replace("_", "-")
    if _speaks(interface, tag):
        return SafeString("")
    if _from_right(tag) == _from_right(interface):
        return format_html(' lang="{}"', tag)
    return format_html(' lang="{}" dir="{}"', tag, "rtl" if _from_right(tag) else "ltr")


def _speaks(interface: str, tag: str) -> bool:
    wide, narrow = tag.lower(), interface.lower()
    return narrow == wide or narrow.startswith(f"{wide}-")


def _from_right(tag: str) -> bool:
    """Return whether a language is written from right to left; one not known is not."""
    try:
        return bool(get_language_info(tag.lower())["bidi"])
    except KeyError:
        return False
