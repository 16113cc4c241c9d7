"""A small site, all its addresses, and the browsers of all kinds of visitors."""

import copy
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.urls import reverse

from briefing.models import Brief
from quiz.models import Attempt, Paper, Question
from quiz.views.reader_cookie import return_code
from tests.support.addresses import Fields, filled, parameters, routes
from tests.support.briefing.users import ANYBODY, EDITOR, SUPERUSER, browser_of

ROUTES = sorted(set(routes()))
VISITORS = [ANYBODY, "reader", EDITOR, SUPERUSER]
NUMBERS = ["0", "1", "2", "99", str(2**31), str(2**63), "9" * 40]
HEADERS = [
    *("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options"),
    *("Referrer-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy"),
]


class Site:
    """A small site with something of everything, and the browsers of its visitors."""

    def __init__(self, brief: Brief) -> None:
        self.browsers = {rank: browser_of(rank) for rank in (ANYBODY, EDITOR, SUPERUSER)}
        self.browsers["reader"] = Client()
        paper = Paper.objects.get().pk
        choice = {"themes": ["actors"], "length": "all"}
        self.browsers["reader"].post(reverse("quiz:attempts", args=[paper]), choice)
        rows = [str(brief.pk), str(Question.objects.earliest("pk").pk)]
        types = [str(kind.pk) for kind in ContentType.objects.all()]
        # What may stand at each open place of a route: what is there first.
        self.places = {
            "brief_id": [rows[0], *NUMBERS],
            "pk": [*rows, *NUMBERS],
            "paper_id": [str(paper), *NUMBERS],
            "number": ["1", *NUMBERS],
            "public_id": [str(Attempt.objects.get().public_id), str(UUID(int=0))],
            "share_key": [str(UUID(int=1)), str(UUID(int=0))],
            "code": [return_code(Attempt.objects.get().reader), "x", "x:y", "é", "x" * 300],
            "slug": ["sky", "x", "x" * 300, "-"],
            "key": ["q1", "x", "-" * 300],
            "form": ["moodle", "gift", "qti", "brief", "x"],
            "name": ["questions", "options", "claims", "x"],
            "object_id": [*rows, *NUMBERS, "x", "_5F", "x/y", "é", "\x00", "x" * 3000, "1/change"],
            "id": [*rows, *NUMBERS, "x", "\x00"],
            "content_type_id": [*types, *NUMBERS, "x", "\x00"],
            "app_label": ["briefing", "quiz", "admin", "auth"],
            "url": ["x", "\x00", "%", "//evil.example", "briefing/brief"],
        }
        self.form = cache(self._form)

    def address(self, route: str, **odd: str) -> str:
        return filled(route, {name: self.places[name][0] for name in parameters(route)} | odd)

    def _form(self, route: str, visitor: str) -> dict[str, Any]:
        """Return what the page of a route sends, where a visitor changes nothing."""
        page = self.browsers[visitor].get(self.address(route))
        html = page.headers.get("Content-Type", "").startswith("text/html")
        return Fields(page.text).sent if html else {}

    def ask(self, visitor: str, method: str, address: str, sent: Any = "", **how: Any) -> Any:
        """Ask without keeping what it does, and return the answer, which must be safe."""
        browser = copy.deepcopy(self.browsers[visitor])
        browser.raise_request_exception = False
        with transaction.atomic():
            if isinstance(sent, dict):
                response: Any = browser.post(address, sent, **how)
            else:
                response = browser.generic(method, address, sent, **how)
            if not response.streaming:
                response.content  # noqa: B018
            transaction.set_rollback(True)
        assert response.status_code < 500
        assert [name for name in HEADERS if name not in response] == []
        return response
