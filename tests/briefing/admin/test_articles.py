"""What lasts longer than a brief, at the desk: articles and actors."""

import re

import pytest
from django.urls import reverse

from briefing.editing.publishing import publish
from briefing.models import Actor, Article, Brief
from tests.support.briefing.desk_forms import CLAIM, change, filled, more, said

pytestmark = pytest.mark.django_db


def paragraphs(brief: Brief) -> list[str]:
    kept: list[str] = Article.objects.get(pk=brief.article_id).paragraphs
    return kept


def test_an_article_is_outlined_one_paragraph_a_line(sky, desk):
    desk.save(change(sky.article), paragraphs="One.\r\n\r\n  Two. \r\nThree.\r\n")
    assert paragraphs(sky) == ["One.", "Two.", "Three."]


@pytest.mark.thorough
def test_an_article_cannot_lose_a_paragraph_that_a_claim_cites(sky, desk):
    desk.save(change(sky), **more("claims", 1, **CLAIM))
    errors = said(desk.send(change(sky.article), paragraphs="It is blue."))
    assert errors == {
        "paragraphs": ["c2 of “The sky” cites paragraph 2. Change it first, or keep the paragraph."]
    }
    assert paragraphs(sky) == ["It is blue.", "It is wide."]


def test_an_article_can_lose_a_paragraph_that_nobody_cites(sky, desk):
    desk.save(change(sky.article), paragraphs="It is blue.")
    assert paragraphs(sky) == ["It is blue."]


def test_an_outline_that_is_too_long_is_said_with_its_number(sky, desk):
    typed = f"It is blue.\n{'x' * 401}"
    answer = desk.send(change(sky.article), paragraphs=typed)
    assert said(answer) == {"paragraphs": ["Shorten paragraph 2 to 400 characters; it has 401."]}
    assert filled(answer)["paragraphs"] == typed


def test_an_actor_keeps_its_key(sky, desk):
    errors = said(desk.send(change(Actor.objects.get(key="sky")), key="heaven"))
    assert errors == {"key": ["A key stays, since links and reports go by it: sky."]}


def test_an_actor_can_be_renamed_and_made_plural(sky, desk):
    desk.save(change(Actor.objects.get(key="sky")), name="Skies", plural="on")
    actor = Actor.objects.get(key="sky")
    assert [actor.name, actor.plural] == ["Skies", True]


@pytest.mark.parametrize("key", ["Sky", "the sky", "-sky", "sky-", "ski­"])
def test_a_key_is_small_letters_digits_and_hyphens(desk, key):
    typed = {"name": "Sky", "kind": "bloc", "key": key}
    answer = desk.send(reverse("admin:briefing_actor_add"), **typed)
    assert said(answer) == {"key": ["Use small letters, digits and hyphens, as in c7."]}


def test_actors_of_one_name_are_told_apart_by_their_keys(sky, editor_client):
    Actor.objects.create(key="sky-2", name="Sky", kind="bloc")
    page = editor_client.get(change(sky)).text
    offered = re.findall('<option value="([a-z0-9-]+)">([A-Z][a-z]+)</option>', page)
    assert offered.count(("sky", "Sky")) == offered.count(("sky-2", "Sky")) == 1
    assert page.count('list="actors"') > 4


@pytest.mark.parametrize("url", ["ftp://example.org/a", "https://example.org/\x01"])
def test_an_address_that_no_edition_takes_is_refused_at_its_field(sky, desk, url):
    assert list(said(desk.send(change(sky.article), url=url))) == ["url"]


@pytest.mark.parametrize(
    ("find", "typed"),
    [
        (lambda brief: brief, {"title": "The wide sky"}),
        (lambda brief: brief.quiz.questions.get(), {"prompt": "Is it blue?"}),
        (lambda brief: brief.article, {"title": "On the sky"}),
        (lambda brief: Actor.objects.get(key="sky"), {"name": "The sky"}),
    ],
    ids=["the brief", "a question", "the article", "an actor"],
)
def test_the_list_says_that_a_draft_was_saved_since_it_was_published(
    sky, desk, editor_client, find, typed
):
    publish(sky.pk)
    briefs = reverse("admin:briefing_brief_changelist")
    assert ">live: edition 1<" in editor_client.get(briefs).text
    desk.save(change(find(sky)), **typed)
    assert ">live: edition 1, changed since<" in editor_client.get(briefs).text


@pytest.mark.thorough
def test_no_text_is_cut_by_the_browser(sky, editor_client):
    rows = (sky, sky.article, sky.quiz.questions.get(), Actor.objects.get(key="sky"))
    for row in rows:
        page = editor_client.get(change(row)).text
        assert ['name="' in page, "maxlength" in page] == [True, False]
