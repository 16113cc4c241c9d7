"""XML read into a tree that knows its lines, with nothing in it that could do harm.

Document types are refused whole, and with them every entity but the five of XML itself, so that
nothing can be fetched and nothing can grow.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from django.utils.translation import gettext

from quiz.documents.time_limit import check_time
from quiz.exchange.imported import UnreadableFile
from quiz.exchange.xml.faults import UNCLOSED, explained

MOST_DEPTH = 40
MOST_ELEMENTS = 60_000


@dataclass(slots=True)
class Element:
    name: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element"] = field(default_factory=list)
    text: str = ""

    def all(self, name: str) -> Iterator["Element"]:
        return (child for child in self.children if child.name == name)

    def first(self, *path: str) -> "Element | None":
        """Return the first element at the end of a path of names, if it is there."""
        here: Element | None = self
        for name in path:
            here = next(here.all(name), None) if here else None
        return here

    def said(self, *path: str) -> str:
        """Return the text at the end of a path, trimmed; empty where there is none."""
        found = self.first(*path)
        return found.text.strip() if found else ""


def read_xml(content: bytes) -> Element:
    """Return the root of an XML document. Raises UnreadableFile."""
    builder = _Builder()
    try:
        builder.parser.Parse(content, True)
    except expat.ExpatError as error:
        raise builder.unreadable(error, content) from None
    except (LookupError, ValueError):
        raise UnreadableFile(
            1,
            gettext("The encoding that the first line names is not known. Save the file as UTF-8."),
        ) from None
    return builder.root


class _Builder:
    def __init__(self) -> None:
        self.root = Element("", 1)
        self._open = [self.root]
        self._texts: list[list[str]] = [[]]
        self._count = 0
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data

    def unreadable(self, error: expat.ExpatError, content: bytes) -> UnreadableFile:
        """Return at which line the document breaks off, and what to write there."""
        inner = self._open[-1]
        line = inner.line if error.code in UNCLOSED and len(self._open) > 1 else error.lineno
        place = self.parser.ErrorByteIndex
        return UnreadableFile(line, explained(error.code, content, place, inner.name))

    def _refuse(self, *_: object) -> None:
        raise UnreadableFile(
            self.parser.CurrentLineNumber,
            gettext("A document type (<!DOCTYPE …>) is not used here. Remove it."),
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        check_time()
        line = self.parser.CurrentLineNumber
        self._count += 1
        if len(self._open) > MOST_DEPTH:
            raise UnreadableFile(
                line, gettext("This is nested too deeply for a file of questions.")
            )
        if self._count > MOST_ELEMENTS:
            raise UnreadableFile(line, gettext("There is too much in this file. Split it in two."))
        element = Element(name, line, attributes)
        self._open[-1].children.append(element)
        self._open.append(element)
        self._texts.append([])

    def _end(self, _: str) -> None:
        self._open.pop().text = "".join(self._texts.pop())

    def _data(self, text: str) -> None:
        self._texts[-1].append(text)
