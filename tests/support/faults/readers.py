"""Readers who answer one question after the other, and note what they were told."""

import random
import re
from threading import Event, Thread
from typing import Self
from uuid import UUID

from tests.support.faults.htmx_client import Door, cookie_of


class Reader(Thread):
    """Takes quizzes until `stopped`; an answer without a verdict is sent again, as a person would.

    `told` has each answer that got its verdict: (attempt, number of the question) → the choice.
    `refused` has the status of each other answer of the site.
    """

    def __init__(self, site: Door, seed: int) -> None:
        super().__init__()
        self.site, self.chance = site, random.Random(seed)
        self.told: dict[tuple[UUID, int], int] = {}
        self.refused: list[int] = []
        self.stopped = Event()
        self.cookie = ""

    def run(self) -> None:
        while not self.stopped.is_set():
            attempt = self.begin()
            for number in range(1, 13):
                self.answer(attempt, number)

    def begin(self) -> UUID | None:
        while not self.stopped.is_set():
            sent = {"themes": "actors", "length": "all"}
            status, body, headers = self.site.asked("POST", "/quiz/papers/1/attempts/", sent)
            found = re.search(r"/quiz/attempts/([0-9a-f-]{36})/", body)
            if status == 200 and found:
                self.cookie = cookie_of(headers, "reader")
                return UUID(found[1])
            self.refused.append(status)
            self.stopped.wait(0.05)
        return None

    def answer(self, attempt: UUID | None, number: int) -> None:
        choice = self.chance.randrange(3)
        while attempt and not self.stopped.is_set():
            path = f"/quiz/attempts/{attempt}/{number}/"
            status, body, _ = self.site.asked("POST", path, {"choice": str(choice)}, self.cookie)
            if status == 200 and 'id="verdict"' in body:
                self.told[attempt, number] = choice
                return
            self.refused.append(status)
            self.stopped.wait(0.05)


class Crowd:
    """Some readers at once, for a block."""

    def __init__(self, site: Door, size: int = 6) -> None:
        self.readers = [Reader(site, seed) for seed in range(size)]

    def __enter__(self) -> Self:
        for reader in self.readers:
            reader.start()
        return self

    def __exit__(self, *error: object) -> None:
        for reader in self.readers:
            reader.stopped.set()
        for reader in self.readers:
            reader.join(60)

    @property
    def told(self) -> dict[tuple[UUID, int], int]:
        return {
            place: choice for reader in self.readers for place, choice in dict(reader.told).items()
        }

    @property
    def refused(self) -> list[int]:
        return [status for reader in self.readers for status in reader.refused]
