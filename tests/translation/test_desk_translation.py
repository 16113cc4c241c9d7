"""The editor's desk in another language: no word of it is left out."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from briefing.editing.drafts import keep_revision
from briefing.editing.publishing import schedule
from briefing.models import Actor, Claim, Edition
from briefing.reporting.csv_export import FILES
from quiz.models import Question
from tests.support.bracket_language import content_of, nodes, said_on, unmarked
from tests.support.briefing.desk_forms import filled

pytestmark = pytest.mark.thorough

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
    "CSV",
    *"ABCDEF",  # the letters of a worksheet
    "Moodle",
    "XML",
    "QTI",
    "csv",
    "YAML",
    "en",
    "Django",
    "Wilson",
}
PAGES = (
    *("change", "publish", "unpublish", "versions", "compare", "exchange"),
    *("report", "report_claims"),
)


@pytest.fixture
def desk(whole: Edition, editor_client: Client) -> dict[str, str]:
    """Every page of the desk; its brief is live, changed since, and to be published once more."""
    brief = [whole.brief_id]
    question = Question.objects.filter(key="single").get()
    Claim.objects.filter(brief=whole.brief, key="c1").update(text="Once more.", standing="alleged")
    keep_revision(whole.brief_id, User.objects.get(), "Ada")
    schedule(whole.brief_id, timezone.now() + timedelta(days=2), note="Ada")
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
    pages: tuple[str, ...] = (
        "change",
        "publish",
        "unpublish",
        "versions",
        "compare",
        "exchange",
        "report",
    )
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


def ours(page: Any) -> str:
    """Return a page of the desk without two things that Django itself says.

    They are the name of a sign, always in English, and the parts of a hashed password.
    """
    return re.sub("<bdi>.*?</bdi>", "", page.content.decode().replace('alt="Search"', ""))


def test_every_word_of_the_desk_is_marked(
    whole: Edition, desk: dict[str, str], editor_client: Client, brackets: None
):
    found: dict[str, Any] = {name: editor_client.get(to) for name, to in desk.items()}
    found["sign in"] = Client().get(reverse("admin:login"))
    assert {name: page.status_code for name, page in found.items() if page.status_code != 200} == {}
    content = words_of(whole)
    left = {name: unmarked(ours(page), content) for name, page in found.items()}
    assert {name: words for name, words in left.items() if words} == {}


def test_every_word_to_an_editor_who_errs_is_marked(
    whole: Edition, desk: dict[str, str], editor_client: Client, brackets: None
):
    sent = filled(editor_client.get(desk["change"])) | {
        "title": "",
        "topics": "Sky\nSky",
        "claims-0-text": "",
        "claims-0-paragraphs": "0",
        "claims-0-actors": "UTC, nov",
        "relations-0-claims": "c9",
        "events-0-date": "0",
    }
    refused = editor_client.post(desk["change"], sent)
    assert refused.text.count('class="errorlist"') >= 6
    assert unmarked(ours(refused), words_of(whole)) == []


def test_nothing_of_the_desk_stays_english(
    settings: Any, whole: Edition, desk: dict[str, str], editor_client: Client
):
    settings.LANGUAGE_CODE = "de"
    with (Path(settings.BASE_DIR) / "locale/de/LC_MESSAGES/django.po").open("rb") as file:
        german = {m.id: m.string for m in read_po(file) if m.id and isinstance(m.id, str)}
    english = {said for said, meant in german.items() if said != meant} - words_of(whole)
    left = {
        name: sorted(english & set(nodes(ours(editor_client.get(address)))))
        for name, address in desk.items()
    }
    assert {name: said for name, said in left.items() if said} == {}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("change", "Könnte besser sein"),
        ("publish", "Was sich ändert: 2 Stellen"),
        ("versions", "Fassungen: was gespeichert wurde"),
        ("exchange", "Zeigen, was darin steht"),
        ("report", "Leser von Ausgabe 2 und früherer Ausgaben"),
    ],
)
def test_the_desk_speaks_german(
    settings: Any, desk: dict[str, str], editor_client: Client, name: str, said: str
):
    settings.LANGUAGE_CODE = "de"
    assert said in said_on(editor_client.get(desk[name]).content.decode())


def test_tables_are_the_same_in_every_language(whole: Edition, editor_client: Client):
    addresses = [
        reverse("admin:briefing_brief_report_file", args=[whole.brief_id, name]) for name in FILES
    ]
    english = [editor_client.get(address).getvalue() for address in addresses]
    with translation.override("de"):
        assert [editor_client.get(address).getvalue() for address in addresses] == english
