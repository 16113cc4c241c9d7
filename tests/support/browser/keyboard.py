import pytest
from playwright.sync_api import Locator, expect

from tests.support.browser.answers import given, lines
from tests.support.browser.quiz_panel import Panel, verdict_of

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

    def tab_to(self, aim: Locator, key: str = "Tab") -> None:
        for _ in range(20):
            self.press(key)
            self.sees_the_focus()
            if self.is_on(aim):
                return
        pytest.fail(f"Tab does not reach {aim}")

    def is_on(self, aim: Locator) -> bool:
        return bool(aim.evaluate("element => element === document.activeElement"))

    def sees_the_focus(self) -> None:
        assert self.page.evaluate(FOCUS_SHOWS)

    def to_the_panel(self) -> None:
        self.tab_to(self.page.get_by_role("link", name="Skip to the quiz"))
        self.press("Enter")

    def start(self) -> None:
        """Begin a quiz of the shortest length."""
        self.open_options()
        self.tab_to(self.panel.root.locator("[name=length]:checked"))
        self.press("ArrowUp")
        expect(self.panel.length(5)).to_be_checked()
        self._begin()

    def open_options(self) -> None:
        options = self.panel.root.locator("details.options")
        if options.get_attribute("open") is None:
            self.tab_to(options.locator("summary"))
            self.press("Enter")

    def start_on(self, theme: str, count: int) -> None:
        """Begin a quiz on all `count` questions of one theme."""
        self.open_options()
        for box in self.panel.root.get_by_role("checkbox").all():
            self.tab_to(box)
            if theme not in box.locator("xpath=..").inner_text():
                self.press("Space")
        self._begin()
        self.panel.at(1, count)

    def _begin(self) -> None:
        # The button stands before the options.
        self.tab_to(self.panel.start_button, "Shift+Tab")
        self.press("Enter")
        expect(self.panel.prompt).to_be_focused()

    def choose(self, right: bool) -> None:
        question = self.panel.question
        texts = given(question, right)
        if question.kind == "match":
            self._match(lines(question), texts)
        elif question.kind == "order":
            self._put_in_order(texts)
        elif question.kind == "short":
            self.tab_to(self.panel.option("Your answer"))
            self.page.keyboard.type(texts[0])
        elif question.kind == "multiple":
            for text in sorted(texts, key=self.panel.options().index):
                self.tab_to(self.panel.option(text))
                self.press("Space")
        else:
            self._choose_one(texts)

    def _choose_one(self, texts: list[str]) -> None:
        self.tab_to(self.panel.option(self.panel.options()[0]))
        self.press("Space")
        while self.panel.chosen() != texts:
            self.press("ArrowDown")
            self.sees_the_focus()

    def _match(self, names: list[str], texts: list[str]) -> None:
        """Choose by typing for the first line and by arrows for the others."""
        for name, text in zip(names, texts, strict=True):
            line = self.panel.option(name)
            self.tab_to(line)
            if name == names[0]:
                self.page.keyboard.type(text.split()[0])
            while line.locator("option:checked").inner_text() != text:
                self.press("ArrowDown")
            self.sees_the_focus()

    def _put_in_order(self, texts: list[str]) -> None:
        steps = self.panel.steps
        for place, text in enumerate(texts):
            at = steps.all_inner_texts().index(text)
            if at > place:
                self.tab_to(self.panel.move("Up", text))
            for to in range(at - 1, place - 1, -1):
                self.press("Enter")
                expect(steps.nth(to)).to_have_text(text)
                # At the top it cannot go up any further.
                expect(self.panel.move("Up" if to else "Down", text)).to_be_focused()
                self.sees_the_focus()

    def answer(self, right: bool) -> None:
        self.choose(right)
        self.panel.expect_chosen(right)
        if not self.is_on(self.panel.answer_button):
            self.tab_to(self.panel.answer_button)
        self.press("Enter")
        expect(self.panel.verdict).to_have_text(verdict_of(right))
        expect(self.panel.onward).to_be_focused()
        self.sees_the_focus()
