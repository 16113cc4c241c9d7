"""The checks beside the forms, what helps to fill the forms in, and the search."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from briefing.models import Actor, Brief
from tests.support.briefing.desk_forms import CLAIM, change, filled, more, publishing
from tests.support.html import text_of

pytestmark = pytest.mark.django_db


def checking(row: Any) -> str:
    return change(row).replace("/change/", "/checks/")


@pytest.fixture
def checked(editor_client):
    """Send a form as it is typed, with some changes, to be checked; return what is said."""

    def check(row: Any, **changes: Any) -> str:
        sent = filled(editor_client.get(change(row))) | changes
        answer = editor_client.post(checking(row), sent)
        assert answer.status_code == 200
        return str(answer.text)

    return check


def links(page: str) -> dict[str, str]:
    """Return the links of the checks: the address that each leads to, by what is said there."""
    found = re.findall(r'<a href="([^"]+)"[^>]*>[^<]+</a>: ([^<]+)</li>', page)
    return {message: address for address, message in found}


@pytest.mark.thorough
def test_what_is_typed_is_checked_and_each_finding_leads_to_its_field(sky, checked):
    said = checked(
        sky,
        bottom_line="word " * 61,
        **{"claims-0-paragraphs": "3", "claims-0-standing": "alleged", "title": ""},
    )
    assert text_of(said).startswith("2 errors, 9 warnings")
    found = links(said)
    assert found["This field is required."] == "#id_title"
    assert found["The article has 2 paragraphs; there is no paragraph 3."] == (
        "#id_claims-0-paragraphs"
    )
    assert found["Shorten the bottom line to 60 words; it has 61."] == "#id_bottom_line"
    assert found["Name the actor by whom this is alleged."] == "#id_claims-0-speaker"
    article = reverse("admin:briefing_article_change", args=[sky.article_id])
    unused = "No claim rests on paragraph 1. Use it, or leave it out on purpose."
    assert found[unused] == f"{article}#id_paragraphs"


def test_a_speaker_that_is_none_is_told_once(sky, checked):
    said = checked(sky, **{"claims-0-standing": "alleged", "claims-0-speaker": "moon"})
    at_speaker = [m for m, address in links(said).items() if address == "#id_claims-0-speaker"]
    assert at_speaker == [
        "There is no actor “moon”. Choose one from the list, or add it under Actors."
    ]


def test_what_belongs_into_questions_waits_until_a_brief_is_saved(editor_client):
    address = reverse("admin:briefing_brief_add")
    answer = editor_client.post(f"{address}checks/", filled(editor_client.get(address)))
    said = text_of(answer.text)
    assert re.search(r"questions: [^:]+ Save the brief first\.", said)
    assert "None" not in answer.text


@pytest.mark.parametrize("part", ["brief", "question"])
def test_without_javascript_a_form_is_checked_by_a_button(sky, desk, part):
    row = sky if part == "brief" else sky.quiz.questions.get()
    name, words = ("title", "Submitted here") if part == "brief" else ("prompt", "Is it not blue?")
    answer = desk.send(change(row), **{name: words, "_check": "Check without saving"})
    assert answer.status_code == 200
    assert "This was checked. Nothing of it is saved yet." in answer.text
    assert "Please correct" not in answer.text
    assert [filled(answer)[name], name in answer.text] == [words, True]
    row.refresh_from_db()
    sky.refresh_from_db()
    assert [getattr(row, name) == words, sky.revision] == [False, 1]


def test_the_button_tells_what_is_wrong_in_a_new_brief(desk):
    answer = desk.send(reverse("admin:briefing_brief_add"), _check="Check", title="The sea")
    assert links(answer.text)["This field is required."].startswith("#id_")
    assert [filled(answer)["title"], Brief.objects.count()] == ["The sea", 0]


def test_checking_saves_nothing(sky, checked):
    checked(sky, title="Submitted here", **more("claims", 1, **CLAIM))
    sky.refresh_from_db()
    assert [sky.title, sky.claims.count(), sky.revision] == ["The sky", 1, 1]


def test_a_new_row_is_checked_at_its_fields(sky, checked):
    said = checked(sky, **more("claims", 1, **CLAIM | {"standing": "denied"}))
    assert links(said)["Name the claim that this denies, by its key."] == "#id_claims-1-answers"


@pytest.mark.thorough
def test_what_is_found_in_a_question_leads_to_the_question(sky, checked):
    question = sky.quiz.questions.get()
    question.options.update(right=False)
    said = links(checked(sky))["No option is right. Mark the one that is."]
    assert said == f"{change(question)}#id_options"


def test_a_new_brief_is_checked_before_it_is_saved(editor_client):
    address = reverse("admin:briefing_brief_add")
    page = editor_client.get(address)
    answer = editor_client.post(f"{address}checks/", filled(page) | {"title": "The sea"})
    found = re.findall(r'<a href="(#[^"]+)">', answer.text)
    assert ["#id_slug" in found, "#id_title" in found] == [True, False]
    assert Brief.objects.count() == 0


def test_a_question_is_checked_as_it_is_typed(sky, checked):
    question = sky.quiz.questions.get()
    said = checked(
        question,
        prompt="Which is not blue?",
        **{"options-0-right": "", "options-1-text": "None of these"},
    )
    assert links(said) == {
        "No option is right. Mark the one that is.": "#options-group",
        "Ask without “not”, or set it in capitals: NOT.": "#id_prompt",
        "Say what “of these” or “the above” stands for: options are shown in any order.": (
            "#id_options-1-text"
        ),
    }


def test_a_new_question_is_checked_before_it_is_saved(sky, editor_client):
    address = reverse("admin:quiz_question_add")
    page = editor_client.get(f"{address}?quiz={sky.quiz_id}")
    answer = editor_client.post(f"{address}checks/?quiz={sky.quiz_id}", filled(page))
    assert links(answer.text)["Choose the claim that settles the question."] == "#id_evidence"
    assert editor_client.post(f"{address}checks/", filled(page)).status_code == 404


@pytest.mark.thorough
def test_a_page_says_what_the_draft_as_it_is_kept_lacks(sky, editor_client):
    sky.claims.update(paragraphs=[9])
    page = editor_client.get(change(sky)).text
    assert links(page)["The article has 2 paragraphs; there is no paragraph 9."] == (
        "#id_claims-0-paragraphs"
    )


@pytest.mark.thorough
def test_a_form_that_was_refused_is_checked_as_it_was_typed(sky, desk):
    answer = desk.send(change(sky), title="", bottom_line="word " * 61)
    found = links(answer.text)
    assert found["This field is required."] == "#id_title"
    assert found["Shorten the bottom line to 60 words; it has 61."] == "#id_bottom_line"


def grown(brief: Brief, size: int) -> None:
    sky = Actor.objects.get(key="sky")
    claim = {"section": "outlook", "standing": "alleged", "paragraphs": [1], "speaker": sky}
    question = {"theme": "actors", "skill": "recall", "explanation": "So.", "evidence": ["c1"]}
    first = brief.roles.count()
    for n in range(first, first + size):
        actor = Actor.objects.create(key=f"a{n}", name=f"Actor {n}", kind="state")
        brief.roles.create(actor=actor)
        brief.claims.create(key=f"c{n + 2}", text=f"Claim {n}.", **claim)
        brief.relations.create(subject=actor, verb="arms", object=sky, claims=["c1"])
        brief.events.create(date="2017", text=f"Event {n}.")
        asked = brief.quiz.questions.create(key=f"y{n}", prompt=f"Why {n}?", **question)
        asked.options.create(text="Yes", right=True, feedback="So it is.")


@pytest.mark.thorough
@pytest.mark.parametrize("find", [lambda b: b, lambda b: b.quiz.questions.first()])
def test_checking_costs_the_same_number_of_queries_at_any_size(sky, editor_client, queries, find):
    counts = []
    for size in (0, 12):
        grown(sky, size)
        sent = filled(editor_client.get(change(find(sky))))
        ContentType.objects.clear_cache()
        with queries() as seen:
            assert editor_client.post(checking(find(sky)), sent).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12


@pytest.mark.thorough
def test_saving_a_form_asks_nothing_more_for_rows_that_did_not_change(sky, editor_client, queries):
    counts = []
    for size in (2, 12):
        grown(sky, size)
        sent = filled(editor_client.get(change(sky)))
        ContentType.objects.clear_cache()
        with queries() as seen:
            assert editor_client.post(change(sky), sent).status_code == 302
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.thorough
@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"claims-TOTAL_FORMS": "x", "roles-TOTAL_FORMS": "99999999"},
        {"title": "\x00", "article": "9" * 40, "roles-TOTAL_FORMS": "1", "roles-0-actor": "\x00"},
        {"claims-TOTAL_FORMS": "1", "claims-0-paragraphs": "1-" * 9999, "claims-0-key": "c" * 9999},
        {"options-TOTAL_FORMS": "1", "options-0-text": "\x00", "kind": "none", "position": "-1"},
    ],
)
def test_hostile_forms_are_checked_like_others(sky, editor_client, sent):
    for row in (sky, sky.quiz.questions.get()):
        assert editor_client.post(checking(row), sent).status_code == 200


def test_only_who_may_edit_can_check(sky, editor_client, db):
    reader = User.objects.create_user("reader", password="x", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_brief"))
    client = Client()
    assert client.post(checking(sky)).status_code == 302
    client.force_login(reader)
    assert client.post(checking(sky)).status_code == 403
    assert editor_client.get(checking(sky)).status_code == 405
    assert editor_client.post(checking(sky).replace(str(sky.pk), "999")).status_code == 404


def test_a_question_on_a_claim_is_begun_with_its_evidence_theme_and_key(sky, editor_client):
    sky.claims.update(section="motives")
    page = editor_client.get(change(sky)).text
    [address] = re.findall(r'href="([^"]+)">Add a question on this claim', page)
    new = filled(editor_client.get(address.replace("&amp;", "&")))
    assert [new["key"], new["theme"], new["evidence"]] == ["q2", "motives", ["c1"]]


def test_a_question_on_a_claim_that_is_none_is_begun_empty(sky, editor_client):
    address = f"{reverse('admin:quiz_question_add')}?quiz={sky.quiz_id}&evidence="
    for evidence in ("c99", "x" * 5000, "%00"):
        assert "evidence" not in filled(editor_client.get(address + evidence))


def test_a_new_claim_of_which_only_the_key_is_filled_in_is_none(sky, desk):
    desk.save(change(sky), **more("claims", 1, key="c2"))
    assert sky.claims.count() == 1


def test_limits_are_told_to_the_page(sky, editor_client):
    page = editor_client.get(change(sky)).text
    assert re.search(r'<textarea name="claims-0-text"[^>]*data-limit="600"', page)
    assert re.search(r'<textarea name="bottom_line"[^>]*data-words="60"', page)


def searched(client: Client, q: str) -> str:
    answer = client.get(reverse("admin:briefing_brief_search"), {"q": q})
    assert answer.status_code == 200
    return text_of(answer.text)


def test_claims_and_questions_of_all_briefs_are_found_by_their_words(sky, brief, editor_client):
    found = searched(editor_client, "blue sky")
    assert "c1 The sky is blue. The sky" in found
    assert "q1 Is the sky blue? The sky" in found
    assert "No claim has moonshine." in searched(editor_client, "moonshine")


def test_a_question_is_found_by_the_words_of_its_options(sky, editor_client):
    options = sky.quiz.questions.get().options
    options.filter(text="No").update(text="Turquoise", feedback="Nobody says ultramarine.")
    questions = reverse("admin:quiz_question_changelist")
    for words in ("turquoise", "ultramarine"):
        assert "q1 Is the sky blue? The sky" in searched(editor_client, words)
        listed = editor_client.get(questions, {"q": words}).context["cl"].result_list
        assert [question.key for question in listed] == ["q1"]


def test_a_found_claim_leads_to_its_row(sky, editor_client):
    page = editor_client.get(reverse("admin:briefing_brief_search"), {"q": "blue"}).text
    claim = sky.claims.get()
    assert f'href="{change(sky)}#claim-{claim.pk}"' in page
    assert f'id="claim-{claim.pk}"' in editor_client.get(change(sky)).text


@pytest.mark.parametrize("q", ["", "word " * 1500, "\x00", "%_\\'\"", "x" * 5000])
def test_any_search_is_answered(sky, editor_client, q):
    searched(editor_client, q)
    for name in ("briefing_brief", "quiz_question", "briefing_actor"):
        answer = editor_client.get(reverse(f"admin:{name}_changelist"), {"q": q})
        assert answer.status_code == 200


def test_a_search_costs_the_same_at_any_size(sky, editor_client, queries):
    counts = []
    for size in (0, 60):
        grown(sky, size)
        with queries() as seen:
            searched(editor_client, "c")
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "query", ["evidence__contains=x", "quiz__title__regex=(", "prompt__regex=(", "kind__in=x"]
)
def test_a_list_is_narrowed_only_by_what_stands_beside_it(sky, editor_client, query):
    answer = editor_client.get(f"{reverse('admin:quiz_question_changelist')}?{query}")
    assert answer.status_code == 400


def test_a_list_is_narrowed_by_what_stands_beside_it(sky, editor_client):
    questions = reverse("admin:quiz_question_changelist")
    for query in (f"quiz__id__exact={sky.quiz_id}", "kind__exact=single", "theme__exact=actors"):
        assert editor_client.get(f"{questions}?{query}").status_code == 200


def test_publishing_lists_warnings_that_do_not_stop_it(sky, editor_client):
    page = editor_client.get(publishing(sky)).text
    assert "Say on what the brief rests and how it was made." in text_of(page)
    assert '<input type="submit" value="Publish"' in page
