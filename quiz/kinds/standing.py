from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

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

    @property
    def sort(self) -> str:
        return self.key_said()


def standing_question(
    key: str, statement: str, label: str, words: Sequence[StandingWord]
) -> StandingQuestion:
    """Return the question how the passage of this key is known. `label` is the right word's.

    It is frozen in the language of the site.
    """
    right = next(word for word in words if word.label == label)
    return StandingQuestion(
        key=f"standing-{key}"[:40].rstrip("-"),
        theme=Theme.STANDING,
        skill=Skill.STANDING,
        kind="standing",
        prompt=gettext("How is this known?"),
        statement=statement,
        explanation=gettext("The brief marks this as %(standing)s: %(meaning)s.")
        % {"standing": label.lower(), "meaning": right.meaning},
        evidence=(key,),
        options=tuple(_option(word, right) for word in words),
    )


def _option(word: StandingWord, right: StandingWord) -> OptionDocument:
    said = gettext("So it is marked.")
    if word != right:
        said = gettext("It is marked as %(standing)s.") % {"standing": right.label.lower()}
    return OptionDocument(text=f"{word.label}: {word.meaning}", right=word == right, feedback=said)
