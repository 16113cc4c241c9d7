import random
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from playwright.sync_api import Browser, Page, expect, sync_playwright

from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import publish
from briefing.models import Edition
from quiz.paper import PaperDocument, read_paper
from tests.support.browser.chromium import launch
from tests.support.browser.database import Copy
from tests.support.browser.failures import keep_pictures
from tests.support.browser.faults import Faults
from tests.support.browser.quiz_panel import Panel, alone, beside
from tests.support.quiz.questions import ONE_OF_EACH

SECONDS = 1000
PATIENCE = 15 * SECONDS
expect.set_options(timeout=PATIENCE)

FAILED = pytest.StashKey[bool]()
NewPage = Callable[..., Page]
Ask = Callable[..., Edition]
OpenQuiz = Callable[[Edition], Panel]


@pytest.fixture(scope="session")
def empty_database(django_db_setup: None, django_db_blocker: Any) -> Copy:
    """The database as the migrations leave it."""
    with django_db_blocker.unblock():
        return Copy()


@pytest.fixture
def transactional_db(empty_database: Copy, django_db_blocker: Any) -> Iterator[None]:
    """Let the test and the site write to the database, and undo it afterwards.

    It takes the place of pytest-django's fixture, which empties all tables one by one and fills
    Django's own anew.
    """
    # Tests of migrations give the content types other numbers.
    ContentType.objects.clear_cache()
    with django_db_blocker.unblock():
        yield
        empty_database.put_back()
    ContentType.objects.clear_cache()


@pytest.fixture
def db(transactional_db: None) -> None:
    """Nothing is hidden in a transaction: the site has connections of its own."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # While Playwright runs, Django takes this thread for an asynchronous one and would refuse
        # it the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def faults(live_server: Any) -> Faults:
    """What goes wrong in the test's browser; what is left at its end fails the test."""
    return Faults(live_server.url)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Let fixtures know of a failure, so that they keep what the browser showed."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture
def new_page(
    request: pytest.FixtureRequest, browser: Browser, live_server: Any, faults: Faults
) -> Iterator[NewPage]:
    """Open a page as another reader would, who has been nowhere yet: `new_page(width=360)`.

    In a hasty one animations take no time.
    """
    contexts = []

    def open_page(width: int = 1280, height: int = 800, hasty: bool = True, **options: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(PATIENCE)
        context.tracing.start(snapshots=True)
        faults.watch(context)
        contexts.append(context)
        page = context.new_page()
        if hasty:
            # A button lies still for half a second after a page or a fragment has come.
            devtools = context.new_cdp_session(page)
            devtools.send("Animation.enable")
            devtools.send("Animation.setPlaybackRate", {"playbackRate": 100})
        return page

    yield open_page
    for page in (page for context in contexts for page in context.pages):
        # What a page has reported before it answers has then arrived.
        page.title()
    left = faults.left
    if left or FAILED in request.node.stash:
        keep_pictures(contexts, request.node.name)
    for context in contexts:
        context.close()
    assert not left, "\n".join(left)


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A browser's page in which any fault of the site fails the test at its end."""
    return new_page()


@pytest.fixture
def live(edition: Edition, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the bundled brief on a running site, whose quizzes are drawn alike."""
    monkeypatch.setattr("quiz.views.attempt.RNG", random.Random(2017))
    return edition.brief.get_absolute_url()


@pytest.fixture
def paper(edition: Edition) -> PaperDocument:
    """The questions that are asked on the bundled brief."""
    assert edition.paper
    return read_paper(edition.paper)


@pytest.fixture
def panel(page: Page, live: str, paper: PaperDocument) -> Panel:
    """The quiz panel beside the brief, before a quiz is begun."""
    page.goto(live)
    return Panel(page, paper).ready()


@pytest.fixture
def ask(live_server: Any, small: Callable[..., dict[str, Any]]) -> Ask:
    """Publish a small brief with a question of each of some kinds: `ask("match", "short")`.

    They are of the theme Actors; one on how its only claim is known comes with them.
    """

    def publish_questions(*kinds: str) -> Edition:
        questions = [
            ONE_OF_EACH[kind].model_dump(mode="json", exclude_defaults=True)
            | {"key": kind, "prompt": f"What fits here, and is a {kind}?"}
            for kind in kinds
        ]
        document = BriefDocument.model_validate(small(questions=questions))
        return publish(replace_draft(document).pk)[0]

    return publish_questions


@pytest.fixture(params=["beside the brief", "without JavaScript"])
def open_quiz(request: pytest.FixtureRequest, new_page: NewPage) -> OpenQuiz:
    """Open the quiz of an edition, in each of the two ways there are: `open_quiz(ask("short"))`."""
    if request.param == "beside the brief":
        return lambda edition: beside(new_page(), edition)
    return lambda edition: alone(new_page(java_script_enabled=False), edition)


@pytest.fixture
def editor(new_page: NewPage, admin_user: Any) -> Page:
    """A page of an editor who has signed in and sees the desk."""
    page = new_page()
    page.goto("/admin/")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Briefs and what belongs to them")).to_be_visible()
    return page
