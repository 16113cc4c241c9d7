"""Papers: frozen questions with the passages they rest on."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from pydantic import TypeAdapter, ValidationInfo, field_validator

from quiz.choices import Theme
from quiz.documents.language import USUAL
from quiz.documents.schema import Frozen, Key, LanguageTag
from quiz.kinds import AnyQuestion, WrittenQuestion
from quiz.kinds.standing import StandingWord, standing_question
from quiz.models import Paper


class Passage(Frozen):
    """A passage of the page that a question rests on, as it stood when the paper was made."""

    text: str
    standing: str
    sign: str
    speaker: str | None = None
    paragraphs: tuple[int, ...]
    # What is claimed, stripped of who says so, and why it is known as it is: for a question on it.
    bare: str = ""
    why: str = ""
    # The passage that it denies or contradicts.
    answers: Key | None = None


class PaperDocument(Frozen):
    title: str
    language: LanguageTag = USUAL
    # Of people, places and terms, where answers are typed. Older papers have none.
    names: tuple[str, ...] = ()
    questions: tuple[AnyQuestion, ...]
    passages: dict[Key, Passage]
    # The passages that the page's own text uses: the scope of a quiz on what was just read.
    cited: tuple[Key, ...] = ()

    @field_validator("questions")
    @classmethod
    def _names_known(
        cls, questions: tuple[AnyQuestion, ...], info: ValidationInfo
    ) -> tuple[AnyQuestion, ...]:
        return tuple(question.knowing(info.data.get("names", ())) for question in questions)

    @cached_property
    def by_key(self) -> dict[str, AnyQuestion]:
        return {question.key: question for question in self.questions}

    @cached_property
    def in_text(self) -> frozenset[str]:
        """The keys of the questions that the page's own text answers."""
        cited = set(self.cited)
        return frozenset(q.key for q in self.questions if cited.issuperset(q.evidence))

    @cached_property
    def themes(self) -> dict[Theme, int]:
        """The themes that have questions, each with how many."""
        counts = {theme: sum(q.theme == theme for q in self.questions) for theme in Theme}
        return {theme: count for theme, count in counts.items() if count}


_questions: TypeAdapter[tuple[WrittenQuestion, ...]] = TypeAdapter(tuple[WrittenQuestion, ...])


def new_paper(
    title: str,
    page_key: str,
    questions: Iterable[AnyQuestion | Mapping[str, Any]],
    passages: Mapping[str, Passage],
    standings: Sequence[StandingWord] = (),
    language: str = USUAL,
    names: Iterable[str] = (),
    cited: Collection[str] = (),
) -> Paper:
    """Return the paper of these questions for the page of this key, which is not saved.

    Where the words for the ways of knowing are given, each passage with a bare statement makes a
    question of its own: how is it known? Only the passages that a question names are kept, and the
    names only where an answer is typed: a slip that comes as close to one of them is not forgiven.
    `cited` has the passages that the page's own text uses. Raises
    pydantic.ValidationError for questions that are not whole, KeyError for evidence that is not
    among the passages.
    """
    frozen: tuple[AnyQuestion, ...] = _questions.validate_python(tuple(questions))
    if standings:
        asked = {key: passage for key, passage in passages.items() if passage.bare}
        frozen += tuple(
            standing_question(key, passage, standings, _answering(key, asked))
            for key, passage in asked.items()
        )
    kept = sorted({key for question in frozen for key in question.evidence})
    document = PaperDocument(
        title=title,
        language=language,
        names=tuple(dict.fromkeys(names)) if any(q.typed for q in frozen) else (),
        questions=frozen,
        passages={key: passages[key] for key in kept},
        cited=tuple(key for key in kept if key in cited),
    )
    content = document.model_dump_json(exclude_defaults=True)
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    return Paper(document=content, sha256=sha256, title=title, language=language, page_key=page_key)


def _answering(key: str, passages: Mapping[str, Passage]) -> list[str]:
    """Return the passages that deny a passage, and the one that it denies."""
    return [
        other
        for other, passage in passages.items()
        if passage.answers == key or passages[key].answers == other
    ]


def keep_paper(paper: Paper) -> Paper:
    """Save a new paper, or return the one of the same content for the same page that there is."""
    made = {"document": paper.document, "title": paper.title, "language": paper.language}
    same = {"page_key": paper.page_key, "sha256": paper.sha256, "copy": 0}
    return Paper.objects.get_or_create(**same, defaults=made)[0]


def open_to_readers(page_key: str, opened: bool) -> None:
    """Let readers begin the papers of a page, or keep them from it; attempts begun go on."""
    Paper.objects.filter(page_key=page_key).withdraw(not opened)


def ask_from_now(paper: Paper) -> None:
    """Let this be the paper that readers of its page are asked, until another is."""
    Paper.objects.filter(pk=paper.pk).ask()


def page_addresses(keys: Collection[str]) -> dict[str, str]:
    """Return the address of each page by its key, without those that are not found; one query.

    The quiz knows a page by its key alone; the setting QUIZ_PAGE_ADDRESSES names the function
    that knows its address.
    """
    find: Callable[[Collection[str]], dict[str, str]] = import_string(settings.QUIZ_PAGE_ADDRESSES)
    return find(keys)


@dataclass(frozen=True)
class _Content:
    """A paper as its content alone: the cache below holds no matter which row it came from."""

    sha256: str
    paper: Paper = field(compare=False)


def read_paper(paper: Paper) -> PaperDocument:
    """Return the questions of a paper; parsed once a process."""
    return _parsed(_Content(paper.sha256, paper))


@lru_cache(maxsize=64)
def _parsed(content: _Content) -> PaperDocument:
    return PaperDocument.model_validate_json(content.paper.document)
