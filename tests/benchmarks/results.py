"""What was measured, as lines with a verdict, as a table and as a picture."""

import os
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from tests.benchmarks.server import ROOT

BEGIN, END = "<!-- measured -->\n", "<!-- /measured -->\n"
PICTURE = ROOT / "tests" / "benchmarks" / "measured.svg"


@dataclass(frozen=True)
class Result:
    """One figure, and how much it may be at most; or at least, for a score."""

    what: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None

    @property
    def holds(self) -> bool | None:
        if self.most is not None:
            return round(self.value, 3) <= self.most
        return None if self.least is None else self.value >= self.least

    @property
    def verdict(self) -> str:
        if self.holds is None:
            return ""
        bound = f"at most {self.most:g}" if self.most is not None else f"at least {self.least:g}"
        return f"{'yes' if self.holds else '**no**'}: {bound}"

    @property
    def shown(self) -> str:
        precise = 0 if self.value >= 100 or self.value == int(self.value) else 2
        figure = f"{self.value:,.{precise}f}" if self.value >= 0.01 else f"{self.value:.4f}"
        return f"{figure} {self.unit}".strip()


def machine() -> str:
    """Return what it was measured on."""
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    processor = model[1] if model else platform.processor()
    return (
        f"{processor}, {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"{platform.system()}, Python {platform.python_version()}"
    )


def table(results: Sequence[Result]) -> str:
    rows = [f"| {each.what} | {each.shown} | {each.verdict} |" for each in results]
    return "\n".join(["| what | measured | holds |", "|---|---:|---|", *rows, ""])


def write(results: Sequence[Result], day: str) -> None:
    """Put the results into the README, and their picture beside this."""
    readme = ROOT / "README.md"
    before, _, rest = readme.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    words = f"Measured on {day}: {machine()}.\n\n{table(results)}"
    readme.write_text(f"{before}{BEGIN}{words}{END}{after}")
    PICTURE.write_text(picture([each for each in results if each.most is not None]))


ROW, LEFT, WIDE = 22, 520, 300


def picture(results: Sequence[Result]) -> str:
    """Return the results as bars: how much of what is allowed each of them takes."""
    height = ROW * (len(results) + 1) + 8
    bars = "".join(_bar(place, each) for place, each in enumerate(results))
    limit = f'<path d="M{LEFT + WIDE / 2} 0V{height - ROW}" stroke="#a33" stroke-dasharray="4 3"/>'
    words = f'<text x="{LEFT + WIDE / 2}" y="{height - 6}" text-anchor="middle">allowed</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDE + 60} {height}" '
        f'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>'
        f"{bars}{limit}{words}</svg>\n"
    )


def _bar(place: int, each: Result) -> str:
    share = each.value / (each.most or 1)
    wide = min(share, 2) * WIDE / 2
    top = ROW * place + 4
    colour = "#2a6f6b" if each.holds else "#a33"
    return (
        f'<text x="{LEFT - 8}" y="{top + 13}" text-anchor="end">{escape(each.what)}</text>'
        f'<rect x="{LEFT}" y="{top}" width="{wide:.1f}" height="{ROW - 6}" fill="{colour}"/>'
        f'<text x="{LEFT + max(wide, WIDE / 2) + 8:.1f}" y="{top + 13}">{share:.0%}</text>'
    )
