import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.panel import Panel, answer_to, verdict_of

pytestmark = pytest.mark.browser

# An option shows the focus of its control around the whole of it.
FOCUS_SHOWS = """
  () => [document.activeElement, document.activeElement.closest("label")].some(element => {
    if (!element) return false;
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  })
"""


class Keyboard:
    """A reader without a mouse, who must see at each step where the focus is."""

    def __init__(self, panel: Panel) -> None:
        self.panel, self.page = panel, panel.page

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def tab_to(self, aim: Locator) -> None:
        for _ in range(15):
            self.press("Tab")
            assert self.page.evaluate(FOCUS_SHOWS)
            if self.is_on(aim):
                return
        pytest.fail(f"Tab does not reach {aim}")

    def is_on(self, aim: Locator) -> bool:
        return bool(aim.evaluate("element => element === document.activeElement"))

    def to_the_panel(self) -> None:
        self.tab_to(self.page.get_by_role("link", name="Skip to the quiz"))
        self.press("Enter")

    def start(self) -> None:
        """Begin a quiz of the shortest length."""
        self.tab_to(self.panel.root.get_by_role("radio", checked=True))
        self.press("ArrowUp")
        expect(self.panel.option("5 questions")).to_be_checked()
        self.tab_to(self.panel.start_button)
        self.press("Enter")
        expect(self.panel.prompt).to_be_focused()

    def choose(self, texts: list[str]) -> None:
        """Choose options from the prompt on: boxes by Tab and Space, one of several by arrows."""
        if self.panel.question.several:
            for text in texts:
                self.tab_to(self.panel.option(text))
                self.press("Space")
            return
        self.tab_to(self.panel.option(self.panel.options()[0]))
        self.press("Space")
        while self.panel.chosen() != texts:
            self.press("ArrowDown")
            assert self.page.evaluate(FOCUS_SHOWS)

    def answer(self, right: bool) -> None:
        texts = answer_to(self.panel.question, right)
        self.choose(sorted(texts, key=self.panel.options().index))
        assert sorted(self.panel.chosen()) == sorted(texts)
        self.tab_to(self.panel.answer_button)
        self.press("Enter")
        expect(self.panel.verdict).to_have_text(verdict_of(right))
        expect(self.panel.onward).to_be_focused()


@pytest.fixture
def keyboard(panel: Panel) -> Keyboard:
    keyboard = Keyboard(panel)
    keyboard.to_the_panel()
    return keyboard


def test_a_whole_quiz_by_keyboard(keyboard: Keyboard, panel: Panel):
    keyboard.start()
    for number, right in enumerate((True, False, True, False, True), 1):
        panel.at(number)
        keyboard.answer(right)
        assert panel.page.evaluate(FOCUS_SHOWS)
        keyboard.press("Enter")
        expect(panel.prompt).to_be_focused()
    panel.results(right=3)


def test_the_verdict_is_heard_before_the_way_on(keyboard: Keyboard, panel: Panel):
    keyboard.start()
    keyboard.answer(right=False)
    expect(panel.onward).to_have_accessible_name("Not right Next question")
    keyboard.press("Enter")
    panel.at(2)
    keyboard.answer(right=True)
    expect(panel.onward).to_have_accessible_name("Right Next question")


def test_a_question_and_its_options_are_heard_as_one_group(keyboard: Keyboard, panel: Panel):
    keyboard.start()
    question = panel.question
    group = panel.root.get_by_role("group", name=question.prompt)
    options = group.get_by_role("checkbox" if question.several else "radio")
    expect(options).to_have_count(len(question.options))
    for option in question.options:
        name = re.compile(f"^{re.escape(option.text)}$")
        expect(panel.option(option.text)).to_have_accessible_name(name)


def test_a_themes_box_can_be_cleared_by_keyboard(keyboard: Keyboard, panel: Panel):
    box = panel.root.get_by_role("checkbox", name="Motives")
    keyboard.tab_to(box)
    keyboard.press("Space")
    expect(box).not_to_be_checked()
    keyboard.start()
    for number in range(1, 6):
        panel.at(number)
        assert panel.question.theme != "motives"
        keyboard.answer(right=True)
        keyboard.press("Enter")
