"""Chromium as the tests and the screenshots start it."""

import shutil

from playwright.sync_api import Browser, Playwright

# Readers' browsers call home; this one must not, and it has to run as root in a container.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def launch(playwright: Playwright) -> Browser:
    """Start Chromium without a window. Raises FileNotFoundError where it is not installed.

    The headless shell is the same browser without the parts that a window needs, and opens a page
    in a third of the time.
    """
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if program is None:
        raise FileNotFoundError(
            "Chromium is not installed; on Debian: apt-get install chromium-headless-shell"
        )
    return playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
