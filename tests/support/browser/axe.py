"""Asking axe-core about a page: WCAG 2.2 up to AA, and its own best practices."""

from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """
  async rules => {
    const { violations } = await axe.run(document, {
      runOnly: rules, resultTypes: ["violations"], rules: { "target-size": { enabled: true } },
      preload: false,
    });
    return violations.map(({ id, help, nodes }) =>
      [id, help, nodes.map(node => node.html.slice(0, 200) + " " + node.failureSummary)]);
  }
"""


@cache
def _source() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text()


def violations(page: Page) -> list[Any]:
    """Return what axe-core finds wrong with a page as it stands: [rule, what it asks, where]."""
    # What the browser's own tools run is no script of the page: the page's policy stays as it is.
    page.evaluate(_source())
    found: list[Any] = page.evaluate(_RUN, RULES)
    return found
