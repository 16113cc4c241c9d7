import gc
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_script_prefix
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from briefing.documents.schema import BriefDocument
from briefing.documents.yaml_format import read_brief
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import publish
from briefing.models import Brief, Edition
from quiz.results.jinja import message_in
from tests.support.again import again
from tests.support.bracket_language import Brackets
from tests.support.briefing.every_part import EVERY_PART
from tests.support.briefing.page_requests import republished
from tests.support.quiz.questions import ONE_OF_EACH

BUNDLED = Path(settings.BASE_DIR) / "briefing" / "briefs" / "russia-and-the-taliban.yaml"

# A slow machine is not a fault of the code, and what failed once must fail again.
hypothesis_settings.register_profile(
    "readout",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
hypothesis_settings.register_profile(
    "fast", hypothesis_settings.get_profile("readout"), max_examples=12
)
hypothesis_settings.load_profile("readout")


def pytest_collection_finish() -> None:
    """Spare the garbage collector looking through all that was loaded, again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _leave_nothing() -> Iterator[None]:
    yield
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture(scope="session")
def bundled() -> BriefDocument:
    """The brief that comes with the program."""
    return read_brief(BUNDLED.read_bytes())


@pytest.fixture
def brief(db: None, bundled: BriefDocument) -> Brief:
    """The bundled brief as a draft, not published."""
    return again("the bundled draft", lambda: replace_draft(bundled))


@pytest.fixture
def edition(brief: Brief) -> Edition:
    """The bundled brief, live."""
    return again("the bundled edition", lambda: publish(brief.pk)[0])


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


PASSAGE = {"section": "background", "text": "The sky is blue. [c1]"}


def small_brief(**parts: Any) -> dict[str, Any]:
    options = [
        {"text": "Yes", "right": True, "feedback": "So it is."},
        {"text": "No", "feedback": "The claim says otherwise."},
        {"text": "Perhaps", "feedback": "The claim leaves no doubt."},
    ]
    question = {
        "key": "q1",
        "theme": "actors",
        "skill": "recall",
        "kind": "single",
        "prompt": "Is the sky blue?",
        "explanation": "The claim says so.",
        "evidence": ["c1"],
        "options": options,
    }
    claim = {
        "key": "c1",
        "section": "background",
        "standing": "established",
        "paragraphs": [1],
        "actors": ["sky"],
        "text": "The sky is blue.",
        "bare": "The sky is blue.",
    }
    return {
        "format": "2",
        "slug": "sky",
        "title": "The sky",
        "standfirst": "On the sky.",
        "bottom_line": "It is blue.",
        "article": {"paragraphs": ["It is blue.", "It is wide."]},
        "actors": [
            {"key": "sky", "name": "Sky", "kind": "bloc"},
            {"key": "sea", "name": "Sea", "kind": "bloc"},
        ],
        # Other claims are not what this text names.
        "passages": [] if "claims" in parts else [PASSAGE],
        "claims": [claim],
        "questions": [question],
    } | parts


def text_of(html: str) -> str:
    """Return the words of a page as one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


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
