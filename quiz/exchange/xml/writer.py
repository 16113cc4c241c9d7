"""XML written: elements under elements, and the bytes of a document."""

import re
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

# Characters that are no part of XML 1.0, beside those that no document holds.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def under(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    """Append an element and return it. In an attribute’s name, `_` stands for a hyphen."""
    named = {key.replace("_", "-"): clean(value) for key, value in attributes.items()}
    element = ET.SubElement(parent, name, named)
    element.text = clean(text) or None
    return element


def comment(parent: Element, lines: list[str]) -> None:
    """Append a comment, its hyphens never two together, which XML forbids."""
    said = "\n".join(["", *lines, ""])
    parent.append(ET.Comment(re.sub("-(?=-)", "- ", clean(said))))


def written(root: Element) -> bytes:
    """Return the document of a root, laid out for people to read."""
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return document + b"\n"


def clean(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _NO_XML.sub("", text)
