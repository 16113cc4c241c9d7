from typing import Any

import pytest
from django.contrib import admin
from django.http import QueryDict

from briefing.admin.forms.submitted import Submitted, submitted_brief
from briefing.editing.draft_data import draft_data
from briefing.models import Brief
from tests.support.briefing.desk_forms import CLAIM, change, filled, more

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(editor_client, rf, admin_user):
    """Read a brief's form with some of its fields changed."""

    def read(brief: Brief, **changes: Any) -> Submitted:
        sent = filled(editor_client.get(change(brief))) | changes
        request = rf.post(change(brief), sent)
        request.user = admin_user
        return submitted_brief(admin.site.get_model_admin(Brief), request, brief)

    return read


@pytest.mark.thorough
def test_a_form_that_was_not_touched_says_what_the_draft_says(brief, typed):
    read = typed(brief)
    assert [read.data, read.problems] == [draft_data(brief), []]


@pytest.mark.thorough
def test_rows_that_another_editor_has_deleted_are_still_read(brief, typed, editor_client):
    sent = filled(editor_client.get(change(brief)))
    before = draft_data(brief)
    brief.claims.all().delete()
    assert typed(brief, **sent).data["claims"] == before["claims"]


@pytest.mark.thorough
def test_what_a_field_refuses_is_said_with_its_place(sky, typed):
    read = typed(sky, **more("claims", 1, **CLAIM | {"paragraphs": "first"}), title="")
    said = {read.field_id(problem.loc): problem.message for problem in read.problems}
    assert said == {
        "id_title": "This field is required.",
        "id_claims-1-paragraphs": "“first” is not a paragraph. "
        "Write numbers from 1 on: 3, 4 or 3-5.",
    }
    assert [claim["key"] for claim in read.data["claims"]] == ["c1", "c2"]


def test_a_deleted_row_is_left_out_and_an_empty_one_is_none(sky, typed):
    assert typed(sky, **more("claims", 1), **{"claims-0-DELETE": "on"}).data["claims"] == []


def test_a_place_of_the_data_is_found_in_the_form(sky, typed):
    read = typed(sky)
    places = [
        (),
        ("title",),
        ("claims",),
        ("claims", 0),
        ("claims", 0, "text"),
        ("actors", 0, "key"),
    ]
    assert [read.field_id(loc) for loc in places] == [
        "id_",
        "id_title",
        "claims-group",
        "claims-0",
        "id_claims-0-text",
        "id_roles-0-actor",
    ]


@pytest.mark.thorough
def test_hostile_values_are_no_trouble(sky, typed, rf, admin_user):
    request = rf.post("/", {})
    request.POST = QueryDict("claims-TOTAL_FORMS=x&roles-TOTAL_FORMS=99999999&article=no&title=%00")
    request.user = admin_user
    read = submitted_brief(admin.site.get_model_admin(Brief), request, sky)
    assert read.problems
