"""What happens to briefs without anybody asking for it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from briefing.editing.drafts import keep_revision
from briefing.editing.publishing import publish, schedule
from briefing.jobs import clear_revisions, publish_scheduled
from briefing.models import Brief, Revision
from config.operations.models import JobRun
from tests.support.briefing.commands import run
from tests.support.briefing.desk_forms import publishing
from tests.support.html import text_of

pytestmark = pytest.mark.django_db


def test_what_is_due_is_published_by_the_command(sky):
    schedule(sky.pk, timezone.now() - timedelta(seconds=1))
    run("run_jobs", "--once")
    assert Brief.objects.get().live is not None


def test_what_is_published_stays_so_where_the_run_is_cut_off_after_it(sky):
    schedule(sky.pk, timezone.now() - timedelta(seconds=1))
    batches = publish_scheduled()
    next(batches)
    del batches
    assert Brief.objects.get().live is not None


@pytest.fixture
def saved(sky):
    """A brief with five revisions of a year ago, of which one was published, one is scheduled."""
    for number in range(2, 6):
        Brief.objects.update(title=f"Sky {number}")
        revision = keep_revision(sky.pk, None, "Another title")
        assert revision.number == number
        if number == 2:
            publish(sky.pk)
        if number == 4:
            schedule(sky.pk, timezone.now() + timedelta(days=1))
    Revision.objects.update(saved=timezone.now() - timedelta(days=365))
    return sky


def numbers() -> list[int]:
    return sorted(Revision.objects.values_list("number", flat=True))


def test_revisions_stay_where_nothing_else_is_set(saved):
    list(clear_revisions())
    assert numbers() == [1, 2, 3, 4, 5]


def test_old_revisions_go_but_for_published_scheduled_and_newest_ones(saved, settings):
    settings.KEEP_REVISIONS_DAYS = 366
    list(clear_revisions())
    assert numbers() == [1, 2, 3, 4, 5]
    settings.KEEP_REVISIONS_DAYS = 364
    list(clear_revisions())
    assert numbers() == [2, 4, 5]


def test_publishers_are_told_when_nothing_is_published_on_schedule(sky, editor_client):
    words = "Nothing is published on schedule at the moment"
    schedule(sky.pk, timezone.now() + timedelta(days=1))
    for page in ("/admin/", publishing(sky)):
        assert words in text_of(editor_client.get(page).text)
    JobRun.objects.create(job="publish what is scheduled", ended=timezone.now())
    for page in ("/admin/", publishing(sky)):
        assert words not in text_of(editor_client.get(page).text)
