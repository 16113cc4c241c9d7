"""Looking changes nothing: no GET writes to the database."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import publish
from quiz.models import Attempt
from tests.support.briefing.every_part import EVERY_PART
from tests.support.quiz.answers import right
from tests.support.visitors import ROUTES, VISITORS, Site

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER)\b", re.IGNORECASE)


@pytest.fixture
def site(small) -> Site:
    brief = replace_draft(BriefDocument.model_validate(small(**EVERY_PART)))
    publish(brief.pk)
    return Site(brief)


def written(site: Site, visitor: str, address: str) -> list[str]:
    """Return the statements by which a GET of an address writes."""
    with CaptureQueriesContext(connection) as seen:
        response: Any = site.browsers[visitor].get(address)
        if response.streaming:
            list(response)
    return [query["sql"] for query in seen if WRITES.match(query["sql"])]


@pytest.mark.parametrize("visitor", VISITORS)
def test_no_address_writes_when_it_is_looked_at(site, visitor):
    found = {route: written(site, visitor, site.address(route)) for route in ROUTES}
    assert {route: sql for route, sql in found.items() if sql} == {}


@pytest.mark.parametrize("mode", ["practice", "test"])
@pytest.mark.parametrize("how", ["open", "complete", "overdue"])
def test_no_attempt_is_written_to_when_it_is_looked_at(site, mode, how):
    browser = site.browsers["reader"]
    sent = {"themes": ["actors"], "length": "all", "mode": mode}
    browser.post(reverse("quiz:attempts", args=[site.places["paper_id"][0]]), sent)
    attempt = Attempt.objects.latest("pk")
    if how == "complete":
        for number in range(1, len(attempt.draw) + 1):
            place = reverse("quiz:question", args=[attempt.public_id, number])
            browser.post(place, right(attempt, number))
        Attempt.objects.update(finished=None, score=None)
    if how == "overdue":
        Attempt.objects.update(deadline=timezone.now() - timedelta(days=2))
    pages = [
        reverse("quiz:attempt", args=[attempt.public_id]),
        reverse("quiz:question", args=[attempt.public_id, 1]),
        reverse("quiz:mine"),
    ]
    assert [written(site, "reader", page) for page in pages] == [[], [], []]
    assert Attempt.objects.get(pk=attempt.pk).finished is None
