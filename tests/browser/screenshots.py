"""Take pictures of a running site: `python -m tests.browser.screenshots BASE_URL [FOLDER]`.

The front page, a brief, a question, verdicts, results and a missing page, each as it first shows
at three widths in light and dark. Answers are given blindly, so a picture of a right verdict or of
a wrong one may be lacking.
"""

from argparse import ArgumentParser
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.browser.chromium import launch

Scheme = Literal["light", "dark"]
FOLDER = Path(__file__).parent / "screenshots"
WIDTHS = (1280, 768, 360)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# From here on the brief and the quiz stand side by side.
WIDE = 1024


class Album:
    """The pictures of a site at one width in one scheme."""

    def __init__(self, browser: Browser, site: str, folder: Path, width: int, scheme: Scheme):
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 720},
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        self.page: Page = context.new_page()
        self.folder, self.width, self.scheme = folder, width, scheme
        self.taken: set[str] = set()

    def take(self) -> None:
        self.page.goto("/nothing-here/")
        self._shoot("missing")
        self.page.goto("/")
        self._shoot("front")
        self.page.get_by_role("main").get_by_role("link").first.click()
        expect(self._button("Start the quiz")).to_be_visible()
        self._shoot("brief")
        self._take_quiz()
        self.page.context.close()

    def _take_quiz(self) -> None:
        self._button("Start the quiz").click()
        quiz, onward = self.page.locator("#quiz"), self.page.locator("#onward")
        expect(self._button("Answer")).to_be_visible()
        self._shoot("question")
        while self._button("Answer").is_visible():
            quiz.get_by_role("group").locator("input").first.check()
            self._button("Answer").click()
            expect(onward).to_be_focused()
            self._shoot_verdict()
            onward.click()
            expect(onward).to_have_count(0)
        self._shoot("results")

    def _shoot_verdict(self) -> None:
        mark = self.page.locator("#verdict").get_attribute("data-mark") or ""
        name = {"1.00": "right", "0.00": "wrong"}.get(mark, "partly")
        if name in self.taken:
            return
        self._shoot(name)
        if self.width >= WIDE and name == "wrong":
            # A brief is best shown with what a wrong answer marks in it.
            self._shoot("brief")

    def _button(self, name: str) -> Locator:
        return self.page.locator("#quiz").get_by_role("button", name=name)

    def _shoot(self, name: str) -> None:
        self.taken.add(name)
        self.page.screenshot(path=self.folder / f"{name}-{self.width}-{self.scheme}.png")


def main() -> None:
    parser = ArgumentParser(description="Take pictures of a running site.")
    parser.add_argument("site", help="where it runs, such as http://127.0.0.1:8000")
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for width, scheme in product(WIDTHS, SCHEMES):
            Album(browser, chosen.site, chosen.folder, width, scheme).take()
        browser.close()


if __name__ == "__main__":
    main()
