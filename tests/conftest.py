import gc
import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_script_prefix
from django.utils import translation
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings

from briefing.documents.schema import BriefDocument
from briefing.documents.yaml_format import read_brief
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import publish
from briefing.models import Brief, Edition
from quiz.results.jinja import message_in
from tests.support.bracket_language import Brackets
from tests.support.briefing.brief_data import BUNDLED, small_brief
from tests.support.briefing.every_part import EVERY_PART
from tests.support.briefing.page_requests import republished
from tests.support.quiz.questions import ONE_OF_EACH
from tests.support.rows import Rows, rows_of, write

# A slow machine is not a fault of the code. Every day there are few generated cases, and the same
# ones, so that what failed once fails again; `make thorough` looks for new ones.
hypothesis_settings.register_profile(
    "few",
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
hypothesis_settings.register_profile(
    "many",
    hypothesis_settings.get_profile("few"),
    max_examples=1000,
    derandomize=False,
    print_blob=True,
)
# Whether anything fails, and not what is the smallest case.
hypothesis_settings.register_profile(
    "unshrunk", hypothesis_settings.get_profile("few"), phases=[Phase.explicit, Phase.generate]
)
hypothesis_settings.load_profile("few")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--clock", help="run as if it were this time, in UTC: 2028-02-29T23:58")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On another database than SQLite, leave out the tests that use none."""
    if connection.vendor == "sqlite":
        return
    config.hook.pytest_deselected(items=[item for item in items if not _uses_database(item)])
    items[:] = [item for item in items if _uses_database(item)]


def _uses_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


def pytest_collection_finish() -> None:
    """Spare the garbage collector looking through all that was loaded, again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _leave_nothing() -> Iterator[None]:
    yield
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _clock(request: pytest.FixtureRequest) -> Iterator[None]:
    moment = request.config.getoption("clock")
    with time_machine.travel(moment) if moment else nullcontext():
        yield


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture(scope="session")
def bundled() -> BriefDocument:
    """The brief that comes with the program."""
    return read_brief(BUNDLED.read_bytes())


@pytest.fixture(scope="session")
def bundled_rows(
    bundled: BriefDocument, django_db_setup: None, django_db_blocker: Any
) -> list[Rows]:
    """The rows of the bundled brief as a draft, and those of it live."""

    def draft() -> None:
        replace_draft(bundled)

    def live() -> None:
        publish(Brief.objects.get().pk)

    with django_db_blocker.unblock():
        return rows_of(draft, live)


@pytest.fixture
def brief(db: None, bundled: BriefDocument, bundled_rows: list[Rows]) -> Brief:
    """The bundled brief as a draft, not published."""
    if Brief.objects.exists():
        return replace_draft(bundled)
    write(bundled_rows[0])
    return Brief.objects.get()


@pytest.fixture
def edition(brief: Brief, bundled_rows: list[Rows]) -> Edition:
    """The bundled brief, live."""
    if Brief.objects.count() > 1:
        return publish(brief.pk)[0]
    draft, live = bundled_rows
    write(live, there=draft)
    written: Edition = Edition.objects.select_related("brief", "paper").get()
    return written


@pytest.fixture
def editor_client(admin_user: Any) -> Client:
    """A browser in which an editor is signed in."""
    client = Client()
    client.force_login(admin_user)
    return client


@pytest.fixture
def below(settings: Any) -> Iterator[str]:
    """Serve the site below a path, and return its address.

    Static files have theirs worked out but once: setting it here has it worked out anew, then again
    for the tests that follow.
    """
    settings.SITE_URL = "https://readout.example/room"
    settings.FORCE_SCRIPT_NAME = "/room"
    settings.STATIC_URL = "/room/static/"
    with override_script_prefix("/room/"):
        yield settings.SITE_URL


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """Keep requests from closing the connection that holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def queries() -> Callable[[], CaptureQueriesContext]:
    """Count queries in a block: `with queries() as seen: …`, then `len(seen)`.

    A process asks once which models there are, and not in the block.
    """

    def seen() -> CaptureQueriesContext:
        ContentType.objects.get_for_models(*apps.get_models())
        return CaptureQueriesContext(connection)

    return seen


@pytest.fixture
def small() -> Callable[..., dict[str, Any]]:
    """Make the data of a small brief that is whole; keywords replace its parts."""
    return small_brief


@pytest.fixture
def whole(db: None, small: Any) -> Edition:
    """The first edition of a brief with something of everything, which a newer one has followed."""
    questions = [
        question.model_dump(mode="json", exclude_defaults=True) | {"key": kind}
        for kind, question in ONE_OF_EACH.items()
        if kind != "standing"
    ]
    data = small(**EVERY_PART, topics=["Sky", "Sea"], questions=questions)
    edition = publish(replace_draft(BriefDocument.model_validate(data)).pk)[0]
    republished(edition)
    return edition


@pytest.fixture
def brackets(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with translation.override("en-gb"):
        monkeypatch.setattr(translation.trans_real._active, "value", Brackets())  # type: ignore[attr-defined]
        # What was looked up is not looked up again: neither for this test nor after it.
        message_in.cache_clear()
        yield
        message_in.cache_clear()
