"""Every address of the desk, and who may look there and send something to it."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import publish
from briefing.models import Actor, Article, Edition
from quiz.models import Question
from tests.support.briefing.desk_forms import CLAIM, Desk, change, more, publishing
from tests.support.briefing.users import (
    ANYBODY,
    EDITOR,
    PUBLISHER,
    RANKS,
    STAFF,
    SUPERUSER,
    browser_of,
)

pytestmark = pytest.mark.django_db
NOBODY = "nobody"


class Rule(NamedTuple):
    """From which rank on one may look, and send; and what the answer is then."""

    look: str
    send: str
    seen: int = 200
    taken: int = 200
    refused: int = 403


def forms_of(look: str, change: str, delete: str, added: int = 200) -> dict[str, Rule]:
    """Return the rules for what Django gives each model: a list, forms and a history."""
    return {
        "changelist": Rule(look, look),
        "add": Rule(change, change, added, added),
        "change": Rule(look, change),
        "history": Rule(look, look),
        "delete": Rule(delete, delete, taken=302),
    }


# An address that is not here fails the test: whoever adds one says here who may go there.
MODELS = {
    "briefing_brief": forms_of(EDITOR, EDITOR, PUBLISHER)
    | {
        "publish": Rule(PUBLISHER, PUBLISHER, taken=302),
        "unpublish": Rule(PUBLISHER, PUBLISHER, taken=302),
        "unschedule": Rule(STAFF, PUBLISHER, seen=405, taken=302),
        "versions": Rule(EDITOR, STAFF, taken=405),
        "compare": Rule(EDITOR, STAFF, taken=405),
        "report": Rule(EDITOR, ANYBODY, taken=405),
        "report_question": Rule(EDITOR, ANYBODY, taken=405),
        "report_claims": Rule(EDITOR, ANYBODY, taken=405),
        "report_file": Rule(EDITOR, ANYBODY, taken=405),
        "exchange": Rule(EDITOR, EDITOR, taken=422),
        "export": Rule(EDITOR, EDITOR),
        "import": Rule(EDITOR, EDITOR, taken=422),
        # What is to be brought back or put together is not named here.
        "restore": Rule(STAFF, EDITOR, seen=405, taken=404),
        "together": Rule(STAFF, EDITOR, seen=405, taken=404),
        "checks": Rule(STAFF, EDITOR, seen=405),
        "checks_add": Rule(STAFF, EDITOR, seen=405),
        "search": Rule(EDITOR, EDITOR),
    },
    "briefing_article": forms_of(EDITOR, EDITOR, PUBLISHER),
    "briefing_actor": forms_of(EDITOR, EDITOR, PUBLISHER),
    "briefing_edition": forms_of(PUBLISHER, NOBODY, NOBODY),
    "quiz_question": forms_of(EDITOR, EDITOR, EDITOR, added=302)
    | {
        "together": Rule(STAFF, EDITOR, seen=405, taken=404),
        "checks": Rule(STAFF, EDITOR, seen=405),
        "checks_add": Rule(STAFF, EDITOR, seen=405, taken=404),
    },
    "admin_logentry": forms_of(PUBLISHER, NOBODY, NOBODY),
    "auth_user": forms_of(SUPERUSER, SUPERUSER, SUPERUSER),
}
# An attempt that is not kept leads to the start of a new one.
PREVIEWED = {
    "page": Rule(EDITOR, EDITOR, taken=405),
    "paper": Rule(EDITOR, EDITOR, taken=405),
    "attempts": Rule(EDITOR, EDITOR, seen=405, taken=422),
    "attempt": Rule(EDITOR, EDITOR, seen=302, taken=405),
    "hand_in": Rule(EDITOR, EDITOR, seen=405, taken=302),
    "question": Rule(EDITOR, EDITOR, seen=302, taken=302),
}
PREVIEW = {f"briefing_brief_preview_{act}": rule for act, rule in PREVIEWED.items()}
TABLE = {f"{model}_{act}": rule for model, acts in MODELS.items() for act, rule in acts.items()} | {
    **PREVIEW,
    "index": Rule(STAFF, STAFF),
    "app_list": Rule(EDITOR, EDITOR, refused=404),
    "password_change": Rule(STAFF, STAFF),
    "password_change_done": Rule(STAFF, STAFF, taken=405),
    "autocomplete": Rule(NOBODY, STAFF, taken=405),
    "jsi18n": Rule(STAFF, STAFF, taken=405),
    "view_on_site": Rule(STAFF, STAFF, 302, 302),
    "auth_user_password_change": Rule(SUPERUSER, SUPERUSER),
}
# Signing in and out is for everybody.
OPEN = {"login", "logout"}


def names(patterns: Any, prefix: str = "") -> Iterator[str]:
    """Return the name of each address of the desk; of one without a name, its pattern."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, f"{prefix}{pattern.pattern}")
        elif isinstance(pattern, URLPattern):
            yield pattern.name or f"{prefix}{pattern.pattern}"


def test_every_address_of_the_desk_has_its_rule():
    models = [model._meta for model in admin.site._registry]
    # Django sends what is short of an act to the change form, and the rest to no page.
    forms = {f"{model.app_label}/{model.model_name}/<path:object_id>/" for model in models}
    assert set(names(admin.site.urls[0])) - forms - {"(?P<url>.*)$"} == set(TABLE) | OPEN


@pytest.fixture
def addresses(db, small) -> dict[str, str]:
    """The address of every page of the desk, each of a row that can be looked at and deleted."""
    brief = replace_draft(BriefDocument.model_validate(small()))
    live = replace_draft(BriefDocument.model_validate(small(slug="sea", title="The sea")))
    user = User.objects.create_user("one-of-many")
    LogEntry.objects.log_actions(user.pk, [brief], 2, "Changed.")
    rows = {
        "briefing_brief": brief,
        "briefing_article": Article.objects.create(paragraphs=["Unused."]),
        "briefing_actor": Actor.objects.create(key="moon", name="Moon", kind="bloc"),
        "briefing_edition": publish(live.pk)[0],
        "quiz_question": Question.objects.get(quiz=brief.quiz),
        "admin_logentry": LogEntry.objects.get(),
        "auth_user": User.objects.create_user("one-more"),
    }
    arguments: dict[str, list[Any]] = {
        "briefing_brief_export": [brief.pk, "gift"],
        "briefing_brief_import": [],
        "briefing_brief_search": [],
        "briefing_brief_checks_add": [],
        "quiz_question_checks": [Question.objects.get(quiz=brief.quiz).pk],
        "quiz_question_checks_add": [],
        "briefing_brief_report": [live.pk],
        "briefing_brief_report_question": [live.pk, "q1"],
        "briefing_brief_report_claims": [live.pk],
        "briefing_brief_report_file": [live.pk, "readers"],
        "app_list": ["briefing"],
        "view_on_site": [ContentType.objects.get_for_model(Edition).pk, Edition.objects.get().pk],
        "auth_user_password_change": [rows["auth_user"].pk],
    }
    attempt: dict[str, list[Any]] = {
        "attempt": [uuid4()],
        "hand_in": [uuid4()],
        "question": [uuid4(), 1],
    }
    for act in PREVIEWED:
        arguments[f"briefing_brief_preview_{act}"] = [brief.pk, *attempt.get(act, [])]
    for name in TABLE:
        model, _, act = name.rpartition("_")
        if name not in arguments and model in rows and act not in ("changelist", "add"):
            arguments[name] = [rows[model].pk]
    return {name: reverse(f"admin:{name}", args=arguments.get(name, [])) for name in TABLE}


def expected(rule: Rule, rank: str, method: str, address: str) -> tuple[int, str]:
    """Return the status, and for those who have to sign in the address they are sent to."""
    needed, status = (rule.look, rule.seen) if method == "get" else (rule.send, rule.taken)
    if needed != NOBODY and RANKS.index(rank) >= RANKS.index(needed):
        return status, ""
    return (302, f"/admin/login/?next={address}") if rank == ANYBODY else (rule.refused, "")


def answered(client: Client, method: str, address: str) -> tuple[int, str]:
    """Return the status and any way to the sign-in; what the request did is undone."""
    with transaction.atomic():
        answer = getattr(client, method)(address, {"post": "yes"} if method == "post" else {})
        transaction.set_rollback(True)
    location = answer.headers.get("Location", "")
    return answer.status_code, location if "login" in location else ""


@pytest.mark.thorough
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("rank", RANKS)
def test_each_address_is_for_those_it_is_for(addresses, rank, method):
    client = browser_of(rank)
    found = {name: answered(client, method, address) for name, address in addresses.items()}
    assert found == {
        name: expected(rule, rank, method, addresses[name]) for name, rule in TABLE.items()
    }


@pytest.mark.parametrize("rank", RANKS)
def test_the_key_of_a_worksheet_is_for_editors(edition, rank):
    answer = browser_of(rank).get(reverse("quiz:key", args=[edition.paper_id]))
    statuses = {ANYBODY: 302, STAFF: 403}
    assert answer.status_code == statuses.get(rank, 200)


@pytest.mark.parametrize("rank", [EDITOR, PUBLISHER])
def test_only_who_may_publish_is_led_there(sky, rank):
    page = browser_of(rank).get(reverse("admin:briefing_brief_change", args=[sky.pk])).text
    assert ["Publish…" in page, "Add a question" in page] == [rank == PUBLISHER, True]


@pytest.mark.thorough
def test_an_editor_saves_a_draft_with_its_parts_and_readers_see_nothing_of_it(sky):
    publish(sky.pk)
    desk = Desk(browser_of(EDITOR))
    desk.save(change(sky), title="The wide sky", **more("claims", 1, **CLAIM))
    sky.refresh_from_db()
    assert [sky.title, sky.claims.count(), sky.live.title] == ["The wide sky", 2, "The sky"]
    desk.save(change(sky), **{"claims-1-DELETE": "on"})
    assert sky.claims.count() == 1
    assert list(sky.revisions.values_list("editor__username", flat=True)) == [EDITOR, EDITOR, None]


def test_who_may_not_is_told_for_whom_it_is_and_led_back(sky):
    answer = browser_of(EDITOR).get(publishing(sky))
    assert answer.status_code == 403
    assert "to publish, for example, is for publishers" in answer.text
    assert '<a href="/admin/">go to the desk</a>' in answer.text
