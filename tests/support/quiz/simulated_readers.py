"""A class of simulated readers, whose abilities and the questions' difficulties are known."""

import math
import random
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from quiz.choices import Sureness
from quiz.kinds.base import QuestionDocument
from quiz.models import Answer, Attempt, Paper
from quiz.paper import read_paper
from tests.support.quiz.answers import key_response


def chance_of_right(ability: float, difficulty: float) -> float:
    """Return the rng of a right answer (Rasch 1960)."""
    return 1 / (1 + math.exp(difficulty - ability))


def wrong_response(question: QuestionDocument, rng: random.Random) -> Any:
    """Return a response that is wholly wrong."""
    if question.kind == "short":
        return "nobody known"
    key = key_response(question)
    if question.kind == "order":
        return key[::-1]
    if question.kind == "match":
        return key[1:] + key[:1]
    wrong = [place for place in range(len(question.options)) if place not in key]
    return [rng.choice(wrong)]


@contextmanager
def moments_kept() -> Iterator[None]:
    """Keep the moments that rows are given, in the place of the present one."""
    fields: list[Any] = [Attempt._meta.get_field("started"), Answer._meta.get_field("given")]
    for field in fields:
        field.auto_now_add = False
    try:
        yield
    finally:
        for field in fields:
            field.auto_now_add = True


class Classroom:
    """Readers of one paper, all alike but for their ability, which is standard normal.

    In the questions of `turned` ability is a hindrance, as with a wrong key.
    """

    def __init__(
        self,
        paper: Paper,
        difficulties: Mapping[str, float],
        seed: int = 1,
        turned: Collection[str] = (),
    ) -> None:
        self.paper = paper
        self.difficulties = difficulties
        self.rng = random.Random(seed)
        self.turned = turned
        self.questions = read_paper(paper).by_key

    def take_quizzes(self, readers: int, length: int, leaving: float = 0, ago: int = 3) -> None:
        """Let readers take a quiz, begun `ago` days before; `leaving` is the share that leaves."""
        began = timezone.now() - timedelta(days=ago)
        attempts: list[Attempt] = []
        answers: list[Answer] = []
        for _ in range(readers):
            attempt, given = self._attempt(length, self.rng.random() < leaving, began)
            attempts.append(attempt)
            answers += given
        with moments_kept():
            Attempt.objects.bulk_create(attempts, batch_size=2000)
            Answer.objects.bulk_create(answers, batch_size=5000)

    def _attempt(
        self, length: int, leaves: bool, began: datetime
    ) -> tuple[Attempt, Sequence[Answer]]:
        keys = self.rng.sample(sorted(self.difficulties), length)
        attempt = Attempt(
            paper=self.paper,
            reader=UUID(int=self.rng.getrandbits(128)),
            draw=[[key, []] for key in keys],
            started=began,
            first=True,
        )
        ability = self.rng.gauss()
        given = keys[: self.rng.randrange(length)] if leaves else keys
        answers, moment = [], began
        for key in given:
            moment += timedelta(seconds=self.rng.lognormvariate(3, 0.6))
            answers.append(self._answer(attempt, key, ability, moment))
        if not leaves:
            attempt.finished = moment
            attempt.score = sum(answer.mark for answer in answers) / length
        return attempt, answers

    def _answer(self, attempt: Attempt, key: str, ability: float, moment: datetime) -> Answer:
        question, rng = self.questions[key], self.rng
        helps = -ability if key in self.turned else ability
        likely = chance_of_right(helps, self.difficulties[key])
        right = rng.random() < likely
        sure = min(Sureness.values, key=lambda s: abs(s / 100 - likely))
        return Answer(
            attempt=attempt,
            question=key,
            response=key_response(question) if right else wrong_response(question, rng),
            sure=sure if rng.random() < 0.7 else None,
            mark=1.0 if right else 0.0,
            given=moment,
        )
