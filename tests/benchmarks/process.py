"""What a process of the site costs, and what two of them carry."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.client import Line, per_second
from tests.benchmarks.results import Result
from tests.benchmarks.server import Installation

SECONDS = 5
CLIENTS = 8


def process(installation: Installation, facts: dict[str, Any]) -> Iterator[Result]:
    """Measure a server on a database that is prepared."""
    begun = time.perf_counter()
    with installation.serving() as serving:
        line = Line(serving.port)
        line.ask(line.get(facts["page"]))
        yield Result("From nothing to the first page", time.perf_counter() - begun, "s")
        for path, sent, cookie in facts["answers"]["ten again"][:50]:
            line.ask(line.post(path, sent, cookie))
        [worker] = serving.workers
        yield Result("Memory of a process that has answered", _memory(worker), "MiB")
    with installation.serving(processes=2) as serving:
        pages = per_second(serving.port, facts["page"])
        yield Result("Pages a second, two processes", pages, "")
        answers = [Line(serving.port).post(*each) for each in facts["answers"]["thousand"]]
        share = len(answers) // CLIENTS
        apart = [answers[n * share : (n + 1) * share] for n in range(CLIENTS)]
        yield Result("Answers a second, two processes", _carried(serving.port, apart), "")


def _memory(pid: int) -> float:
    """Return what a process has in memory and shares with no other, in MiB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    private = [int(line.split()[1]) for line in lines if line.startswith("Private_")]
    return sum(private) / 1024


def _carried(port: int, requests: list[list[bytes]]) -> float:
    """Return how many requests a second are answered to clients who each wait for their answer."""
    counts = [0] * len(requests)
    until = time.perf_counter() + SECONDS

    def ask(number: int) -> None:
        line = Line(port)
        while True:
            for request in requests[number]:
                if time.perf_counter() > until:
                    return
                status = line.ask(request)[0]
                assert status == 200, status
                counts[number] += 1

    clients = [threading.Thread(target=ask, args=(number,)) for number in range(len(requests))]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return sum(counts) / SECONDS
