"""What was done at the desk, by whom and when."""

import html

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from briefing.models import Article
from tests.support.briefing.desk_forms import Desk, change, publishing
from tests.support.briefing.users import EDITOR, PUBLISHER, browser_of
from tests.support.html import text_of

pytestmark = pytest.mark.django_db
LOG = "/admin/admin/logentry/"


@pytest.fixture
def publisher() -> Client:
    return browser_of(PUBLISHER)


@pytest.mark.thorough
def test_the_log_says_who_did_what_the_last_first(sky, publisher):
    editor = Desk(browser_of(EDITOR))
    editor.save(change(sky), title="The wide sky")
    editor.save(change(sky.quiz.questions.get()), prompt="Is it blue?")
    publisher.post(publishing(sky), {"note": "It is <b>wide</b>."})
    unused = Article.objects.create(title="Unused", paragraphs=["One."])
    publisher.post(reverse("admin:briefing_article_delete", args=[unused.pk]), {"post": "yes"})
    answer = publisher.get(LOG)
    admin = answer.context["cl"].model_admin
    rows = [(admin.who(e), admin.what(e)) for e in answer.context["cl"].result_list]
    assert rows == [
        ("publisher", "Deleted."),
        ("publisher", "Published edition 1. It is <b>wide</b>."),
        ("editor", "Changed Prompt."),
        ("editor", "Changed Title."),
    ]
    page = html.unescape(text_of(answer.text))
    assert "What was done" in page
    assert "<b>wide</b>" not in answer.text
    assert f'brief: <a href="{change(sky)}">The wide sky</a>' in answer.text
    assert "article: Unused" in page


def test_a_person_is_called_by_name_where_it_is_known(sky, publisher):
    entry = LogEntry.objects.log_actions(
        int(publisher.session["_auth_user_id"]), [sky], 2, "Changed.", single_object=True
    )
    entry.user.first_name, entry.user.last_name = "Mira", "Sol"
    entry.user.save()
    assert "Mira Sol" in publisher.get(LOG).text


def test_the_log_costs_the_same_at_any_size(sky, publisher, queries):
    def cost() -> int:
        ContentType.objects.clear_cache()
        with queries() as seen:
            assert publisher.get(LOG).status_code == 200
        return len(seen)

    user = int(publisher.session["_auth_user_id"])
    LogEntry.objects.log_actions(user, [sky], 2, "Changed.")
    few = cost()
    for _ in range(30):
        LogEntry.objects.log_actions(user, [sky, sky.article], 2, "Changed.")
    assert cost() == few


@pytest.mark.parametrize("found", ["?q=sky", "?user__id__exact=1", "?q=%00", "?o=9", "?e=1"])
def test_the_log_can_be_searched(sky, publisher, found):
    assert publisher.get(LOG + found).status_code in (200, 302)
