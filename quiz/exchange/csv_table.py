"""Questions as a table in CSV (RFC 4180), one line a question, in UTF-8 with a byte order mark."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain

from django.utils.translation import gettext

from quiz.choices import KindName, Skill, Theme
from quiz.documents.time_limit import check_time
from quiz.exchange.draft_question import MOST_OPTIONS
from quiz.exchange.imported import (
    ImportedOption,
    ImportedQuestion,
    Remark,
    UnreadableFile,
)
from quiz.exchange.losses import Loss
from quiz.exchange.plain_text import shortened
from quiz.exchange.tags import IN_ORDER
from quiz.exchange.text_files import decoded
from quiz.kinds.base import QuestionDocument

_HEAD = ("kind", "theme", "skill", "evidence", "in_order", "prompt", "explanation")
_OF_OPTION = ("option", "answer", "right", "feedback")
_YES, _NO = frozenset(("x", "1", "true", "yes")), frozenset(("", "0", "false", "no"))
TEMPLATE_OPTIONS = 6
# A spreadsheet program takes a cell that begins so for a formula; an apostrophe before it says
# that it is text.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_Row = dict[str, str]


def write_csv(title: str, questions: Sequence[QuestionDocument]) -> bytes:
    """Return a table of these questions. A title has no place in it."""
    most = max((len(question.options) for question in questions), default=TEMPLATE_OPTIONS)
    return _table(most, map(_row_of, questions))


def csv_losses(questions: Sequence[QuestionDocument]) -> list[Loss]:
    """Return nothing: a table says all that there is."""
    return []


def template() -> bytes:
    """Return a table with the names of the columns and a line for each way to fill them in."""
    common = {"theme": Theme.ACTORS.value, "skill": Skill.RECALL.value, "evidence": "c1"}
    choice = {"kind": "single", "prompt": "Which river runs through Cologne?"}
    pairs = {"kind": "match", "prompt": "Which town lies on which river?"}
    rows = [
        common | choice | {"option_1": "Rhine", "right_1": "x", "option_2": "Elbe"},
        common | pairs | {"option_1": "Cologne", "answer_1": "Rhine", "option_2": "Oder"},
    ]
    return _table(TEMPLATE_OPTIONS, iter(rows))


def _table(options: int, rows: Iterator[_Row]) -> bytes:
    text = io.StringIO()
    numbers = range(1, options + 1)
    names = [*_HEAD, *(f"{name}_{number}" for number in numbers for name in _OF_OPTION)]
    writer = csv.DictWriter(text, names, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _guarded(value) for name, value in row.items()})
    return text.getvalue().encode("utf-8-sig")


def _row_of(question: QuestionDocument) -> _Row:
    row = {name: str(getattr(question, name)) for name in ("kind", "prompt", "explanation")}
    row |= {"theme": question.theme.value, "skill": question.skill.value}
    row |= {"evidence": " ".join(question.evidence), "in_order": "x" if question.in_order else ""}
    for number, option in enumerate(question.options, 1):
        cells = (option.text, option.answer, "x" if option.right else "", option.feedback)
        row |= {f"{name}_{number}": cell for name, cell in zip(_OF_OPTION, cells, strict=True)}
    return row


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def is_csv(content: bytes) -> bool:
    """Return whether a file begins with the names of the columns."""
    first = content[:2000].lstrip(b"\xef\xbb\xbf").partition(b"\n")[0].partition(b"\r")[0].lower()
    names = {name.strip(b'" ') for name in re.split(rb"[,;\t]", first)}
    return {b"kind", b"prompt"} <= names


def read_csv(content: bytes) -> Iterator[ImportedQuestion]:
    """Yield the questions of a table. Raises UnreadableFile."""
    rows = _rows(decoded(content))
    _, head = next(rows)
    names = [name.strip().lower() for name in head]
    _check_names(names)
    for line, cells in rows:
        check_time()
        if any(map(str.strip, cells)):
            yield _question(line, names, [_unguarded(cell.strip()) for cell in cells])


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each record with the line on which it begins."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise UnreadableFile(
            line,
            gettext(
                "The quotation marks of this record do not fit. Put a text with quotation marks "
                "in quotation marks, and write each one within it twice."
            ),
        ) from None


def _check_names(names: Sequence[str]) -> None:
    options = range(1, MOST_OPTIONS + 1)
    known = {*_HEAD, *(f"{name}_{number}" for number in options for name in _OF_OPTION)}
    for name in names:
        if name and name not in known:
            raise UnreadableFile(
                1,
                gettext("There is no column “%(name)s”. Use those of the template.")
                % {"name": name[:40]},
            )
    if repeated := next((n for n in names if n and names.count(n) > 1), ""):
        raise UnreadableFile(
            1, gettext("The column “%(name)s” is given twice. Keep one.") % {"name": repeated}
        )


def _question(line: int, names: Sequence[str], cells: Sequence[str]) -> ImportedQuestion:
    row: _Row = dict(zip(names, chain(cells, [""] * len(names)), strict=False))
    name = shortened(row["prompt"], 60) or gettext("A question without a name")
    faults = [*_faults(row)]
    if any(cells[len(names) :]):
        faults.append(gettext("There are more cells than columns."))
    if faults:
        said = gettext("Left out. %(problem)s")
        remarks = tuple(Remark(line, said % {"problem": fault}) for fault in faults)
        return ImportedQuestion(line, name, None, remarks=remarks)
    tags = [
        f"{label}:{row[label].lower()}" for label in ("kind", "theme", "skill") if row.get(label)
    ]
    tags += [IN_ORDER] if row.get("in_order", "").lower() in _YES else []
    return ImportedQuestion(
        line=line,
        name=name,
        kind=row["kind"].lower(),
        prompt=row["prompt"],
        notes=tuple(filter(None, [row.get("explanation", "")])),
        options=tuple(_options(line, row)),
        tags=(
            *tags,
            *(f"evidence:{key}" for key in re.split(r"[\s,;]+", row.get("evidence", "")) if key),
        ),
    )


def _options(line: int, row: _Row) -> Iterator[ImportedOption]:
    for number in range(1, MOST_OPTIONS + 1):
        text, answer, right, feedback = (row.get(f"{name}_{number}", "") for name in _OF_OPTION)
        if text or answer or feedback or right:
            yield ImportedOption(line, text, answer, right.lower() in _YES, feedback)


def _faults(row: _Row) -> Iterator[str]:
    """Yield what is wrong with cells that hold a choice of words."""
    words = {
        "kind": KindName.values,
        "theme": ["", *(theme.value for theme in Theme if theme != Theme.STANDING)],
        "skill": ["", *Skill.values],
    }
    for name, known in words.items():
        if (said := row.get(name, "")).lower() not in known:
            yield gettext("“%(said)s” is no %(column)s. Use one of: %(known)s.") % {
                "said": said[:40],
                "column": name,
                "known": ", ".join(filter(None, known)),
            }
    for name, said in row.items():
        if (
            name.startswith(("right_", IN_ORDER.replace("-", "_")))
            and said.lower() not in _YES | _NO
        ):
            yield gettext("“%(said)s” in %(column)s: write x, or leave it empty.") % {
                "said": said[:40],
                "column": name,
            }
