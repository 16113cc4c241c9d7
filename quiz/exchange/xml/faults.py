"""What is wrong where an XML document breaks off, and what to write instead."""

import re
from html.entities import name2codepoint
from xml.parsers.expat import errors

from django.utils.translation import gettext

_CODE = errors.codes
_INVALID = _CODE[errors.XML_ERROR_INVALID_TOKEN]
_ENTITY = _CODE[errors.XML_ERROR_UNDEFINED_ENTITY]
_MISMATCH = _CODE[errors.XML_ERROR_TAG_MISMATCH]
_JUNK = _CODE[errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]
_CHARACTER = _CODE[errors.XML_ERROR_BAD_CHAR_REF]
_TWICE = _CODE[errors.XML_ERROR_DUPLICATE_ATTRIBUTE]
# The file ends before an element does.
UNCLOSED = frozenset(
    _CODE[each]
    for each in (
        errors.XML_ERROR_NO_ELEMENTS,
        errors.XML_ERROR_UNCLOSED_TOKEN,
        errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        errors.XML_ERROR_PARTIAL_CHAR,
        errors.XML_ERROR_ASYNC_ENTITY,
    )
)


_REFERENCE = re.compile(rb"&[#A-Za-z0-9]{0,20}$")


def explained(code: int, content: bytes, place: int, inner: str) -> str:
    """Return what to do about an error of expat, at a place in bytes.

    `inner` is the element that is open there.
    """
    before, rest = content[max(0, place - 30) : max(0, place)], content[max(0, place) :]
    if code in UNCLOSED and inner:
        return gettext("The file ends before <%(name)s>, which begins here, is closed.") % {
            "name": inner[:40]
        }
    if code == _MISMATCH:
        return gettext(
            "<%(name)s> is open here, and another element is closed. Close it first."
        ) % {"name": inner[:40]}
    if code == _INVALID:
        return _invalid(before, rest)
    if code == _ENTITY:
        return _unknown_entity(rest)
    return {
        _JUNK: gettext("Something follows after the end of the document. Remove it."),
        _CHARACTER: gettext("This number stands for no character that XML can hold. Remove it."),
        _TWICE: gettext("An attribute is given twice. Keep one."),
    }.get(code) or gettext("This is not well-formed XML.")


def _unknown_entity(rest: bytes) -> str:
    found = re.match(rb"&([A-Za-z0-9]{1,20});", rest)
    name = found[1].decode() if found else ""
    number = name2codepoint.get(name)
    instead = f"&#{number};" if number else f"&amp;{name};"
    return gettext("XML does not know “&%(name)s;”. Write “%(instead)s”.") % {
        "name": name,
        "instead": instead,
    }


def _invalid(before: bytes, rest: bytes) -> str:
    """Return what is wrong with the character at the front of `rest`, or just before it."""
    sign = rest[:1]
    if _REFERENCE.search(before):
        return gettext("A lone “&” is not allowed. Write “&amp;”.")
    if before.endswith(b"<") or sign == b"<":
        return gettext("A lone “<” begins a tag. As part of a text write “&lt;”.")
    if sign >= b"\x80":
        return gettext("This is not UTF-8. Save the file as UTF-8.")
    if sign < b" ":
        return gettext("Remove the control character here.")
    if before.endswith(b"]]"):
        return gettext("“]]>” is not allowed in a text. Write “]]&gt;”.")
    return gettext("“%(sign)s” is not allowed here. Put the value of an attribute in quotes.") % {
        "sign": sign.decode()
    }
