"""Every address of the desk costs as many queries at a hundred rows as at ten."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import publish
from briefing.models import Actor, Brief, Edition
from tests.support.addresses import filled, parameters, routes
from tests.support.briefing.desk_forms import filled as untouched
from tests.support.briefing.many_rows import grow_brief, grow_site

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.thorough]

DESK = sorted(route for route in set(routes()) if route.startswith("admin/"))
# The addresses at which something is done, and no page is shown.
DONE = (
    *("logout/", "/together/", "/restore/", "/unschedule/"),
    *("/preview/quiz/attempts/", "/hand-in/"),
)
# The quiz of a preview is kept in the session, whatever the size of the draft.
IN_SESSION = "/preview/quiz/attempts/<uuid:public_id>/"
# What is answered where there is no page to show, and why.
OTHERWISE = {
    # No field of the desk is completed from the server.
    "admin/autocomplete/": 403,
    # Whatever is no address.
    "admin/(?P<url>.*)$": 404,
    # Editions, and what was done, are only looked at.
    **{
        f"admin/{kind}/{page}/": 403
        for kind in ("briefing/edition", "admin/logentry")
        for page in ("add", "<path:object_id>/delete")
    },
}


class Walk:
    """A signed-in editor who visits every address and counts queries."""

    def __init__(self, client: Client, live: Brief, draft: Brief) -> None:
        self.client, self.live, self.draft = client, live, draft

    def costs(self) -> dict[str, int]:
        """Return the number of queries at each address."""
        asked = [route for route in DESK if not route.endswith(DONE) and IN_SESSION not in route]
        return {route: self.cost(route) for route in asked}

    def cost(self, route: str) -> int:
        ask = self.posting(route) if route.endswith("/checks/") else self.getting(route)
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as seen:
            response = ask()
            if response.streaming:
                list(response)
        expected = (OTHERWISE[route],) if route in OTHERWISE else (200, 302)
        assert response.status_code in expected, f"{route}: {response.status_code}"
        return len(seen)

    def getting(self, route: str) -> Callable[[], Any]:
        address = filled(route, {name: self.value(route, name) for name in parameters(route)})
        query = {"q": "sky"} if route.endswith("/search/") else {}
        if route.startswith("admin/quiz/question/add/"):
            query = {"quiz": str(self.live.quiz_id)}
        return lambda: self.client.get(address, query)

    def posting(self, route: str) -> Callable[[], Any]:
        """Send the form beside which the checks stand."""
        form = route.replace("<int:pk>", "<path:object_id>").replace("/checks/", "/change/")
        page = self.getting(form.replace("/add/change/", "/add/"))()
        address = page.request["PATH_INFO"].replace("/change/", "/") + "checks/"
        sent = untouched(page)
        return lambda: self.client.post(f"{address}?{page.request['QUERY_STRING']}", sent)

    def value(self, route: str, name: str) -> object:
        if name == "object_id" and not route.startswith("admin/r/"):
            return self.row("/".join(route.split("/")[1:3]), route.endswith("/delete/"))
        return {
            "object_id": self.live.pk,
            "brief_id": self.live.pk,
            "content_type_id": ContentType.objects.get_for_model(Brief).pk,
            "id": User.objects.get(username="admin").pk,
            "app_label": "briefing",
            "form": "moodle",
            "key": "q1",
            "name": "questions",
            "url": "nowhere/",
        }[name]

    def row(self, model: str, deleting: bool) -> object:
        rows: dict[str, Any] = {
            "admin/logentry": LogEntry.objects.earliest("pk"),
            "auth/user": User.objects.earliest("pk") if not deleting else User.objects.latest("pk"),
            "briefing/actor": Actor.objects.get(key="sky"),
            "briefing/article": self.live.article,
            "briefing/brief": self.draft if deleting else self.live,
            "briefing/edition": Edition.objects.earliest("pk"),
            "quiz/question": self.live.quiz.questions.get(key="q1"),
        }
        return rows[model].pk


def test_an_address_costs_the_same_at_ten_rows_and_at_a_hundred(small, editor_client):
    live, draft = (
        replace_draft(BriefDocument.model_validate(small(slug=slug, title=slug)))
        for slug in ("sky", "sea")
    )
    walk = Walk(editor_client, live, draft)
    counted = []
    for numbers, few in ((range(2, 11), range(10)), (range(11, 101), range(10, 100))):
        grow_brief(live, numbers, few)
        grow_brief(draft, numbers, few)
        grow_site(live, numbers)
        live.refresh_from_db()
        publish(live.pk)
        live.refresh_from_db()
        counted.append(walk.costs())
    ten, hundred = counted
    assert {r: (ten[r], hundred[r]) for r in ten if ten[r] != hundred[r]} == {}
