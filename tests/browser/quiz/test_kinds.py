import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from quiz.choices import Theme
from quiz.models import Attempt
from tests.browser.conftest import Ask, NewPage
from tests.support.browser.answers import controls
from tests.support.browser.keyboard import Keyboard
from tests.support.browser.quiz_panel import Panel, alone, beside, expect_marked
from tests.support.quiz.questions import ONE_OF_EACH, PAIRS

pytestmark = pytest.mark.browser

CLAIM = "The sky is blue."
Reader = Panel | Keyboard


def with_mouse(new_page: NewPage, edition: Any) -> tuple[Reader, Panel]:
    panel = beside(new_page(), edition)
    return panel, panel


def with_keyboard(new_page: NewPage, edition: Any) -> tuple[Reader, Panel]:
    panel = beside(new_page(), edition)
    keyboard = Keyboard(panel)
    keyboard.to_the_panel()
    return keyboard, panel


def without_javascript(new_page: NewPage, edition: Any) -> tuple[Reader, Panel]:
    panel = alone(new_page(java_script_enabled=False), edition)
    return panel, panel


@pytest.mark.parametrize("right", [True, False])
@pytest.mark.parametrize("open_as", [with_mouse, with_keyboard, without_javascript])
@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_each_kind_is_answered_and_judged(
    kind: str, open_as: Callable[..., Any], right: bool, new_page: NewPage, ask: Ask
):
    reader, panel = open_as(new_page, ask("single" if kind == "standing" else kind))
    theme = Theme.STANDING if kind == "standing" else Theme.ACTORS
    reader.start_on(str(theme.label), 1)
    question = panel.question
    reader.answer(right)
    panel.expect_judged(question, right)
    expect(panel.root.get_by_text(question.explanation, exact=True)).to_be_visible()
    expect(panel.root.locator(".passage").get_by_text(CLAIM)).to_be_visible()
    expect(panel.link("See c1 in the brief")).to_be_visible()
    if open_as is not without_javascript:
        expect_marked(panel.page, "c1")


def test_each_kind_is_heard_as_one_group_with_its_controls(new_page: NewPage, ask: Ask):
    panel = beside(new_page(), ask(*(kind for kind in ONE_OF_EACH if kind != "standing")))
    panel.start(length=7)
    kinds = set()
    for number in range(1, 8):
        attempt = Attempt.objects.get()
        panel.page.goto(reverse("quiz:question", args=[attempt.public_id, number]))
        question = panel.question
        kinds.add(question.kind)
        group = panel.root.get_by_role("group", name=question.prompt)
        for role, name in controls(question):
            whole = re.compile(f"^{re.escape(name)}(, now . of 3)?$")
            expect(group.get_by_role(role, name=whole)).to_be_visible()
    assert kinds == set(ONE_OF_EACH)


@pytest.mark.parametrize("open_as", [beside, alone])
def test_what_is_dragged_to_a_line_is_chosen_there(
    open_as: Callable[..., Panel], new_page: NewPage, ask: Ask
):
    panel = open_as(new_page(), ask("match"))
    panel.start_on(str(Theme.ACTORS.label), 1)
    for line, answer in PAIRS.items():
        chip = panel.root.locator(".chips li").get_by_text(answer, exact=True)
        chip.drag_to(panel.root.locator(".match").filter(has_text=line).locator("label"))
        chosen = panel.root.get_by_label(line, exact=True).locator("option:checked")
        expect(chosen).to_have_text(answer)
    panel.root.get_by_role("button", name="Answer").click()
    expect(panel.verdict).to_have_text("Correct")


def test_partly_correct_has_a_word_a_sign_and_a_colour_of_its_own(new_page: NewPage, ask: Ask):
    looks = {}
    for texts in (["Option 0", "Option 1"], ["Option 0"], ["Option 2"]):
        panel = beside(new_page(), ask("multiple"))
        panel.start_on("Actors", 1)
        for text in texts:
            panel.option(text).check()
        panel.press_answer()
        expect(panel.verdict).to_be_visible()
        looks[panel.verdict.inner_text()] = panel.verdict.evaluate(
            "v => [getComputedStyle(v).color, getComputedStyle(v, '::before').content]"
        )
    assert list(looks) == ["Correct", "Partly correct ½ point", "Incorrect"]
    assert [len({look[part] for look in looks.values()}) for part in (0, 1)] == [3, 3]
