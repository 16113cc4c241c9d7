"""Measure the site, print a verdict a line, and write the README's table: make bench.

`python -m tests.benchmarks --few` fills the databases with a thousandth of the rows and writes
nothing: a try.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from tests.benchmarks.process import process
from tests.benchmarks.results import Result, machine, write
from tests.benchmarks.server import Installation
from tests.benchmarks.speed import MANY, speed
from tests.benchmarks.visit import visit
from tests.support.services import postgresql, redis


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--few", action="store_true", help="a thousandth of the rows, as a try")
    few = parser.parse_args().few
    print(machine(), flush=True)  # noqa: T201
    results = []
    with tempfile.TemporaryDirectory(prefix="readout-bench-") as folder:
        for result in measured(Path(folder), MANY // 1000 if few else MANY):
            results.append(result)
            print(f"{result.what:<84}{result.shown:>20}  {result.verdict}", flush=True)  # noqa: T201
    if not few:
        write(results, f"{datetime.now(UTC):%-d %B %Y}")
    return any(result.holds is False for result in results)


def measured(folder: Path, attempts: int) -> Iterator[Result]:
    plain = folder / "plain"
    plain.mkdir()
    installation = Installation(plain, {})
    facts = installation.prepare(0)
    yield from process(installation, facts)
    yield from visit(installation, facts)
    yield from speed("SQLite", [{}] * 4, folder, attempts)
    with postgresql() as database, redis() as cache:
        yield from speed("PostgreSQL", databases(database, cache), folder, attempts)


def databases(server: str, cache: str) -> list[dict[str, str]]:
    """Make four databases on a server, each with a cache of its own."""
    made = []
    with psycopg.connect(server, autocommit=True) as line:
        for number in range(4):
            line.execute(f"CREATE DATABASE bench{number}".encode())
            url = f"{server.rpartition('/')[0]}/bench{number}"
            made.append({"DATABASE_URL": url, "CACHE_URL": f"{cache.rpartition('/')[0]}/{number}"})
    return made


if __name__ == "__main__":
    sys.exit(main())
