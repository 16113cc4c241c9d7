import re

from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from briefing.models import Edition
from quiz.forms import LENGTHS
from quiz.kinds.base import QuestionDocument
from quiz.paper import PaperDocument, read_paper
from tests.support.browser.answers import given, judged, lines, statement_of


class Panel:
    """The quiz as a reader works it, beside a brief or on its own page.

    It knows which answers are right, which the page tells no one before the answer is in.
    """

    def __init__(self, page: Page, paper: PaperDocument) -> None:
        self.page = page
        self.questions = {(q.prompt, statement_of(q)): q for q in paper.questions}
        self.root = page.locator("#quiz")
        self.prompt = self.root.get_by_role("heading", level=2)
        self.place = self.root.locator(".progress span").last
        self.verdict = page.locator("#verdict")
        self.onward = page.locator("#onward")
        self.trouble = page.locator("#trouble")
        # In a test an answer is not given but kept.
        self.answer_button = self.button(re.compile("^(Answer|Keep this answer)"))
        self.start_button = self.button(re.compile("^Start: "))
        self.steps = self.root.locator(".steps li > span")

    @property
    def question(self) -> QuestionDocument:
        """The question shown."""
        statement = "".join(self.root.locator(".statement").all_inner_texts())
        return self.questions[self.prompt.inner_text(), statement]

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.root.get_by_role("button", name=name)

    def link(self, name: str) -> Locator:
        return self.root.get_by_role("link", name=name)

    def ready(self) -> "Panel":
        """Wait until a quiz can be begun."""
        expect(self.start_button).to_be_visible()
        return self

    def length(self, length: int) -> Locator:
        """The choice of a length; what is no round number is all there are."""
        name = str(length) if length in LENGTHS else "All"
        return self.root.get_by_role("radio", name=name, exact=True)

    def options_opened(self) -> Locator:
        """What can be changed before the start, unfolded."""
        options = self.root.locator("details.options")
        if options.get_attribute("open") is None:
            # While the page still moves, a click can fall beside it.
            options.locator("summary").press("Enter")
            expect(options).to_have_attribute("open", "")
        return options

    def start(self, length: int = 5) -> None:
        self.options_opened()
        self.length(length).check()
        self.start_button.click()
        self.at(1, length)

    def start_on(self, theme: str, count: int) -> None:
        """Begin a quiz on all `count` questions of one theme."""
        for box in self.options_opened().get_by_role("checkbox").all():
            box.set_checked(theme in box.locator("xpath=..").inner_text())
        self.root.get_by_role("radio", name="All", exact=True).check()
        self.start_button.click()
        self.at(1, count)

    def choose_test(self, minutes: str = "No limit") -> None:
        self.options_opened()
        self.root.get_by_role("radio", name=re.compile("^Test:")).check()
        self.root.get_by_label("Time limit of a test").select_option(minutes)

    def at(self, number: int, length: int = 5) -> None:
        """Wait for the question of this number to be open."""
        expect(self.place).to_have_text(f"{number} of {length}")
        expect(self.answer_button).to_be_visible()

    def option(self, text: str) -> Locator:
        return self.root.get_by_label(text, exact=True)

    def shown(self) -> str:
        """The question and all that it offers, in the order shown."""
        return self.root.locator("fieldset").first.inner_text()

    def options(self) -> list[str]:
        """The texts of a choice in the order shown."""
        return self.root.locator("fieldset").first.locator("label.option").all_inner_texts()

    def chosen(self) -> list[str]:
        return [text for text in self.options() if self.option(text).is_checked()]

    def choose(self, right: bool) -> list[str]:
        """Put in the right answer, or a wrong one, and return its texts."""
        question = self.question
        texts = given(question, right)
        if question.kind == "match":
            for name, text in zip(lines(question), texts, strict=True):
                self.option(name).select_option(label=text)
        elif question.kind == "order":
            self._put_in_order(texts)
        elif question.kind == "short":
            self.option("Your answer").fill(texts[0])
        else:
            for text in texts:
                self.option(text).check()
        return texts

    def move(self, way: str, text: str) -> Locator:
        """The button that moves a step; it says where the step stands now."""
        return self.button(re.compile(rf"^{way}: {re.escape(text)}, now \d of \d$"))

    def _put_in_order(self, texts: list[str]) -> None:
        for place, text in enumerate(texts):
            while (at := self.steps.all_inner_texts().index(text)) > place:
                self.move("Up", text).click()
                expect(self.steps.nth(at - 1)).to_have_text(text)

    def expect_chosen(self, right: bool) -> None:
        """Wait until the form of the question shown holds this answer."""
        question = self.question
        texts = given(question, right)
        if question.kind == "match":
            for name, text in zip(lines(question), texts, strict=True):
                expect(self.option(name).locator("option:checked")).to_have_text(text)
        elif question.kind == "order":
            expect(self.steps).to_have_text(texts)
        elif question.kind == "short":
            expect(self.option("Your answer")).to_have_value(texts[0])
        else:
            assert sorted(self.chosen()) == sorted(texts)

    def answer(self, right: bool) -> list[str]:
        """Give the right answer, or a wrong one; return its texts once the verdict shows."""
        texts = self.choose(right)
        self.press_answer()
        expect(self.verdict).to_have_text(verdict_of(right))
        return texts

    def press_answer(self) -> None:
        # Pressed before it can be, it makes Playwright scroll the page about in search of it.
        expect(self.answer_button).to_have_css("pointer-events", "auto")
        self.answer_button.click()

    def expect_judged(
        self, question: QuestionDocument, right: bool, within: Locator | None = None
    ) -> None:
        """Wait until the answer given stands there with what is right."""
        for text, mark in judged(question, right):
            expect(self.answered(text, within)).to_contain_text(mark)
        if question.kind == "order" and not right:
            words = f"The right order: {question.key_said()}"
            expect((within or self.root).get_by_text(words, exact=True)).to_be_visible()

    def answered(self, text: str, within: Locator | None = None) -> Locator:
        """A line of the answer as it is shown with the verdict."""
        own = self.page.get_by_text(text, exact=True)
        return (within or self.root).get_by_role("listitem").filter(has=own).last

    def finish(self, *right: bool) -> None:
        """Answer the questions that follow, each right or wrong, and go on to the results."""
        for number, one in enumerate(right, 1):
            self.at(number, len(right))
            self.answer(one)
            self.onward.click()
        self.results(sum(right), len(right))

    def results(self, right: int, length: int = 5) -> Locator:
        """Wait for the results; return the questions listed under them."""
        percent = int(100 * right / length + 0.5)
        expect(self.prompt).to_have_text(f"Your result: {right} of {length} ({percent}%)")
        return self.root.locator("ol.review > li")


def beside(page: Page, edition: Edition) -> Panel:
    """Open the quiz in the panel beside the brief that was published as this edition."""
    assert edition.paper
    page.goto(edition.brief.get_absolute_url())
    return Panel(page, read_paper(edition.paper)).ready()


def alone(page: Page, edition: Edition) -> Panel:
    """Open the quiz of this edition on its own page."""
    assert edition.paper
    page.goto(reverse("quiz:paper", args=[edition.paper.pk]))
    return Panel(page, read_paper(edition.paper)).ready()


def verdict_of(right: bool) -> re.Pattern[str]:
    return re.compile("^Correct" if right else "^Incorrect")


# What a reader sees marked stands on a ground of its own: sentences of the brief, claims of the
# evidence.
MARKED = """
  keys => {
    const places = [...document.querySelectorAll("main [data-claims]")];
    const isMarked = place => getComputedStyle(place).backgroundColor !== "rgba(0, 0, 0, 0)";
    const restsOnThem = place => place.dataset.claims.split(" ").some(key => keys.includes(key));
    return places.some(isMarked) === places.some(restsOnThem)
      && places.every(place => isMarked(place) === restsOnThem(place));
  }
"""


def expect_marked(page: Page, *keys: str) -> None:
    """Wait until the reader sees marked what rests on these claims, and nothing else."""
    page.wait_for_function(MARKED, arg=list(keys))


def sentence_on(page: Page, key: str) -> Locator:
    """The first sentence of a brief's own text that rests on a claim."""
    return page.locator(f".prose .sentence[data-claims~={key}]").first
