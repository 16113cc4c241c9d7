"""What happens to briefs without anybody asking for it."""

import logging
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from briefing.editing.publishing import publish_due
from briefing.editing.versions import delete_old_revisions
from briefing.models import Edition
from briefing.serving.pictures import store_pictures
from config.operations.jobs import Job

logger = logging.getLogger(__name__)


def publish_scheduled() -> Iterator[None]:
    """Publish what is due, and log what became of it."""
    for plan, edition in publish_due(timezone.now()):
        if edition:
            logger.info("Published “%s” as edition %s.", plan.brief, edition.number)
        else:
            logger.warning("“%s” could not be published: %s", plan.brief, plan.trouble)
        yield


def clear_revisions() -> Iterator[int]:
    """Delete revisions of long ago, if the settings say so."""
    if settings.KEEP_REVISIONS_DAYS:
        yield from delete_old_revisions(settings.KEEP_REVISIONS_DAYS)


def store_missing_pictures() -> Iterator[None]:
    """Store the pictures of live editions that have none, as after an upgrade."""
    for edition in Edition.objects.live().iterator():
        store_pictures(edition)
        yield


JOBS = (
    Job("publish what is scheduled", timedelta(seconds=15), publish_scheduled),
    Job("store missing pictures", timedelta(hours=1), store_missing_pictures),
    Job("delete old revisions", timedelta(hours=6), clear_revisions),
)
