"""A method that an address does not take is answered with 405, with or without a form's token."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.support.addresses import filled, routes

TAKE_POST = {
    "quiz/papers/<int:paper_id>/attempts/",
    "quiz/attempts/<uuid:public_id>/hand-in/",
    "quiz/attempts/<uuid:public_id>/<int:number>/",
    "quiz/attempts/<uuid:public_id>/share/",
    "quiz/mine/erase/",
    "quiz/mine/switch/",
    "quiz/mine/return/<str:code>/",
}


def test_only_addresses_with_a_form_take_what_is_posted(edition):
    values = {
        "paper_id": edition.paper_id,
        "slug": edition.brief.slug,
        "number": 1,
        "public_id": uuid4(),
        "share_key": uuid4(),
        "code": "none",
    }
    client = Client(enforce_csrf_checks=True)
    site = [route for route in routes() if not route.startswith("admin/")]
    assert set(site) > TAKE_POST
    for route in site:
        answer = client.post(filled(route, values))
        expected = 403 if route in TAKE_POST else 405
        assert (route, answer.status_code) == (route, expected)
        if expected == 405:
            assert (route, answer["Allow"]) == (route, "GET, HEAD")
            assert 'class="' in answer.text


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_no_address_takes_another_method(edition, method):
    client = Client(enforce_csrf_checks=True)
    assert getattr(client, method)("/quiz/mine/")["Allow"] == "GET, HEAD"
    assert getattr(client, method)("/quiz/mine/erase/")["Allow"] == "POST"
