"""Run all checks and tests, side by side, and sum them up on one screen.

`python -m tests.support.suite` is `make test`; with `--thorough` it is `make thorough`. The last
line of the output adds up all parts. It ends with 1 where anything failed.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from threading import Thread
from typing import NamedTuple
from xml.etree import ElementTree as ET

from tests.support.browser.failures import FOLDER

PYTEST = [sys.executable, "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider"]
PARALLEL = [*PYTEST, "-n", "logical", "--dist", "worksteal"]
QUICK = "not browser and not faults and not install and not thorough"
# Whatever the developer's own site uses, these use SQLite and files.
ON_SQLITE = {
    name: value
    for name, value in os.environ.items()
    if name not in ("DATABASE_URL", "DATABASE_REPLICA_URL", "CACHE_URL")
}


class Part(NamedTuple):
    name: str
    command: list[str]
    # Other parts print no report that can be counted.
    is_pytest: bool = True


class Case(NamedTuple):
    part: str
    name: str
    seconds: float
    # What went wrong, in one line; empty where nothing did.
    fault: str
    skipped: bool


class Result(NamedTuple):
    part: Part
    seconds: float
    broke_off: bool
    cases: list[Case]

    @property
    def failed(self) -> int:
        return sum(bool(case.fault) for case in self.cases) + self.broke_off

    @property
    def skipped(self) -> int:
        return sum(case.skipped for case in self.cases)

    @property
    def passed(self) -> int:
        return len(self.cases) - self.skipped - sum(bool(case.fault) for case in self.cases)


def of_make_test() -> tuple[list[Part], list[Part]]:
    """Return the parts that keep all cores busy, and those that run beside them, mostly waiting."""
    on_postgresql = "not browser and not faults and not install and not sqlite"
    with_services = [sys.executable, "-m", "tests.support.services", *PARALLEL, "-m", on_postgresql]
    return (
        [
            Part("SQLite", [*PARALLEL, "-m", "not faults and not install"]),
            Part("PostgreSQL and Redis", with_services),
        ],
        [
            Part("checks", ["make", "--no-print-directory", "check"], is_pytest=False),
            Part("faults and installing", [*PYTEST, "-m", "faults or install"]),
        ],
    )


def of_make_thorough() -> tuple[list[Part], list[Part]]:
    """Return what takes too long for every day: many generated cases, and other days."""
    many = ["--hypothesis-profile", "many", "-m", "not browser and not faults and not install"]
    parts = [Part("many cases, and what they cover", [*PARALLEL, *many, "--cov"])]
    for moment, language in (
        ("2028-02-29T23:58", "C"),
        ("2038-01-20T00:00", "de_DE.UTF-8"),
    ):
        moved = ["env", f"LC_ALL={language}", *PARALLEL, "-m", QUICK, f"--clock={moment}"]
        parts.append(Part(f"{moment}, {language}", moved))
    return parts, []


def run(part: Part, folder: Path, output: Path | None = None) -> Result:
    """Run a part to its end; its output goes to a file, where one is given."""
    report = folder / f"{_file_name(part)}.xml"
    begun = time.monotonic()
    command = [*part.command, f"--junitxml={report}"] if part.is_pytest else part.command
    with open(output or os.devnull, "w") as file:
        target = file if output else None
        done = subprocess.run(command, env=ON_SQLITE, stdout=target, stderr=target, check=False)
    cases = cases_of(part, report) if report.exists() else []
    # A status that no failed test explains: the checks failed, or no test could run.
    broke_off = done.returncode != 0 and not any(case.fault for case in cases)
    return Result(part, time.monotonic() - begun, broke_off, cases)


def _file_name(part: Part) -> str:
    return re.sub(r"\W+", "-", part.name)


def cases_of(part: Part, report: Path) -> list[Case]:
    """Return the tests of a report that pytest has written."""
    found = []
    for case in ET.parse(report).iter("testcase"):
        faults = [*case.iter("failure"), *case.iter("error")]
        message = faults[0].get("message", "") if faults else ""
        fault = (message.splitlines() or ["failed"])[0] if faults else ""
        place = f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}"
        skipped = case.find("skipped") is not None
        found.append(Case(part.name, place, float(case.get("time", 0)), fault, skipped))
    return found


def run_beside(parts: Sequence[Part], folder: Path, results: list[Result]) -> None:
    for part in parts:
        output = folder / f"{_file_name(part)}.log"
        result = run(part, folder, output)
        results.append(result)
        verdict = f"{result.failed} failed" if result.failed else "all well"
        print(f"\n{part.name}, beside it: {verdict}")
        if result.failed:
            print(output.read_text())


def summary(results: Sequence[Result]) -> str:
    """Return what a person wants to know at the end, the sum in the last line."""
    lines = ["", f"{'':32}{'passed':>8}{'failed':>8}{'skipped':>8}{'seconds':>8}"]
    lines += [
        f"{result.part.name:32}{result.passed:8}{result.failed:8}{result.skipped:8}"
        f"{result.seconds:8.0f}"
        for result in results
    ]
    cases = [case for result in results for case in result.cases]
    lines += ["", "The ten slowest"]
    slowest = sorted(cases, key=lambda case: -case.seconds)[:10]
    lines += [f"{case.seconds:6.1f} s  {case.name} ({case.part})" for case in slowest]
    if failed := [case for case in cases if case.fault]:
        lines += ["", "Failed"]
        lines += [f"  {case.name} ({case.part})\n    {case.fault[:160]}" for case in failed]
    broken = [result.part.name for result in results if result.broke_off]
    lines += [f"Failed as a whole, see above: {name}" for name in broken]
    if FOLDER.exists():
        lines += ["", f"Pictures and traces of failed browser tests are in {FOLDER}."]
    passed, missed = (sum(getattr(one, what) for one in results) for what in ("passed", "failed"))
    return "\n".join([*lines, "", f"{passed} passed, {missed} failed"])


def main(arguments: Sequence[str]) -> int:
    parts, beside = of_make_thorough() if "--thorough" in arguments else of_make_test()
    results: list[Result] = []
    shutil.rmtree(FOLDER, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="readout-suite-") as name:
        folder = Path(name)
        lane = Thread(target=run_beside, args=(beside, folder, results))
        lane.start()
        for part in parts:
            print(f"\n{part.name}", flush=True)
            results.append(run(part, folder))
        lane.join()
    print(summary(results))
    return int(any(result.failed for result in results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
