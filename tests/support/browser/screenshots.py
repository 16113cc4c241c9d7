"""Take pictures of a running site: `python -m tests.support.browser.screenshots BASE_URL [FOLDER]`.

The front page before and after a quiz, a brief, the start of a quiz, a question of each kind that
is drawn, verdicts, the overview of a test, results, the pages behind the brief, what is kept of a
reader, the worksheet and a missing page, each as it first shows at four widths in light and dark.
Answers are given blindly, so a picture of a right verdict or of some kind may be lacking.
"""

from argparse import ArgumentParser
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.support.browser.chromium import launch

Scheme = Literal["light", "dark"]
FOLDER = Path(__file__).parents[3] / "docs" / "images"
WIDTHS = (1920, 1280, 768, 360)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# From here on the brief and the quiz stand side by side.
WIDE = 1024
# What a question of each kind is known by, the most telling first.
SIGNS = {
    "order": ".steps",
    "match": "select",
    "short": "input[type=text]",
    "standing": ".statement",
    "multiple": "input[type=checkbox]",
    "single": "input[type=radio]",
}


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
        self.quiz, self.onward = self.page.locator("#quiz"), self.page.locator("#onward")
        self.folder, self.width, self.scheme = folder, width, scheme
        self.taken: set[str] = set()

    def take(self) -> None:
        self.page.goto("/nothing-here/")
        self._shoot("missing")
        self.page.goto("/")
        self._shoot("front")
        self.page.get_by_role("main").get_by_role("link").first.click()
        expect(self._button("Start: ")).to_be_visible()
        self._shoot("brief")
        brief = self.page.url
        self._take_practice()
        self.page.goto("about:blank")
        self.page.goto(brief)
        self._take_test()
        self._take_pages(brief)
        self.page.context.close()

    def _take_practice(self) -> None:
        self._shoot_quiz("start")
        self.quiz.locator(".options summary").click()
        self.quiz.get_by_role("radio", name="20", exact=True).check()
        self._button("Start: ").click()
        expect(self._button("Answer")).to_be_visible()
        while self._button("Answer").is_visible():
            self._answer()
            self._button("Answer").click()
            expect(self.onward).to_be_focused()
            self._shoot_verdict()
            self.onward.click()
            expect(self.onward).to_have_count(0)
        self._shoot_quiz("results")

    def _take_test(self) -> None:
        self.quiz.locator(".options summary").click()
        self.quiz.get_by_label("Test: ").check()
        self._button("Start: ").click()
        for number in (1, 2):
            expect(self.quiz.get_by_text(f"{number} of 10", exact=True)).to_be_visible()
            self._answer()
            self._button("Keep this answer").click()
        expect(self.quiz.get_by_text("3 of 10", exact=True)).to_be_visible()
        self.quiz.get_by_role("link", name="All questions, and handing in").click()
        expect(self._button("Hand in")).to_be_visible()
        self._shoot_quiz("overview")

    def _take_pages(self, brief: str) -> None:
        for name in ("evidence", "people", "cite"):
            self.page.goto(f"{brief}{name}/")
            self._shoot(name)
        self.page.goto("/")
        expect(self.page.get_by_role("heading", name="Your quizzes")).to_be_visible()
        self._shoot("front-with-quizzes", self.page.locator("#mine"))
        self.page.goto("/quiz/mine/")
        self._shoot("mine")
        self.page.goto("about:blank")
        self.page.goto(brief)
        self.quiz.get_by_role("link", name="Print as a worksheet").click()
        expect(self.page.locator(".sheet")).to_be_visible()
        self._shoot("worksheet")

    def _answer(self) -> None:
        """Put in the first answer that comes, whatever the kind of question."""
        fields = self.quiz.locator("fieldset").first
        kind = next(kind for kind, sign in SIGNS.items() if fields.locator(sign).count())
        if f"question-{kind}" not in self.taken:
            self._shoot_quiz(f"question-{kind}")
        if kind == "match":
            for line in fields.locator("select").all():
                line.select_option(index=1)
        elif kind == "short":
            fields.get_by_role("textbox").fill("Nobody")
        elif kind != "order":
            fields.locator("input").first.check()

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
        return self.quiz.get_by_role("button", name=name)

    def _shoot_quiz(self, name: str) -> None:
        self._shoot(name, self.quiz)

    def _shoot(self, name: str, about: Locator | None = None) -> None:
        if about and self.width < WIDE:
            about.evaluate("element => element.scrollIntoView()")
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
