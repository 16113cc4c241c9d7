"""The database of the former version is brought up to date, and nothing in it is lost."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from briefing.editing.publishing import publish, unpublish
from briefing.models import Brief, Claim, Edition, Passage, Schedule
from quiz.models import Attempt, Paper, ReviewCard
from quiz.results.history import is_first
from quiz.views.reader_cookie import set_reader_cookie
from tests.support.briefing.former_site import BEFORE, DAY, READER, FormerSite

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.thorough]

# The columns that are kept under another name, and those that are new or set anew.
RENAMED = {"quiz.card": "quiz.reviewcard"}
CHANGED = {"page", "page_key", "key", "copy", "withdrawn"}
# What rows have that is new, as it is for rows of the former version, and what has gone.
NEW: dict[str, dict[str, Any]] = {
    "briefing.article": {"words": None},
    "briefing.claim": {"bare": "", "why": ""},
    "quiz.attempt": {"share_key": None},
    "quiz.question": {"excludes": []},
}
GONE = {"briefing.claim": {"lead"}}


def migrate(targets: list[tuple[str, str]]) -> Any:
    """Return the models as they are at these migrations."""
    executor = MigrationExecutor(connection)
    return executor.migrate(targets).apps


def rows(models: Any) -> dict[str, list[dict[str, Any]]]:
    """Return all rows of both apps by the present name of their model."""
    found = {}
    for label in ("quiz", "briefing"):
        for model in models.get_app_config(label).get_models():
            name = model._meta.label_lower
            found[RENAMED.get(name, name)] = [
                {column: value for column, value in row.items() if column not in CHANGED}
                for row in model._base_manager.order_by("pk").values()
            ]
    return found


@pytest.fixture
def editor(admin_user: Any) -> Client:
    """An editor who signed in before the upgrade."""
    client = Client()
    client.force_login(admin_user)
    return client


@pytest.fixture
def former(editor: Client) -> FormerSite:
    """The former site, its database brought up to date."""
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        site = FormerSite(migrate(BEFORE))
        site.fill()
        site.before = rows(site.apps)
    finally:
        migrate(latest)
    return site


@pytest.fixture
def reader() -> Client:
    """The browser of a reader of the former site."""
    answer, client = HttpResponse(), Client()
    set_reader_cookie(answer, READER)
    client.cookies["reader"] = answer.cookies["reader"].value
    return client


def test_nothing_is_lost_and_all_go_by_the_key_of_their_brief(former):
    after = rows(apps)
    # The reader had two reviews of one question, one at each address: the later one counts.
    older, *others = former.before["quiz.reviewcard"]
    assert older["memory"]["last_review"] == DAY.isoformat()
    del after["briefing.passage"], after["briefing.editionpictures"]
    expected: dict[str, list[dict[str, Any]]] = {
        name: [
            {column: value for column, value in row.items() if column not in GONE.get(name, ())}
            | NEW.get(name, {})
            for row in found
        ]
        for name, found in (former.before | {"quiz.reviewcard": others}).items()
    }
    assert after == expected
    sky, sea = (Brief.objects.get(slug=slug) for slug in ("sky", "sea"))
    kept = {paper.pk: paper for paper in Paper.objects.all()}
    stray = kept[former.stray.pk].page_key
    assert {pk: (paper.page_key, paper.copy) for pk, paper in kept.items()} == {
        former.first.pk: (sky.key, 1),
        # What readers are asked now is the one that publishing finds.
        former.second.pk: (sky.key, 0),
        former.unpublished.pk: (sea.key, 0),
        former.stray.pk: (stray, 0),
    }
    assert len({sky.key, sea.key, Brief.objects.get(slug="land").key, stray}) == 4
    cards = ReviewCard.objects.order_by("pk").values_list("page_key", "question")
    assert list(cards) == [(sky.key, "q1"), (sky.key, "q2"), (stray, "q1")]


def test_the_claims_that_led_a_brief_become_its_text(former):
    told = Passage.objects.order_by("brief__slug", "position")
    found = list(told.values_list("brief__slug", "section", "heading", "text"))
    assert found == [
        (slug, section, "", text)
        for slug in ("land", "sea", "sky")
        for section, text in (
            ("background", "The sky is blue. [c1] It is wide. [c3]"),
            ("outlook", "It will clear up. [c2]"),
        )
    ]
    assert Claim.objects.filter(brief__slug="sky").count() == 4


def test_every_old_address_answers_and_all_go_on_where_they_were(former, reader, editor):
    papers = {
        name: [reverse(f"quiz:{name}", args=[p.pk]) for p in (former.first, former.second)]
        for name in ("paper", "worksheet")
    }
    shown = [
        *("/", "/briefs/sky/", "/briefs/sky/editions/1/", "/briefs/sky/editions/2/"),
        *("/briefs/sky/editions/1/card.png", "/briefs/sky/editions/2/card.png"),
        *(*papers["paper"], *papers["worksheet"], reverse("quiz:paper", args=[former.stray.pk])),
        reverse("quiz:attempt", args=[former.finished.public_id]),
        reverse("quiz:question", args=[former.finished.public_id, 1]),
        reverse("quiz:question", args=[former.open.public_id, 1]),
        reverse("quiz:data"),
    ]
    assert {address: reader.get(address).status_code for address in shown} == dict.fromkeys(
        shown, 200
    )
    # This brief was unpublished below a path, and its quiz was forgotten at the former address.
    gone = ["/briefs/sea/", "/briefs/sea/editions/1/", "/briefs/sea/editions/1/card.png"]
    gone += [
        reverse(f"quiz:{name}", args=[former.unpublished.pk]) for name in ("paper", "worksheet")
    ]
    assert {address: reader.get(address).status_code for address in gone} == dict.fromkeys(
        gone, 410
    )
    mine = reader.get(reverse("quiz:mine")).text
    for attempt in (former.finished, former.open):
        assert reverse("quiz:attempt", args=[attempt.public_id]) in mine
    assert editor.get(reverse("admin:briefing_brief_changelist")).status_code == 200
    brief = Brief.objects.get(slug="sky")
    question = reverse("quiz:question", args=[former.open.public_id, 1])
    assert reader.post(question, {"choice": "1"}).status_code == 302
    assert Attempt.objects.get(pk=former.open.pk).score == 1
    assert is_first(READER, brief.key) is False
    assert Schedule.objects.get().brief == brief
    edition, _ = publish(brief.pk)
    assert [edition.number, Edition.objects.filter(brief=brief).count()] == [3, 3]
    unpublish(brief.pk)
    assert not Paper.objects.filter(page_key=brief.key, withdrawn=False).exists()
