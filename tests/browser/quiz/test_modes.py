"""Tests, what was missed, and what is due for review, beside the brief and without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from briefing.models import Edition
from quiz.models import Answer, Attempt, ReviewCard
from quiz.results.spaced_repetition import schedule_reviews
from tests.browser.conftest import Ask, NewPage, OpenQuiz
from tests.support.browser.quiz_panel import Panel, alone, beside

pytestmark = pytest.mark.browser

KINDS = ("single", "match", "short")


@pytest.fixture
def running_test(open_quiz: OpenQuiz, ask: Ask) -> Panel:
    """A test of three questions on one theme, begun."""
    panel = open_quiz(ask(*KINDS))
    panel.choose_test()
    panel.start_on("Actors", 3)
    return panel


def expect_nothing_told(panel: Panel) -> None:
    """See that what the page is made of says nothing of what is right."""
    expect(panel.verdict).to_have_count(0)
    source = panel.root.inner_html()
    told = [
        words
        for question in panel.questions.values()
        for words in (question.explanation, *(o.feedback for o in question.options))
        if words in source
    ]
    assert told == []
    assert not re.search("data-mark|[Rr]ight answer|passage|· right", source)


def keep(panel: Panel, number: int, right: bool) -> None:
    """Put in an answer of a test and go on."""
    panel.at(number, 3)
    panel.choose(right)
    expect_nothing_told(panel)
    panel.press_answer()


def test_a_test_tells_nothing_until_it_is_handed_in(running_test: Panel):
    for number, right in enumerate((False, True, True), 1):
        keep(running_test, number, right)
    expect(running_test.prompt).to_have_text("3 of 3 answered")
    expect_nothing_told(running_test)
    running_test.root.get_by_role("listitem").first.get_by_role("link").click()
    running_test.at(1, 3)
    running_test.expect_chosen(right=False)
    keep(running_test, 1, right=True)
    expect(running_test.prompt).to_have_text("3 of 3 answered")
    running_test.button("Hand in").click()
    running_test.results(3, 3)
    assert Answer.objects.count() == 3


def test_the_overview_shows_what_is_open_and_leads_there(running_test: Panel):
    keep(running_test, 1, right=True)
    running_test.at(2, 3)
    running_test.link("All questions, and handing in").click()
    expect(running_test.prompt).to_have_text("1 of 3 answered")
    rows = running_test.root.get_by_role("listitem")
    for row, said in zip(rows.all(), ("answered", "open", "open"), strict=True):
        expect(row).to_contain_text(re.compile(f"{said}$"))
    rows.nth(2).get_by_role("link").click()
    keep(running_test, 3, right=True)
    running_test.at(2, 3)
    running_test.link("All questions, and handing in").click()
    expect(running_test.prompt).to_have_text("2 of 3 answered")
    running_test.button("Hand in").click()
    listed = running_test.results(2, 3)
    expect(listed.nth(1)).to_contain_text("Not answered")
    expect(listed.nth(1)).to_contain_text("Right answer")


def test_a_test_that_is_handed_in_shows_verdicts_and_changes_no_more(running_test: Panel):
    keep(running_test, 1, right=False)
    running_test.at(2, 3)
    running_test.link("All questions, and handing in").click()
    running_test.button("Hand in").click()
    running_test.results(0, 3)
    address = re.sub("$", "1/", f"/quiz/attempts/{Attempt.objects.get().public_id}/")
    running_test.page.goto(address)
    expect(running_test.verdict).to_have_text("Not right")
    expect(running_test.answer_button).to_have_count(0)
    running_test.onward.click()
    running_test.results(0, 3)


def test_when_the_time_is_up_what_was_given_counts(open_quiz: OpenQuiz, ask: Ask):
    panel = open_quiz(ask(*KINDS))
    panel.choose_test("5 minutes")
    panel.start_on("Actors", 3)
    expect(panel.root.get_by_text("Answers kept by then count.")).to_be_visible()
    keep(panel, 1, right=True)
    panel.at(2, 3)
    Attempt.objects.update(deadline=timezone.now())
    panel.choose(right=True)
    panel.press_answer()
    panel.results(1, 3)
    expect(panel.root.get_by_text("The time ran out.")).to_be_visible()
    assert Answer.objects.count() == 1


CLOCKS = {"right": 0, "ten minutes slow": -10, "ten minutes fast": 10}


@pytest.fixture(params=CLOCKS)
def timed(request: pytest.FixtureRequest, new_page: NewPage, ask: Ask) -> Panel:
    """A test of three questions in five minutes, begun where the clock is right or wrong."""
    return begin_timed(new_page(), ask(*KINDS), CLOCKS[request.param])


def begin_timed(page: Page, edition: Edition, minutes_off: int = 0) -> Panel:
    """Begin a test of five minutes on the theme Actors, on a page whose time can be put on."""
    page.clock.install(time=timezone.now() + timedelta(minutes=minutes_off))
    panel = beside(page, edition)
    panel.choose_test("5 minutes")
    panel.start_on("Actors", len(panel.questions) - 1)
    return panel


def test_the_time_left_runs_down(timed: Panel):
    left, clock = timed.root.locator(".deadline"), timed.page.clock
    expect(left).to_contain_text(re.compile(r"^4:5\d left, until \d\d:\d\d UTC"))
    clock.fast_forward("01:00")
    expect(left).to_contain_text(re.compile(r"^3:5\d left, until "))
    clock.fast_forward("03:00")
    expect(left.get_by_role("status")).to_have_text("One minute left.")
    clock.fast_forward("02:00")
    expect(left).to_contain_text(re.compile(r"^Time was up at \d\d:\d\d UTC"))


def test_what_is_on_the_screen_when_the_time_runs_out_is_handed_in(timed: Panel):
    timed.choose(right=True)
    timed.page.clock.run_for("04:45")
    timed.at(1, 3)
    timed.page.clock.run_for("00:14")
    timed.at(2, 3)
    assert Answer.objects.get().mark == 1


def test_a_page_that_was_too_busy_at_the_time_hands_in_as_soon_as_it_can(
    new_page: NewPage, ask: Ask
):
    panel = begin_timed(new_page(), ask(*KINDS))
    panel.choose(right=True)
    panel.page.clock.fast_forward("04:58")
    panel.at(2, 3)
    assert Answer.objects.get().mark == 1


def test_a_page_out_of_sight_hands_in_a_minute_before(new_page: NewPage, ask: Ask):
    """A browser may let it act but once a minute."""
    panel = begin_timed(new_page(), ask(*KINDS))
    panel.choose(right=True)
    panel.page.clock.fast_forward("04:00")
    panel.at(1, 3)
    panel.page.evaluate("Object.defineProperty(document, 'hidden', {get: () => true})")
    panel.page.clock.run_for("00:01")
    panel.at(2, 3)
    assert Answer.objects.get().mark == 1


def leave(seconds: float) -> None:
    """Let the time of the test that was begun run out in so many seconds."""
    Attempt.objects.update(deadline=timezone.now() + timedelta(seconds=seconds))


def test_an_order_that_nobody_moved_is_not_handed_in_for_the_reader(new_page: NewPage, ask: Ask):
    panel = begin_timed(new_page(), ask("order"))
    panel.page.clock.run_for("04:58")
    expect(panel.root.locator(".deadline")).to_contain_text(re.compile("^0:0[12] left"))
    panel.page.clock.fast_forward("00:03")
    expect(panel.root.locator(".deadline")).to_contain_text("Time was up")
    panel.page.wait_for_load_state("networkidle")
    assert not Answer.objects.exists()


def test_an_order_that_was_moved_at_the_last_moment_is_handed_in(new_page: NewPage, ask: Ask):
    panel = begin_timed(new_page(), ask("order"))
    leave(2.9)
    panel.root.get_by_role("button", name="Down: ").first.click()
    expect(panel.prompt).to_have_text("1 of 1 answered")
    assert Answer.objects.count() == 1


def test_a_practice_quiz_can_be_ended_before_its_last_question(open_quiz: OpenQuiz, ask: Ask):
    panel = open_quiz(ask(*KINDS))
    panel.start_on("Actors", 3)
    panel.answer(right=True)
    panel.onward.click()
    panel.at(2, 3)
    panel.button("End here and see the results").click()
    panel.results(1, 1)
    panel.link("Another quiz, freshly drawn").click()
    panel.ready()
    expect(panel.link("Go on where you left off")).to_have_count(0)


def test_what_was_missed_can_be_asked_again(open_quiz: OpenQuiz, ask: Ask):
    panel = open_quiz(ask(*KINDS))
    panel.start_on("Actors", 3)
    panel.finish(True, False, True)
    panel.link("Another quiz, freshly drawn").click()
    panel.button("Again with the 1 I missed").click()
    panel.finish(True)
    panel.link("Another quiz, freshly drawn").click()
    panel.ready()
    expect(panel.button("I missed")).to_have_count(0)


def has_reviews(page: Page, ask: Ask) -> Panel:
    """Finish a quiz of three, as if its cards had fallen due."""
    panel = alone(page, ask(*KINDS))
    panel.start_on("Actors", 3)
    panel.finish(True, False, True)
    schedule_reviews(Attempt.objects.get().reader)
    assert ReviewCard.objects.update(due=timezone.now()) == 3
    return panel


@pytest.mark.parametrize(("script", "place"), [(True, "/"), (False, "/quiz/mine/")])
def test_what_is_due_is_offered_for_review(new_page: NewPage, ask: Ask, script: bool, place: str):
    page = new_page(java_script_enabled=script)
    panel = has_reviews(page, ask)
    page.goto("/")
    if not script:
        page.get_by_role("main").get_by_role("link", name="Your quizzes").click()
    assert page.url.endswith(place)
    expect(page.get_by_text("3 due for review today")).to_be_visible()
    page.get_by_role("button", name="Review now").click()
    panel.finish(True, True, True)
    page.goto(place)
    expect(page.get_by_text("100%: The sky")).to_be_visible()
    expect(page.get_by_role("button", name="Review now")).to_have_count(0)
    assert ReviewCard.objects.filter(due__gt=timezone.now() + timedelta(hours=1)).count() == 3
