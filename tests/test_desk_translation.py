"""The editor's desk in another language: no word of it is left out."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from briefing.draft import keep_revision
from briefing.models import Actor, Claim, Edition
from briefing.publishing import schedule
from quiz.models import Question
from tests.brackets import content_of, unmarked

# What is the same in every language: names of people, formats, files and the words of these tests.
NAMES = {
    "Editors",
    "Publishers",
    "readers",
    "questions",
    "details",
    "claims",
    "admin",
    "Ada",
    "GIFT",
    "Moodle",
    "XML",
    "QTI",
    "csv",
    "YAML",
    "en",
    "Django",
    "Wilson",
}


@pytest.fixture
def desk(whole: Edition, editor_client: Client) -> dict[str, str]:
    """Every page of the desk; its brief is live, changed since, and to be published once more."""
    brief = [whole.brief_id]
    question = Question.objects.filter(key="single").get()
    Claim.objects.filter(brief=whole.brief, key="c1").update(text="Once more.", standing="alleged")
    keep_revision(whole.brief_id, User.objects.get(), "Ada")
    schedule(whole.brief_id, timezone.now() + timezone.timedelta(days=2), note="Ada")
    names = {
        "desk": reverse("admin:index"),
        "briefs": reverse("admin:briefing_brief_changelist"),
        "a new brief": reverse("admin:briefing_brief_add"),
        "import": reverse("admin:briefing_brief_import"),
        "search": f"{reverse('admin:briefing_brief_search')}?q=sky",
        "search, in vain": f"{reverse('admin:briefing_brief_search')}?q=sky+sky+UTC",
        "questions": reverse("admin:quiz_question_changelist"),
        "a question": reverse("admin:quiz_question_change", args=[question.pk]),
        "deleting": reverse("admin:quiz_question_delete", args=[question.pk]),
        "a new question": f"{reverse('admin:quiz_question_add')}?quiz={question.quiz_id}",
        "articles": reverse("admin:briefing_article_changelist"),
        "an article": reverse("admin:briefing_article_change", args=[whole.brief.article_id]),
        "actors": reverse("admin:briefing_actor_changelist"),
        "an actor": reverse("admin:briefing_actor_change", args=[Actor.objects.all()[0].pk]),
        "editions": reverse("admin:briefing_edition_changelist"),
        "an edition": reverse("admin:briefing_edition_change", args=[whole.pk]),
        "log": reverse("admin:admin_logentry_changelist"),
        "people": reverse("admin:auth_user_changelist"),
        "somebody new": reverse("admin:auth_user_add"),
        "somebody": reverse("admin:auth_user_change", args=[User.objects.get().pk]),
        "key": reverse("quiz:key", args=[whole.paper_id]),
        "report of a question": reverse(
            "admin:briefing_brief_report_question", args=[*brief, "single"]
        ),
    }
    pages = ("change", "publish", "unpublish", "versions", "compare", "exchange", "report")
    pages = (*pages, "report_claims")
    return names | {page: reverse(f"admin:briefing_brief_{page}", args=brief) for page in pages}


def words_of(edition: Edition) -> set[str]:
    """Return what is said at the desk in the brief's own language, or by these tests."""
    found = content_of(edition) | {
        "Once more.",
        *NAMES,
        *Actor.objects.values_list("key", flat=True),
    }
    found |= {revision.what for revision in edition.brief.revisions.all()}
    return found


def test_every_word_of_the_desk_is_marked(
    whole: Edition, desk: dict[str, str], editor_client: Client, brackets: None
):
    found: dict[str, Any] = {name: editor_client.get(to) for name, to in desk.items()}
    found["sign in"] = Client().get(reverse("admin:login"))
    assert {name: page.status_code for name, page in found.items() if page.status_code != 200} == {}
    content = words_of(whole)
    # Django itself says this one word in English.
    pages = {
        name: page.content.decode().replace('alt="Search"', "") for name, page in found.items()
    }
    left = {name: unmarked(html, content) for name, html in pages.items()}
    assert {name: words for name, words in left.items() if words} == {}
