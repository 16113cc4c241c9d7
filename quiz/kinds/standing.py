from collections.abc import Iterable, Sequence
from typing import Annotated, ClassVar, Literal, Protocol

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from quiz.choices import Skill, Theme
from quiz.documents.schema import Frozen, StrOrPromise, TextLine, upto
from quiz.kinds.base import OptionDocument
from quiz.kinds.choice import OneRightQuestion


class StandingWord(Frozen):
    """One of the ways in which a passage can be known, and what the word means."""

    label: str
    meaning: str


class StandingQuestion(OneRightQuestion):
    """How is a passage of the page known? Made from the passage; nobody writes it."""

    kind: Literal["standing"]
    statement: Annotated[TextLine, upto(1000)]
    options: Annotated[tuple[OptionDocument, ...], Field(min_length=2, max_length=9)]

    shuffles: ClassVar[bool] = False
    options_translated: ClassVar[bool] = True
    drawn_from_claims: ClassVar[bool] = True
    instruction: ClassVar[StrOrPromise] = _("Choose how the brief marks this statement.")
    template: ClassVar[str] = "quiz/kinds/_standing.html"

    @property
    def about(self) -> str:
        return self.statement


class Stated(Protocol):
    """A passage of the page as far as this kind of question needs it."""

    @property
    def bare(self) -> str: ...

    @property
    def why(self) -> str: ...

    @property
    def standing(self) -> str: ...


def standing_question(
    key: str, passage: Stated, words: Sequence[StandingWord], answering: Iterable[str] = ()
) -> StandingQuestion:
    """Return the question how the bare statement of the passage of this key is known.

    `answering` has the passages that it denies or that deny it: a charge and its denial are never
    asked together. The question is frozen in the language of the site.
    """
    right = next(word for word in words if word.label == passage.standing)
    return StandingQuestion(
        key=_key(key),
        excludes=tuple(map(_key, answering)),
        theme=Theme.STANDING,
        skill=Skill.STANDING,
        kind="standing",
        prompt=gettext("How is this known, according to the brief?"),
        statement=passage.bare,
        explanation=passage.why
        or gettext("The brief marks this as %(standing)s: %(meaning)s.")
        % {"standing": right.label.lower(), "meaning": right.meaning},
        evidence=(key,),
        options=tuple(_option(word, right) for word in words),
    )


def _key(passage: str) -> str:
    return f"standing-{passage}"[:40].rstrip("-")


def _option(word: StandingWord, right: StandingWord) -> OptionDocument:
    said = gettext("So it is marked.")
    if word != right:
        said = gettext("It is marked as %(standing)s.") % {"standing": right.label.lower()}
    return OptionDocument(text=f"{word.label}: {word.meaning}", right=word == right, feedback=said)
