from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from briefing.editing.draft_data import draft_data
from briefing.editing.publishing import publish
from briefing.models import Actor, Article, Brief, Claim, Edition
from quiz.models import Question, Quiz
from tests.support.briefing.desk_forms import CLAIM, change, filled, more, publishing, said

pytestmark = pytest.mark.django_db


def grown(brief: Brief) -> None:
    """Give a brief, and the site, a good many rows more of everything."""
    claim = {"section": "outlook", "standing": "assessed", "paragraphs": [1]}
    question = {"theme": "actors", "skill": "recall", "explanation": "So.", "evidence": ["c1"]}
    sky = Actor.objects.get(key="sky")
    for n in range(10):
        actor = Actor.objects.create(key=f"a{n}", name=f"Actor {n}", kind="state")
        brief.roles.create(actor=actor)
        brief.claims.create(key=f"x{n}", text=f"Claim {n}.", speaker=actor, **claim)
        brief.relations.create(subject=actor, verb="arms", object=sky)
        brief.events.create(date="2017", text=f"Event {n}.")
        asked = brief.quiz.questions.create(key=f"y{n}", prompt=f"Why {n}?", **question)
        asked.options.create(text="Yes", right=True, feedback="So it is.")
        quiz = Quiz.objects.create(title=f"Brief {n}")
        other = Brief.objects.create(
            title=quiz.title, slug=f"brief-{n}", article=brief.article, quiz=quiz
        )
        Edition.objects.create(brief=other, number=1, title=other.title, document="{}", revision=1)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "find",
    [
        lambda brief: reverse("admin:briefing_brief_changelist"),
        lambda brief: reverse("admin:briefing_brief_add"),
        change,
        publishing,
        lambda brief: reverse("admin:quiz_question_changelist"),
        lambda brief: change(brief.quiz.questions.first()),
        lambda brief: reverse("admin:quiz_question_add") + f"?quiz={brief.quiz_id}",
        lambda brief: reverse("admin:briefing_actor_changelist"),
        lambda brief: reverse("admin:briefing_article_changelist"),
        lambda brief: reverse("admin:briefing_edition_changelist"),
        lambda brief: change(brief.live),
    ],
    ids=[
        *("briefs", "new brief", "brief", "publish", "questions", "question", "new question"),
        *("actors", "articles", "editions", "edition"),
    ],
)
def test_a_page_of_the_desk_costs_the_same_at_any_size(sky, editor_client, queries, find):
    publish(sky.pk)
    sky.refresh_from_db()
    address = find(sky)
    # Django remembers these from one request to the next.
    ContentType.objects.clear_cache()
    with queries() as small:
        assert editor_client.get(address).status_code == 200
    grown(sky)
    ContentType.objects.clear_cache()
    with queries() as large:
        assert editor_client.get(address).status_code == 200
    assert len(small) == len(large)


@pytest.mark.thorough
def test_saving_a_form_unchanged_changes_nothing(brief, desk, bundled):
    before = draft_data(brief)
    desk.save(change(brief))
    brief.refresh_from_db()
    assert draft_data(brief) == before
    assert brief.revision == 1


@pytest.mark.thorough
def test_each_change_of_a_brief_or_a_question_is_kept_as_a_revision(sky, desk, admin_user):
    desk.save(change(sky), title="The wide sky")
    desk.save(change(sky.quiz.questions.get()), prompt="Is it blue?")
    kept = sky.revisions.values_list("number", "what", "editor")
    assert list(kept) == [
        (3, "Changed question q1", admin_user.pk),
        (2, "Changed the brief", admin_user.pk),
        (1, "Imported from a file", None),
    ]
    assert [r.data["title"] for r in sky.revisions.all()] == [
        "The wide sky",
        "The wide sky",
        "The sky",
    ]


def test_a_whole_brief_can_be_written_at_the_desk(desk):
    article = Article.objects.create(paragraphs=["It is blue.", "It is wide."])
    Actor.objects.create(key="sky", name="Sky", kind="bloc")
    role = more("roles", 0, actor="sky", claims="c2")
    desk.save(
        reverse("admin:briefing_brief_add"),
        title="The sky",
        slug="sky",
        standfirst="On it.",
        bottom_line="Blue.",
        topics="Sky\nBlue",
        article=article.pk,
        **role | more("claims", 0, **CLAIM | {"actors": "sky"}),
    )
    assert publish(Brief.objects.get().pk)[1] is True
    assert Brief.objects.get().quiz.title == "The sky"
    assert Brief.objects.get().topics == ["Sky", "Blue"]


NO_ACTOR = (
    "There is no actor “{}” in this brief. Add it (at the desk, under Roles), or name another."
)
FAULTS: dict[str, tuple[dict[str, Any], dict[str, list[str]]]] = {
    "fields": (
        {
            "title": "Submitted here",
            "topics": f"Sky\n{'x' * 41}",
            "claims-0-key": "c7",
            "claims-0-text": " ",
            "claims-0-paragraphs": "one",
            "claims-0-actors": "Sky!",
            **more("events", 0, date="2017-13", text="It is blue."),
        },
        {
            "topics": [f"Shorten “{'x' * 41}” to 40 characters."],
            "claims-0-key": ["A key stays, since links and reports go by it: c1."],
            "claims-0-text": ["This field is required."],
            "claims-0-paragraphs": [
                "“one” is not a paragraph. Write numbers from 1 on: 3, 4 or 3-5."
            ],
            "claims-0-actors": [
                "“Sky!” is not a key. Write keys with commas between them: russia, taliban."
            ],
            "events-0-date": ["“2017-13” is no date. Write 2017, 2017-07 or 2017-07-25."],
        },
    ),
    "references": (
        {
            "title": "Submitted here",
            "claims-0-actors": "sky, moon",
            "claims-0-answers": "c8",
            "claims-0-paragraphs": "1, 3",
            "roles-0-claims": "c9, c1",
        },
        {
            "claims-0-actors": [NO_ACTOR.format("moon")],
            "claims-0-paragraphs": ["The article has 2 paragraphs; there is no paragraph 3."],
            "claims-0-answers": ["There is no claim “c8” in this brief. Add it, or name another."],
            "roles-0-claims": ["There is no claim “c9” in this brief. Add it, or name another."],
        },
    ),
    "fields and references at once": (
        {
            "title": "",
            "claims-0-paragraphs": "one",
            "claims-0-actors": "moon",
            "claims-0-speaker": "stars",
            "roles-0-claims": "c9",
            **more("relations", 0, subject="star", verb="arms", object="sea", claims="c1"),
            **more("events", 0, date="2017", until="2016", text=" "),
        },
        {
            "title": ["This field is required."],
            "claims-0-paragraphs": [
                "“one” is not a paragraph. Write numbers from 1 on: 3, 4 or 3-5."
            ],
            "claims-0-actors": [NO_ACTOR.format("moon")],
            "claims-0-speaker": [
                "There is no actor “stars”. Choose one from the list, or add it under Actors."
            ],
            "roles-0-claims": ["There is no claim “c9” in this brief. Add it, or name another."],
            "relations-0-subject": [
                "There is no actor “star”. Choose one from the list, or add it under Actors."
            ],
            "events-0-text": ["This field is required."],
            "events-0-until": ["It ends (2016) before it begins (2017)."],
        },
    ),
    "new rows": (
        {
            **more("claims", 1, **CLAIM | {"key": "C2"}),
            **more("events", 0, date="2017", text=" "),
            **more("gaps", 0, text="How deep?", claims="c1; c1 !"),
        },
        {
            "claims-1-key": ["Use c and a number, as in c7."],
            "events-0-text": ["This field is required."],
            "gaps-0-claims": ["“!” is not a key. Write keys with commas between them: c1, c2."],
        },
    ),
    "an event that ends first": (
        more("events", 0, date="2017", until="2016", text="It is blue."),
        {"events-0-until": ["It ends (2016) before it begins (2017)."]},
    ),
    "an actor that is none": (
        {"claims-0-speaker": "moon"},
        {
            "claims-0-speaker": [
                "There is no actor “moon”. Choose one from the list, or add it under Actors."
            ]
        },
    ),
    "a character that cannot be seen": (
        {"title": "Sky\x01", "claims-0-text": "It is\x7f blue."},
        {
            "title": ["Remove the control character in this text."],
            "claims-0-text": ["Remove the control character in this text."],
        },
    ),
    "topics twice": (
        {"topics": "Sky\nSea\nSky"},
        {"topics": ["The topic “Sky” is given twice."]},
    ),
    "texts that are too long": (
        {"title": "x" * 121, "claims-0-text": "x" * 601},
        {
            "title": ["Ensure this value has at most 120 characters (it has 121)."],
            "claims-0-text": ["Ensure this value has at most 600 characters (it has 601)."],
        },
    ),
    "a claim that answers itself": (
        {"claims-0-answers": "c1"},
        {"claims-0-answers": ["A claim cannot answer itself."]},
    ),
    "a key twice": (
        more("claims", 1, **CLAIM | {"key": "c1"}),
        {"claims-1-key": ["“c1” is given twice. Change one."]},
    ),
}


@pytest.mark.thorough
@pytest.mark.parametrize("which", FAULTS)
def test_each_error_is_said_at_its_field_and_what_was_typed_is_kept(sky, desk, which):
    changes, errors = FAULTS[which]
    before = draft_data(sky)
    answer = desk.send(change(sky), **changes)
    assert said(answer) == errors
    typed = {name: str(filled(answer)[name]) for name in changes}
    assert typed == {name: str(value) for name, value in changes.items()}
    sky.refresh_from_db()
    assert draft_data(sky) == before


@pytest.mark.thorough
def test_a_relation_stands_between_two(sky, desk):
    row = more("relations", 0, subject="sea", verb="arms", object="sea", claims="c1")
    errors = said(desk.send(change(sky), **row))
    assert errors == {"relations-0-object": ["One actor stands on both sides. Name two."]}


@pytest.mark.thorough
def test_an_actor_without_a_role_cannot_be_in_a_relation(sky, desk):
    Actor.objects.create(key="moon", name="Moon", kind="bloc")
    row = more("relations", 0, subject="moon", verb="arms", object="sea", claims="c1")
    errors = said(desk.send(change(sky), **row))
    assert errors == {"relations-0-subject": [NO_ACTOR.format("moon")]}


@pytest.mark.thorough
def test_an_actor_cannot_lose_the_role_that_a_claim_rests_on(sky, desk):
    errors = said(desk.send(change(sky), **{"roles-0-DELETE": "on"}))
    assert errors == {"claims-0-actors": [NO_ACTOR.format("sky")]}


@pytest.mark.thorough
def test_an_address_can_be_changed_until_readers_know_it(sky, desk, editor_client):
    desk.save(change(sky), slug="clouds")
    publish(sky.pk)
    answer = editor_client.get(change(sky))
    assert "slug" not in filled(answer)
    assert ["Publish…" in answer.text, "Add a question" in answer.text] == [True, True]
    desk.save(change(sky), slug="sea")
    sky.refresh_from_db()
    assert sky.slug == "clouds"


def test_an_unpublished_brief_can_be_deleted_with_its_questions(sky, editor_client):
    address = reverse("admin:briefing_brief_delete", args=[sky.pk])
    editor_client.post(address, {"post": "yes"})
    left = [model.objects.count() for model in (Brief, Claim, Quiz, Question)]
    assert left == [0, 0, 0, 0]


@pytest.mark.thorough
def test_a_published_brief_cannot_be_deleted(edition, editor_client):
    address = reverse("admin:briefing_brief_delete", args=[edition.brief_id])
    answer = editor_client.post(address, {"post": "yes"})
    assert answer.status_code == 403
    assert Brief.objects.count() == 1
    assert address not in editor_client.get(change(edition.brief)).text


def test_an_edition_can_be_looked_at_and_nothing_else(edition, editor_client):
    answers = [
        editor_client.get(reverse("admin:briefing_edition_add")),
        editor_client.post(change(edition), {"note": "Changed."}),
        editor_client.post(
            reverse("admin:briefing_edition_delete", args=[edition.pk]), {"post": "yes"}
        ),
    ]
    assert {answer.status_code for answer in answers} == {403}
    assert editor_client.get(change(edition)).status_code == 200
    assert Edition.objects.get().note == edition.note


def test_no_edition_can_be_deleted_from_the_list(edition, editor_client):
    address = reverse("admin:briefing_edition_changelist")
    sent = {"action": "delete_selected", "_selected_action": [edition.pk], "post": "yes"}
    editor_client.post(address, sent)
    assert Edition.objects.count() == 1
