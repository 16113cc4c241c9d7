"""Aiken in: a question, its options by letter, and a line that names the right one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext

from quiz.documents.time_limit import check_time
from quiz.exchange.draft_question import MOST_OPTIONS
from quiz.exchange.imported import ImportedOption, ImportedQuestion, Remark
from quiz.exchange.plain_text import shortened
from quiz.exchange.text_files import decoded

_OPTION = re.compile(r"([A-Za-z])[.)](?:[ \t]+|$)(.*)")
_ANSWER = re.compile(r"ANSWER[ \t]*:(.*)", re.IGNORECASE)
_ANSWER_LINE = re.compile(rb"^[ \t]*ANSWER[ \t]*:", re.IGNORECASE | re.MULTILINE)
_OPTION_LINE = re.compile(rb"^[ \t]*A[.)]", re.IGNORECASE | re.MULTILINE)


def is_aiken(content: bytes) -> bool:
    """Return whether a text has the lines that only Aiken has."""
    return bool(_ANSWER_LINE.search(content) and _OPTION_LINE.search(content))


@dataclass
class _Open:
    """A question while its lines are read."""

    line: int
    prompt: list[str] = field(default_factory=list)
    options: list[tuple[int, str, list[str]]] = field(default_factory=list)

    def add(self, line: int, text: str) -> None:
        """Add a line: an option, or what goes on from the line before."""
        option = _OPTION.match(text)
        if option and (self.options or option[1] in "Aa"):
            self.options.append((line, option[1].upper(), [option[2].strip()]))
        elif self.options:
            self.options[-1][2].append(text)
        else:
            self.prompt.append(text)

    def left(self, message: str) -> ImportedQuestion:
        remark = Remark(self.line, gettext("Left out. %(problem)s") % {"problem": message})
        return ImportedQuestion(self.line, self._name(), None, remarks=(remark,))

    def answered(self, line: int, answer: str) -> ImportedQuestion:
        letters = [letter for _, letter, _ in self.options]
        right = answer.strip().rstrip(".)").upper()
        if len(letters) > MOST_OPTIONS:
            most = gettext("More than %(most)s options are no question here.")
            return self.left(most % {"most": MOST_OPTIONS})
        if len(set(letters)) < len(letters):
            return self.left(gettext("Two options have the same letter."))
        if right not in letters:
            return self.left(
                gettext("Line %(line)s names “%(answer)s”, which is no option. Name one letter.")
                % {"line": line, "answer": answer.strip()[:40]}
            )
        options = [ImportedOption(n, " ".join(t), right=x == right) for n, x, t in self.options]
        prompt = " ".join(self.prompt)
        return ImportedQuestion(self.line, self._name(), "single", prompt, options=tuple(options))

    def _name(self) -> str:
        prompt = shortened(" ".join(self.prompt), 60)
        return prompt or gettext("A question without a name")


def read_aiken(content: bytes) -> Iterator[ImportedQuestion]:
    """Yield the questions of an Aiken file. Raises UnreadableFile."""
    question: _Open | None = None
    blank = False
    for number, text in enumerate(map(str.strip, decoded(content).split("\n")), 1):
        check_time()
        if not text:
            blank = True
            continue
        if answer := _ANSWER.match(text):
            yield (question or _Open(number)).answered(number, answer[1])
            question = None
        else:
            if question and blank and not _OPTION.match(text):
                yield question.left(gettext("It has no line “ANSWER: …”."))
                question = None
            question = question or _Open(number)
            question.add(number, text)
        blank = False
    if question:
        yield question.left(gettext("It has no line “ANSWER: …”."))
