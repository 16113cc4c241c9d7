"""How programs find the briefs: the feed, the map of the site, and what they may ask for."""

import json
from typing import Any

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language_bidi, gettext
from django.utils.translation import gettext_lazy as _

from briefing.models import Edition, EditionQuerySet
from briefing.serving.absolute_url import absolute
from briefing.serving.locale_tag import language_tag
from briefing.serving.page import Page, make_page

DESCRIPTION = _("Policy briefs whose every claim says how it is known, each with a quiz beside it.")
# How many editions the feed holds, and how many addresses one map may (sitemaps.org).
FED = 30
MAPPED = 50_000


class _Feed(Atom1Feed):
    """A feed whose entries may each be in a language of their own."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}


def _newest() -> EditionQuerySet:
    """The live editions, the newest first, without their documents."""
    live = Edition.objects.live().select_related("brief").defer("document")
    return live.order_by("-published", "-pk")


def feed() -> Page:
    """Return the newest live editions as an Atom feed; one query."""
    atom = _Feed(
        title="Readout",
        subtitle=str(DESCRIPTION),
        description="",
        link=absolute(reverse("briefing:front")),
        feed_url=absolute(reverse("briefing:feed")),
        feed_guid=absolute(reverse("briefing:front")),
        language=language_tag(),
        author_name="Readout",
    )
    for edition in _newest()[:FED]:
        atom.add_item(
            title=edition.title,
            link=absolute(edition.brief.get_absolute_url()),
            unique_id=absolute(edition.get_absolute_url()),
            # A summary is HTML there.
            description=escape(" ".join([edition.standfirst, *_changes(edition)])),
            pubdate=edition.published,
            updateddate=edition.published,
            language=edition.language,
        )
    return make_page(atom.writeString("utf-8"), atom.content_type)


def _changes(edition: Edition) -> list[str]:
    changed = edition.note and edition.number > 1
    said = gettext("Changed in edition %(number)s: %(note)s")
    return [said % {"number": edition.number, "note": edition.note}] if changed else []


def sitemap() -> Page:
    """Return the addresses of the live briefs, each with the day it last changed; one query."""
    editions = list(_newest()[: MAPPED - 1])
    context = {
        "front": absolute(reverse("briefing:front")),
        "newest": editions[0].published if editions else None,
        "briefs": [(absolute(e.brief.get_absolute_url()), e.published) for e in editions],
    }
    text = render_to_string("briefing/serving/sitemap.xml", context)
    return make_page(text, "application/xml; charset=utf-8")


def robots() -> Page:
    """Return what is no use to search engines: the desk, and what belongs to one reader."""
    mine = reverse("quiz:mine")
    closed = [reverse("admin:index"), mine, mine.replace("mine", "attempts")]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines += ["", f"Sitemap: {absolute(reverse('briefing:sitemap'))}", ""]
    return make_page("\n".join(lines), "text/plain; charset=utf-8")


def manifest() -> Page:
    """Return how the site presents itself on a device it is kept on."""
    front = reverse("briefing:front")
    sizes = [(f"icon{kind}-{size}.png", size) for kind in ("", "-maskable") for size in (192, 512)]
    icons: list[dict[str, Any]] = [
        {"src": static("img/icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    ]
    icons += [
        {
            "src": static(f"img/{name}"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "maskable" if "maskable" in name else "any",
        }
        for name, size in sizes
    ]
    data = {
        "name": "Readout",
        "short_name": "Readout",
        "description": str(DESCRIPTION),
        "id": front,
        "start_url": front,
        "scope": front,
        "display": "minimal-ui",
        "lang": language_tag(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "background_color": "#fbfaf7",
        "theme_color": "#0b4f4e",
        "icons": icons,
    }
    return make_page(json.dumps(data, indent=2), "application/manifest+json; charset=utf-8")
