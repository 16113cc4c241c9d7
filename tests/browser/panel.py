import re

from playwright.sync_api import Locator, Page, expect

from briefing.edition import BriefDocument
from quiz.kinds.base import QuestionDocument


class Panel:
    """The quiz as a reader works it, beside a brief or on its own page.

    It knows which answers are right, which the page tells no one before the answer is in.
    """

    def __init__(self, page: Page, brief: BriefDocument) -> None:
        self.page = page
        self.questions = {question.prompt: question for question in brief.questions}
        self.root = page.locator("#quiz")
        self.prompt = self.root.get_by_role("heading", level=2)
        self.verdict = page.locator("#verdict")
        self.onward = page.locator("#onward")
        self.trouble = page.locator("#trouble")
        self.answer_button = self.root.get_by_role("button", name="Answer")
        self.start_button = self.root.get_by_role("button", name="Start the quiz")

    @property
    def question(self) -> QuestionDocument:
        """The question shown."""
        return self.questions[self.prompt.inner_text()]

    def ready(self) -> "Panel":
        """Wait until a quiz can be begun."""
        expect(self.start_button).to_be_visible()
        return self

    def start(self, length: int = 5) -> None:
        self.root.get_by_label(f"{length} questions", exact=True).check()
        self.start_button.click()
        self.at(1, length)

    def at(self, number: int, length: int = 5) -> None:
        """Wait for the question of this number to be open."""
        expect(self.root.get_by_text(f"{number} of {length}").first).to_be_visible()
        expect(self.answer_button).to_be_visible()

    def option(self, text: str) -> Locator:
        return self.root.get_by_label(text, exact=True)

    def options(self) -> list[str]:
        """The texts of the options in the order shown."""
        return self.root.get_by_role("group").locator("label").all_inner_texts()

    def chosen(self) -> list[str]:
        return [text for text in self.options() if self.option(text).is_checked()]

    def choose(self, right: bool) -> list[str]:
        """Choose the right answer, or a wrong one, and return the texts chosen."""
        texts = answer_to(self.question, right)
        for text in texts:
            self.option(text).check()
        return texts

    def answer(self, right: bool) -> list[str]:
        """Give the right answer, or a wrong one; return the texts chosen once the verdict shows."""
        texts = self.choose(right)
        self.answer_button.click()
        expect(self.verdict).to_have_text(verdict_of(right))
        return texts

    def answered(self, text: str, within: Locator | None = None) -> Locator:
        """An option as it is shown after the answer."""
        own = self.page.get_by_text(text, exact=True)
        return (within or self.root).get_by_role("listitem").filter(has=own).last

    def results(self, right: int, length: int = 5) -> Locator:
        """Wait for the results; return the questions listed under them."""
        expect(self.prompt).to_have_text(f"Your result: {right} of {length}")
        return self.root.locator("ol > li")


def answer_to(question: QuestionDocument, right: bool) -> list[str]:
    """Return the texts of the options to choose for the right answer, or for a wrong one."""
    fitting = [option.text for option in question.options if option.right == right]
    return fitting if right else fitting[:1]


def verdict_of(right: bool) -> re.Pattern[str]:
    return re.compile("^Right" if right else "^Not right")


# A claim that a reader sees marked stands on a ground of its own.
MARKED = """
  keys => {
    const marked = [...document.querySelectorAll("main article")]
      .filter(claim => /^c\\d+$/.test(claim.id))
      .filter(claim => getComputedStyle(claim).backgroundColor !== "rgba(0, 0, 0, 0)")
      .map(claim => claim.id);
    return marked.sort().join() === keys.sort().join();
  }
"""


def expect_marked(page: Page, *keys: str) -> None:
    """Wait until the reader sees these claims of the brief marked, and no others."""
    page.wait_for_function(MARKED, arg=list(keys))
