"""What readers were told, and what the database holds of it."""

from typing import Any
from uuid import UUID

from tests.support.faults.readers import Crowd
from tests.support.faults.server import Site, plain, until


def grow(crowd: Crowd, by: int = 40) -> None:
    """Wait until so many more answers got their verdict."""
    goal = len(crowd.told) + by
    until(lambda: len(crowd.told) >= goal)


def kept(site: Site) -> dict[tuple[UUID, int], list[Any]]:
    """Return the responses on record: (attempt, number) → the drawn places chosen, each."""
    found: dict[tuple[UUID, int], list[Any]] = {}
    query = (
        "SELECT a.public_id, a.draw, r.question, r.response "
        "FROM quiz_answer r JOIN quiz_attempt a ON a.id = r.attempt_id"
    )
    for public_id, draw, question, response in site.rows(query):
        drawn = plain(draw)
        number = [key for key, _ in drawn].index(question)
        [position] = plain(response)
        place = (UUID(str(public_id)), number + 1)
        found.setdefault(place, []).append(drawn[number][1].index(position))
    return found
