"""Where the pages of a quiz are found."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class Addresses:
    """The addresses of a quiz and of one attempt at it, each looked up when it is asked for.

    `names` is what the names of these addresses begin with. `of_quiz` and `of_attempt` are the
    arguments that lead to the quiz and to the attempt; before there is one, the latter are empty.
    `draft` is where the questions are edited, if they are not published.
    """

    names: str
    of_quiz: tuple[Any, ...]
    of_attempt: tuple[Any, ...] = ()
    draft: str = ""

    @property
    def start(self) -> str:
        """Where a reader chooses a quiz."""
        return reverse(f"{self.names}paper", args=self.of_quiz)

    @property
    def page(self) -> str:
        """The page that the questions are about."""
        return reverse(f"{self.names}page", args=self.of_quiz)

    @property
    def begin(self) -> str:
        """Where that choice is sent."""
        return reverse(f"{self.names}attempts", args=self.of_quiz)

    @property
    def attempt(self) -> str:
        """Where the attempt stands: its results, or what comes next."""
        return reverse(f"{self.names}attempt", args=self.of_attempt)

    @property
    def hand_in(self) -> str:
        return reverse(f"{self.names}hand_in", args=self.of_attempt)

    def question(self, number: int) -> str:
        return reverse(f"{self.names}question", args=(*self.of_attempt, number))
