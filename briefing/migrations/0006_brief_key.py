"""Give each brief a key that never changes, and let its papers and reviews go by it.

Until now they went by the brief's address, so a site that was moved below a path, or a slug that
was changed, parted a brief from its papers and readers from their history.
"""

import uuid
from collections import defaultdict
from itertools import count
from typing import Any

from django.conf import settings
from django.db import migrations, models

import briefing.models.briefs


def use_keys(apps: Any, editor: Any) -> None:
    briefs = apps.get_model("briefing", "Brief").objects
    for brief in briefs.filter(key=None).only("pk"):
        briefs.filter(pk=brief.pk).update(key=uuid.uuid4().hex)
    keys = _keys_of_addresses(apps)
    _move_papers(apps, keys)
    _move_reviews(apps, keys)


def _keys_of_addresses(apps: Any) -> dict[str, str]:
    """Return the key of the page at each address, whatever the site's path was at the time.

    An address belongs to the brief whose edition last asked its paper, else to the brief of that
    slug. What belongs to no brief gets a key of its own.
    """
    asked = apps.get_model("briefing", "Edition").objects.exclude(paper=None).order_by("pk")
    found = dict(asked.values_list("paper__page_key", "brief__key"))
    slugs = dict(apps.get_model("briefing", "Brief").objects.values_list("slug", "key"))
    for name in ("Paper", "ReviewCard"):
        rows = apps.get_model("quiz", name).objects
        for address in rows.values_list("page_key", flat=True).distinct().order_by("page_key"):
            slug = address.rstrip("/").rpartition("/briefs/")[2]
            found.setdefault(address, slugs.get(slug) or uuid.uuid4().hex)
    return found


def _move_papers(apps: Any, keys: dict[str, str]) -> None:
    """Give the papers their keys. A paper that its brief has at two addresses stays twice."""
    papers = apps.get_model("quiz", "Paper").objects
    edition = apps.get_model("briefing", "Edition").objects
    owners = dict(edition.exclude(paper=None).order_by("pk").values_list("paper", "brief__key"))
    live = set(
        apps.get_model("briefing", "Brief")
        .objects.exclude(live=None)
        .values_list("live__paper", flat=True)
    )
    copies: dict[tuple[str, str], Any] = defaultdict(count)
    rows = papers.values_list("pk", "page_key", "sha256", "asked")
    # The first of a content is the one that goes on being asked.
    for pk, address, sha256, _ in sorted(
        rows, key=lambda row: (row[0] in live, row[3], row[0]), reverse=True
    ):
        key = owners.get(pk) or keys[address]
        papers.filter(pk=pk).update(page_key=key, copy=next(copies[key, sha256]))
    # Publishing and unpublishing reached only those of the present address.
    taken_back = apps.get_model("briefing", "Brief").objects.filter(live=None)
    papers.filter(page_key__in=taken_back.values("key")).update(withdrawn=True)
    shown = apps.get_model("briefing", "Brief").objects.exclude(live=None)
    papers.filter(page_key__in=shown.values("key")).update(withdrawn=False)


def _move_reviews(apps: Any, keys: dict[str, str]) -> None:
    """Give the reviews their keys; of two of one question, the one looked at last is kept."""
    cards = apps.get_model("quiz", "ReviewCard").objects
    addresses: dict[str, list[str]] = defaultdict(list)
    for address in cards.values_list("page_key", flat=True).distinct().order_by("page_key"):
        addresses[keys[address]].append(address)
    for key, several in addresses.items():
        if len(several) > 1:
            _drop_older(cards, several)
        cards.filter(page_key__in=several).update(page_key=key)


def _drop_older(cards: Any, addresses: list[str]) -> None:
    last: dict[tuple[Any, str], tuple[str, int]] = {}
    older: list[int] = []
    rows = cards.filter(page_key__in=addresses).values_list("pk", "reader", "question", "memory")
    for pk, reader, question, memory in rows:
        reviewed = (memory.get("last_review") or "", pk)
        former = last.get((reader, question))
        if former:
            older.append(min(former, reviewed)[1])
        last[reader, question] = max(former, reviewed) if former else reviewed
    for start in range(0, len(older), 500):
        cards.filter(pk__in=older[start : start + 500]).delete()


def use_addresses(apps: Any, editor: Any) -> None:
    """Put addresses below the present path in the place of the keys."""
    path = settings.FORCE_SCRIPT_NAME or ""
    papers = apps.get_model("quiz", "Paper").objects
    cards = apps.get_model("quiz", "ReviewCard").objects
    for key, slug in apps.get_model("briefing", "Brief").objects.values_list("key", "slug"):
        address = f"{path}/briefs/{slug}/"
        for pk, copy in papers.filter(page_key=key).values_list("pk", "copy"):
            # No two of one content may have one address.
            papers.filter(pk=pk).update(page_key=f"{address}#{copy}" if copy else address)
        cards.filter(page_key=key).update(page_key=address)


class Migration(migrations.Migration):
    dependencies = [("briefing", "0005_papers_asked"), ("quiz", "0007_page_key")]

    operations = [
        migrations.AddField(
            "brief", "key", models.CharField(max_length=32, null=True, editable=False)
        ),
        migrations.RunPython(use_keys, use_addresses),
        migrations.AlterField(
            "brief",
            "key",
            models.CharField(
                default=briefing.models.briefs.new_key,
                editable=False,
                help_text="By which its papers know it. It never changes, as its address may.",
                max_length=32,
                unique=True,
            ),
        ),
    ]
