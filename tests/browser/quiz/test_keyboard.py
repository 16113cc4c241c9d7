import pytest
from playwright.sync_api import expect

from tests.support.browser.keyboard import Keyboard
from tests.support.browser.quiz_panel import Panel

pytestmark = pytest.mark.browser


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
        keyboard.press("Enter")
        expect(panel.prompt).to_be_focused()
    panel.results(right=3)


def test_the_verdict_is_heard_before_the_way_on(keyboard: Keyboard, panel: Panel):
    keyboard.start()
    keyboard.answer(right=False)
    expect(panel.onward).to_have_accessible_name("Incorrect Next question")
    keyboard.press("Enter")
    panel.at(2)
    keyboard.answer(right=True)
    expect(panel.onward).to_have_accessible_name("Correct Next question")


def test_a_themes_box_can_be_cleared_by_keyboard(keyboard: Keyboard, panel: Panel):
    keyboard.open_options()
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
