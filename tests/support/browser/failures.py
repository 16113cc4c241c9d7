"""What the browser showed when a test failed."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import BrowserContext

FOLDER = Path(__file__).parents[3] / "var" / "failures"


def keep_pictures(contexts: Sequence[BrowserContext], test: str) -> None:
    """Keep a picture of each page and a trace of all that was done, and say where they are."""
    folder = FOLDER / re.sub(r"[^\w-]+", "-", test)[:100].strip("-")
    for number, context in enumerate(contexts, 1):
        for place, page in enumerate(context.pages, 1):
            page.screenshot(path=folder / f"page-{number}-{place}.png")
        context.tracing.stop(path=folder / f"trace-{number}.zip")
    # pytest shows what is written here below the failure.
    sys.stdout.write(
        f"Pictures are in {folder}.\n"
        f"See what was done step by step: playwright show-trace {folder}/trace-1.zip\n"
    )
