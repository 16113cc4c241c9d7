"""What the desk opens with: the first thing to do, what waits, and the briefs with their state."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from briefing.documents.partial_date import spell_time
from briefing.models import Brief
from config.operations.jobs import jobs_status

LONGEST_LIST = 12


@dataclass(frozen=True)
class DashboardEntry:
    """A brief in a list: what there is to say of it, and when it was last saved, if ever.

    The trouble is why it could not be published when it was due, or nothing.
    """

    brief: Brief
    states: list[str]
    trouble: str
    saved: datetime | None


@dataclass(frozen=True)
class Welcome:
    """`delayed` says that a scheduled publication waits for jobs that do not run."""

    new: bool
    reads: bool
    publishes: bool
    waiting: list[DashboardEntry]
    delayed: bool
    recent: list[DashboardEntry]


def welcome(user: User) -> Welcome:
    """Return what one person's desk opens with; a fixed number of queries at any size.

    Somebody is new who has done nothing here yet. What waits is told to those who can publish.
    """
    reads = user.has_perm("briefing.view_brief")
    publishes = user.has_perm("briefing.publish_brief")
    waiting = _lines(_waiting()) if publishes else []
    others = _briefs().exclude(pk__in=[line.brief.pk for line in waiting])
    return Welcome(
        new=not LogEntry.objects.filter(user=user).exists(),
        reads=reads,
        publishes=publishes,
        waiting=waiting,
        delayed=any(hasattr(line.brief, "schedule") for line in waiting) and jobs_status().stopped,
        recent=_lines(others) if reads else [],
    )


_WAITS = (
    Q(schedule__isnull=False)
    | Q(live__isnull=True)
    | (Q(live__isnull=False) & ~Q(revision=F("live__revision")))
)


def _waiting() -> QuerySet[Brief]:
    """Those that wait: first those in trouble, then those planned, then the others."""
    planned = F("schedule__trouble").desc(nulls_last=True)
    return _briefs().filter(_WAITS).order_by(planned, *_LAST_SAVED)


_LAST_SAVED = (F("saved").desc(nulls_last=True), "title")


def _briefs() -> QuerySet[Brief]:
    """The briefs, those saved last first, without the documents of their editions."""
    return (
        Brief.objects.select_related("live", "schedule")
        .only(
            *("title", "revision", "errors", "live", "live__number", "live__revision"),
            *("schedule__brief", "schedule__due", "schedule__trouble"),
        )
        .annotate(saved=Max("revisions__saved"))
        .order_by(*_LAST_SAVED)
    )


def _lines(briefs: QuerySet[Brief]) -> list[DashboardEntry]:
    found: list[Any] = list(briefs[:LONGEST_LIST])
    return [DashboardEntry(brief, states(brief), _trouble(brief), brief.saved) for brief in found]


def _trouble(brief: Brief) -> str:
    return brief.schedule.trouble if hasattr(brief, "schedule") else ""


def states(brief: Brief) -> list[str]:
    """Return what there is to say of a brief on its way to readers, in a few words each."""
    said = [gettext("not published")]
    if brief.live:
        said = [gettext("edition %(number)s is live") % {"number": brief.live.number}]
    if brief.live and brief.live.revision != brief.revision:
        said.append(gettext("changed since"))
    if brief.errors:
        things = ngettext("%(count)s thing to mend", "%(count)s things to mend", brief.errors)
        said.append(things % {"count": brief.errors})
    if hasattr(brief, "schedule") and not brief.schedule.trouble:
        due = timezone.localtime(brief.schedule.due)
        said.append(
            gettext("to be published on %(time)s") % {"time": f"{spell_time(due)} {due:%Z}"}
        )
    return said
