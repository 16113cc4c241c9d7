"""Brief files: a whole brief in one YAML file, pleasant to write by hand.

Every scalar is read as text and the models decide what it means, so `title: 2017` and `- No` need
no quotes. Aliases are refused: no honest brief needs them, and they can explode.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from django.utils.translation import gettext
from pydantic import ValidationError

from briefing.documents.references import reference_problems
from briefing.documents.schema import BriefDocument, brief_problems
from briefing.documents.yaml_syntax import explained
from quiz.documents.schema import MOST_PROBLEMS, Loc, named
from quiz.documents.time_limit import check_time

MOST_BYTES = 1_000_000
MOST_DEPTH = 12
# A brief with 54 questions has about 4,000 texts, lists and groups of fields.
MOST_VALUES = 60_000
_NULLS = {"", "~", "null"}
_COMMENT = re.compile(r"[ \t]+(#[^\n]{0,40})")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


LineMessage = tuple[int, str]


class BriefFileError(Exception):
    """A brief file that is refused; `faults` are (line, message) in the order of the file."""

    def __init__(self, faults: list[LineMessage]) -> None:
        self.faults = sorted(set(faults))
        super().__init__(
            "\n".join(
                gettext("line %(line)s: %(message)s") % {"line": line, "message": message}
                for line, message in self.faults
            )
        )


def read_brief(content: bytes) -> BriefDocument:
    """Return the brief that a file holds. Raises BriefFileError naming every fault at once."""
    return read_brief_file(content)[0]


def read_brief_file(content: bytes) -> tuple[BriefDocument, list[LineMessage]]:
    """Return the brief that a file holds, and warnings: (line, message) in the file's order.

    Raises BriefFileError naming every fault at once.
    """
    tree = _Tree(_decoded(content))
    data = tree.data if isinstance(tree.data, dict) else {}
    if not isinstance(tree.data, dict):
        tree.fault(1, gettext("The file holds no brief. Begin with lines such as “title: …”."))
        raise tree.refused()
    document = None
    try:
        document = BriefDocument.model_validate(data)
    except ValidationError as error:
        for problem in brief_problems(error):
            tree.blame(problem.loc, problem.message)
    for problem in reference_problems(data):
        tree.blame(problem.loc, problem.message)
    if document is None or tree.faults:
        raise tree.refused()
    return document, tree.warnings


def write_brief(document: BriefDocument) -> bytes:
    """Return the file of a brief; reading it gives the same brief."""
    data = document.model_dump(mode="json", exclude_defaults=True)
    data = {"format": data.pop("format"), **data}
    return yaml.dump(
        data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=96, encoding="utf-8"
    )


def _decoded(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise BriefFileError(
            [(1, gettext("The file is too large: a brief file has at most 1 MB."))]
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BriefFileError(
            [(line, gettext("This is not UTF-8. Save the file as UTF-8."))]
        ) from None


@dataclass
class _Tree:
    """A YAML text as plain data of texts, lists and dicts, knowing the line of each place."""

    text: str
    data: Any = None
    faults: list[LineMessage] = field(default_factory=list)
    warnings: list[LineMessage] = field(default_factory=list)
    lines: dict[Loc, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        events: Any = yaml.parse(self.text, Loader=_Loader)
        try:
            self._whole(events)
        except yaml.MarkedYAMLError as error:
            self.fault(*explained(error, self.text))
            raise self.refused() from None
        except yaml.reader.ReaderError as error:
            # libyaml counts in bytes.
            line = self.text.encode().count(b"\n", 0, error.position) + 1
            self.fault(line, gettext("Remove the control character here."))
            raise self.refused() from None
        finally:
            events.close()

    def fault(self, line: int, message: str) -> None:
        self.faults.append((line, message))
        if len(self.faults) > MOST_PROBLEMS:
            raise self.refused()

    def refused(self) -> BriefFileError:
        """Return what is wrong, with the warnings, which may be the reason."""
        return BriefFileError(self.faults + self.warnings)

    def blame(self, loc: Loc, message: str) -> None:
        """Note a fault at a place, or at what holds it where the place is not in the file."""
        held = loc
        while held not in self.lines:
            held = held[:-1]
        self.fault(self.lines[held], f"{named(loc, self.data)}: {message}" if loc else message)

    def _whole(self, events: Any) -> None:
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if self.lines:
                    self._stop(
                        event, gettext("A second document begins here. Keep one brief a file.")
                    )
                self.data = self._value(events, next(events), ())

    def _value(self, events: Any, event: Any, loc: Loc) -> Any:
        check_time()
        self.lines.setdefault(loc, event.start_mark.line + 1)
        self._refuse_marks(event)
        if len(self.lines) > MOST_VALUES:
            self._stop(event, gettext("There is too much in this file for one brief."))
        if len(loc) > MOST_DEPTH:
            self._stop(event, gettext("This is nested too deeply for a brief."))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(events, loc)
        if isinstance(event, yaml.MappingStartEvent):
            return self._dict(events, loc)
        self._warn_of_comment(event)
        return None if event.implicit[0] and event.value in _NULLS else event.value

    def _warn_of_comment(self, event: Any) -> None:
        """Warn where the rest of an unquoted text's line is a comment."""
        comment = _COMMENT.match(self.text, event.end_mark.index)
        if comment and not event.style and len(self.warnings) < MOST_PROBLEMS:
            message = gettext(
                "A # after a space begins a comment: “%(comment)s” is not part of the text. If it "
                "should be, put the whole text in straight quotes."
            )
            self.warnings.append((event.end_mark.line + 1, message % {"comment": comment[1]}))

    def _list(self, events: Any, loc: Loc) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            values.append(self._value(events, event, (*loc, len(values))))
        return values

    def _dict(self, events: Any, loc: Loc) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            self._refuse_marks(event)
            if not isinstance(event, yaml.ScalarEvent):
                self._stop(event, gettext("A field’s name must be a plain word."))
            name = event.value
            if name in values:
                first = self.lines[(*loc, name)]
                self.fault(
                    line,
                    gettext("“%(name)s” is given twice, first on line %(first)s. Keep one.")
                    % {"name": name, "first": first},
                )
            else:
                self.lines[(*loc, name)] = line
            values[name] = self._value(events, next(events), (*loc, name))
        return values

    def _refuse_marks(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._stop(
                event,
                gettext(
                    "Anchors (&) and aliases (*) are not used here. Write it out, or put a text "
                    "that begins so in straight quotes."
                ),
            )
        if getattr(event, "tag", None):
            self._stop(
                event,
                gettext(
                    "Tags (!) are not used here. Remove it, or put a text that begins so in "
                    "straight quotes."
                ),
            )

    def _stop(self, event: Any, message: str) -> None:
        self.fault(event.start_mark.line + 1, message)
        raise self.refused()


class _Dumper(yaml.SafeDumper):
    """Long texts folded, short lists of keys on one line, lists indented."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _folded(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = ">" if len(value) > 80 else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _short_lists_on_a_line(dumper: yaml.SafeDumper, value: list[Any]) -> yaml.SequenceNode:
    short = all(isinstance(item, int | str) and len(str(item)) < 40 for item in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=short)


_Dumper.add_representer(str, _folded)
_Dumper.add_representer(list, _short_lists_on_a_line)
