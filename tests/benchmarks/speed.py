"""How long pages and answers take, beside bare views of the same process."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.client import Line, in_turn, per_second
from tests.benchmarks.results import Result
from tests.benchmarks.server import Installation

# Before this many of each kind, an answer finds nothing at hand that others have needed before.
WARM = 200
PAGES = 3000
# Each as long as `SECONDS` says in the client.
ROUNDS = 5
# So many attempts of ten answers each, for what must take no longer then.
MANY = 1_000_000


def speed(name: str, urls: list[dict[str, str]], folder: Path, attempts: int) -> Iterator[Result]:
    """Measure on one kind of database; `urls` lead to four databases that are empty.

    The fullest of them gets so many attempts, the others a tenth of it, a thousandth and none.
    """
    steps = (attempts // 1000, attempts // 10, attempts)
    empty, *rest = (
        Installation(_made(folder / f"{name}-{place}"), url) for place, url in enumerate(urls)
    )
    facts = [empty.prepare(0), *(one.prepare(n) for one, n in zip(rest, steps, strict=True))]
    with ExitStack() as stack:
        small = stack.enter_context(empty.serving())
        full = stack.enter_context(rest[-1].serving())
        yield from _pages(name, Line(small.port), facts[0])
        yield from _answers(name, Line(small.port), facts[0])
        lines = Line(small.port), Line(full.port)
        yield from _flat(name, lines, (facts[0], facts[-1]), attempts)
    for number, found in zip(steps, facts[1:], strict=True):
        for report, seconds in found["reports"].items():
            most = 1.0 if number < attempts else None
            what = f"{name}: a report at {10 * number:,} answers ({report})"
            yield Result(what, seconds, "s", most)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _pages(name: str, line: Line, facts: dict[str, Any]) -> Iterator[Result]:
    page = facts["page"]
    etag = line.ask(line.get(page))[1]["etag"]
    asked = {
        "floor": ("/floor/page/", ""),
        "page": (page, ""),
        "known": (page, f"If-None-Match: {etag}"),
    }
    carried: dict[str, list[float]] = {each: [] for each in asked}
    for _ in range(ROUNDS):
        for each, (path, header) in asked.items():
            carried[each].append(per_second(line.port, path, header))
    floor, shown, known = (1 / median(each) for each in carried.values())
    yield Result(f"{name}: a bare view with the bytes of the brief’s page", 1000 * floor, "ms")
    yield Result(f"{name}: the brief’s page", shown / floor, "of that", 1.0)
    what = f"{name}: the brief’s page, not changed (304)"
    yield Result(what, known / floor, "of that", 0.5)


def _answers(name: str, line: Line, facts: dict[str, Any]) -> Iterator[Result]:
    answers = [(line, line.post(*each)) for each in facts["answers"]["bundled"]]
    size = line.ask(answers[0][1])[2]
    floor = [
        (line, line.post(path, {"size": [str(size)]}, cookie)) for path, _, cookie in facts["floor"]
    ]
    _warm(answers[:WARM])
    took = in_turn({"floor": floor[WARM:], "site": answers[WARM:]}, {"floor": 200, "site": 200})
    what = f"{name}: a bare view that reads a row and inserts one"
    yield Result(what, 1000 * took["floor"], "ms")
    yield Result(f"{name}: an answer", took["site"] / took["floor"], "of that", 1.5)


def _flat(
    name: str,
    lines: tuple[Line, Line],
    facts: tuple[dict[str, Any], dict[str, Any]],
    attempts: int,
) -> Iterator[Result]:
    empty, full = lines
    pages = {
        "empty": [(empty, empty.get(facts[0]["page"]))] * PAGES,
        "full": [(full, full.get(facts[1]["page"]))] * PAGES,
    }
    took = in_turn(pages, {"empty": 200, "full": 200})
    many = f"with {attempts:,} attempts and {10 * attempts:,} answers"
    yield Result(
        f"{name}: the brief’s page {many}", took["full"] / took["empty"], "of an empty one’s", 1.1
    )
    ratio = _compared((empty, facts[0], "ten"), (full, facts[1], "ten"))
    yield Result(f"{name}: an answer {many}", ratio, "of an empty one’s", 1.1)
    ratio = _compared((empty, facts[0], "ten again"), (empty, facts[0], "thousand"))
    what = f"{name}: an answer to one of 1,000 questions on 1,000 claims"
    yield Result(what, ratio, "of that to one of 10", 1.1)


def _compared(*sides: tuple[Line, dict[str, Any], str]) -> float:
    """Return how much longer the second side's answers take than the first's."""
    asked = {
        str(number): [(line, line.post(*each)) for each in facts["answers"][key]]
        for number, (line, facts, key) in enumerate(sides)
    }
    for requests in asked.values():
        _warm(requests[:WARM])
    measured = {name: requests[WARM:] for name, requests in asked.items()}
    took = in_turn(measured, {"0": 200, "1": 200})
    return took["1"] / took["0"]


def _warm(requests: list[tuple[Line, bytes]]) -> None:
    for line, request in requests:
        assert line.ask(request)[0] == 200
