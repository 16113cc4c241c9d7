from datetime import UTC, datetime

import pytest
from django.urls import reverse

from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import publish, schedule, unpublish
from briefing.models import Brief, Schedule
from tests.support.briefing.desk_forms import change
from tests.support.html import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
LIST = reverse("admin:briefing_brief_changelist")


@pytest.fixture
def briefs(small, desk):
    """A brief in every state, titled by it."""

    def made(title: str) -> Brief:
        slug = title.lower()
        return replace_draft(BriefDocument.model_validate(small(slug=slug, title=title)))

    made("Draft")
    publish(made("Live").pk)
    publish(made("Changed").pk)
    publish(made("Withdrawn").pk)
    unpublish(Brief.objects.get(slug="withdrawn").pk)
    desk.save(change(Brief.objects.get(slug="changed")), standfirst="Other words.")
    schedule(made("Due").pk, datetime(2027, 3, 1, 6, tzinfo=UTC))
    schedule(made("Late").pk, datetime(2026, 3, 1, 6, tzinfo=UTC))
    Schedule.objects.filter(brief__slug="late").update(trouble="No claim.")
    troubled = made("Troubled").pk
    # What so small a brief is warned of says nothing of its state.
    Brief.objects.update(errors=0, warnings=0)
    Brief.objects.filter(pk=troubled).update(errors=1, warnings=2)


@pytest.mark.usefixtures("briefs")
def test_the_list_shows_at_a_glance_how_each_brief_stands(editor_client):
    rows = text_of(editor_client.get(LIST).text.partition('id="result_list"')[2])
    for row in (
        "Changed live: edition 1, changed since - -",
        "Draft draft - -",
        "Due draft 1 March 2027, 06:00 -",
        "Late draft 1 March 2026, 06:00 not published when due",
        "Live live: edition 1 - -",
        "Troubled draft - 1 error, 2 warnings",
        "Withdrawn taken back - -",
    ):
        assert f"{row} 1 1" in rows


@pytest.mark.usefixtures("briefs")
@pytest.mark.parametrize(
    ("state", "titles"),
    [
        ("draft", {"Draft", "Due", "Late", "Troubled", "Withdrawn"}),
        ("live", {"Live", "Changed"}),
        ("changed", {"Changed"}),
        ("due", {"Due", "Late"}),
        ("troubled", {"Late", "Troubled"}),
    ],
)
def test_the_list_is_narrowed_to_a_state(editor_client, state, titles):
    shown = editor_client.get(LIST, {"state": state}).context["cl"].result_list
    assert {brief.title for brief in shown} == titles
