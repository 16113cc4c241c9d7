"""What a first visit costs a reader, in bytes, in requests and in Chromium's own figures."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright

from tests.benchmarks.results import Result
from tests.benchmarks.server import Installation
from tests.support.browser.chromium import ARGUMENTS, launch

# “Slow 4G” and a telephone of the middle class, as Lighthouse simulates them.
NETWORK = {"latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
SLOWER = 4
LIGHTHOUSE = "lighthouse@12.8.2"
# Its scores go up and down with what else the machine does, so that its makers advise the median
# of several runs. Now and then Chromium tells it nothing of how a page was drawn, and it gives up.
RUNS, TRIES = 3, 6

# What the browser says of a page, kept from its first moment on.
WATCH = """
window.seen = {lcp: 0, cls: 0, inp: 0};
new PerformanceObserver(list => { for (const e of list.getEntries()) seen.lcp = e.startTime; })
    .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver(list => {
    for (const e of list.getEntries()) if (!e.hadRecentInput) seen.cls += e.value;
}).observe({type: "layout-shift", buffered: true});
new PerformanceObserver(list => {
    const acts = list.getEntries().filter(entry => entry.interactionId);
    for (const { duration } of acts) seen.inp = Math.max(seen.inp, duration);
}).observe({type: "event", durationThreshold: 16, buffered: true});
"""


def visit(installation: Installation, facts: dict[str, Any]) -> Iterator[Result]:
    with installation.serving(processes=2) as serving:
        address = f"http://127.0.0.1:{serving.port}{facts['page']}"
        with sync_playwright() as playwright:
            browser = launch(playwright)
            page = browser.new_page(viewport={"width": 412, "height": 823})
            yield from _weighed(page, address)
            yield from _felt(browser.new_page(viewport={"width": 412, "height": 823}), address)
            browser.close()
        yield from _lighthouse(address)


class _Traffic:
    """Counts what goes over the network of a page."""

    def __init__(self, line: CDPSession) -> None:
        self.requests, self.bytes = 0, 0.0
        line.send("Network.enable")
        line.on("Network.requestWillBeSent", self._sent)
        line.on("Network.loadingFinished", self._came)

    def _sent(self, event: dict[str, Any]) -> None:
        # The icon is the browser's own wish, and comes when all else is there.
        self.requests += "/img/icon" not in event["request"]["url"]

    def _came(self, event: dict[str, Any]) -> None:
        self.bytes += event["encodedDataLength"]

    def since(self) -> tuple[int, float]:
        """Return the requests and kilobytes since this was asked before."""
        found = self.requests, self.bytes / 1000
        self.requests, self.bytes = 0, 0.0
        return found


def _weighed(page: Page, address: str) -> Iterator[Result]:
    traffic = _Traffic(page.context.new_cdp_session(page))
    page.goto(address, wait_until="networkidle")
    requests, size = traffic.since()
    yield Result("Requests of a first visit, the icon aside", requests, "", 5)
    yield Result("Bytes of a first visit, headers included", size, "kB", 60)
    _begin(page)
    traffic.since()
    _answer(page)
    requests, size = traffic.since()
    yield Result("Requests of an answer", requests, "", 1)
    yield Result("Bytes of an answer, headers included", size, "kB")


def _felt(page: Page, address: str) -> Iterator[Result]:
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", {"offline": False, **NETWORK})
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    page.goto(address, wait_until="networkidle")
    for _ in range(8):
        page.mouse.wheel(0, 900)
        page.wait_for_timeout(100)
    _begin(page)
    for _ in range(3):
        _answer(page)
        page.locator("#onward").click()
        page.locator("#quiz legend .prompt").wait_for()
    page.wait_for_timeout(300)
    seen = page.evaluate("() => window.seen")
    # The bounds within which Chromium calls a page good (web.dev/articles/vitals).
    yield Result(
        "Largest contentful paint, slow network and processor", seen["lcp"] / 1000, "s", 2.5
    )
    yield Result("Cumulative layout shift over a visit with three answers", seen["cls"], "", 0.1)
    yield Result("Interaction to next paint, the longest of them", seen["inp"], "ms", 200)


def _begin(page: Page) -> None:
    page.locator("#quiz form button[type=submit]").last.click()
    page.locator("#quiz legend .prompt").wait_for()


def _answer(page: Page) -> None:
    """Answer the question that is shown, in whatever way it lets."""
    form = page.locator("#quiz form").first
    kinds = page.locator("#quiz [name=choice]")
    if kinds.count():
        kinds.first.check()
    for text in page.locator("#quiz [name=text]").all():
        text.fill("Russia")
    for place, chosen in enumerate(page.locator("#quiz select").all(), 1):
        chosen.select_option(index=place)
    form.locator("button[type=submit]").last.click()
    page.locator("#verdict").wait_for()


def _lighthouse(address: str) -> Iterator[Result]:
    """Ask Lighthouse, which npm brings. Where it cannot be had, that is said and nothing else."""
    runs: list[dict[str, Any]] = []
    for _ in range(TRIES):
        said = _asked(address)
        if isinstance(said, dict):
            runs.append(said["categories"])
        if len(runs) == RUNS:
            break
    if not runs:
        print("Lighthouse could not be had:", said)  # noqa: T201
        return
    for name, category in runs[0].items():
        score = median(run[name]["score"] for run in runs)
        yield Result(f"Lighthouse: {category['title'].lower()}", 100 * score, "of 100", least=100)


def _asked(address: str) -> dict[str, Any] | str:
    """Return what Lighthouse says of a page, or why it says nothing."""
    npm, chromium = shutil.which("npm"), shutil.which("chromium")
    if npm is None:
        return "npm is not installed."
    with tempfile.TemporaryDirectory(prefix="readout-lighthouse-") as folder:
        said = Path(folder, "said.json")
        flags = " ".join(["--headless=new", *ARGUMENTS])
        command = [
            *(npm, "exec", "--yes", f"--package={LIGHTHOUSE}", "--", "lighthouse", address),
            *("--quiet", "--output=json", f"--output-path={said}", f"--chrome-flags={flags}"),
        ]
        environment = {**os.environ, "CHROME_PATH": str(chromium)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        return done.stderr[-300:] if done.returncode else dict(json.loads(said.read_text()))
