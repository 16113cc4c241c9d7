"""A brief whose address changes keeps its papers, and its readers their history."""

import pytest
from django.test.utils import override_script_prefix

from briefing.editing.publishing import publish, unpublish
from briefing.models import Brief, Claim
from quiz.models import Paper
from quiz.paper import page_addresses

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["below a path", "another slug"])
def moved(request, sky):
    """A brief that was published, and whose address has changed since."""
    publish(sky.pk)
    if request.param == "another slug":
        Brief.objects.update(slug="heaven")
        sky.refresh_from_db()
        yield sky
    else:
        with override_script_prefix("/room/"):
            yield sky


def test_publishing_the_same_again_makes_no_new_paper(moved):
    publish(moved.pk)
    assert Paper.objects.count() == 1


def test_all_its_papers_are_withdrawn_with_it(moved):
    Claim.objects.update(text="Reworded.")
    publish(moved.pk)
    assert Paper.objects.filter(withdrawn=False).count() == 2
    unpublish(moved.pk)
    assert Paper.objects.filter(withdrawn=False).count() == 0


def test_its_quiz_leads_to_where_it_is_now(moved):
    key = Paper.objects.get().page_key
    assert page_addresses([key, "unknown"]) == {key: moved.get_absolute_url()}
