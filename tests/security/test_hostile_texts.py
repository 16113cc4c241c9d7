"""Texts are texts: whatever is typed into any field, no page takes it for a part of itself."""

import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import models
from django.test import Client
from django.urls import reverse

from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import publish
from briefing.models import Article, Brief
from quiz.models import Attempt, Paper
from tests.security.test_security import Page
from tests.support.briefing.desk_forms import Desk, change
from tests.support.briefing.every_part import EVERY_PART
from tests.support.briefing.users import ANYBODY, SUPERUSER
from tests.support.visitors import ROUTES, Site

pytestmark = pytest.mark.django_db

SHORT = "'\"><x-evil>"
LONG = f"{{{{ 7|add:70 }}}}*_[a](javascript:x)]]>--></script></textarea></title>{SHORT}"
# What is checked to be something else than a text, and what stays as it was first typed.
NO_TEXTS = {
    "key",
    "slug",
    "date",
    "until",
    "url",
    "language",
    "name",
    "username",
    "password",
    "email",
}


def hostile(field: Any, row: models.Model) -> str:
    """Return the worst text that a field takes, another one for each row."""
    most = field.max_length or 400
    return f"{row.pk}{LONG if most > len(LONG) + 5 else SHORT}"


def editable(row: models.Model) -> list[Any]:
    return [
        field
        for field in row._meta.fields
        if isinstance(field, models.CharField | models.TextField)
        and field.editable
        and not field.choices
        and field.name not in NO_TEXTS
    ]


def spoil() -> set[str]:
    """Put a hostile text into every field of every row; return which fields those are."""
    spoilt = set()
    kept: list[type[models.Model]] = [User, *apps.get_app_config("briefing").get_models()]
    for model in kept:
        if model._meta.model_name in ("edition", "revision"):
            continue
        spoilt |= _spoil(model)
    for model in apps.get_app_config("quiz").get_models():
        if model._meta.model_name in ("question", "option"):
            spoilt |= _spoil(model)
    Article.objects.update(paragraphs=[f"{n}{LONG}" for n in range(2)])
    Brief.objects.update(topics=[SHORT])
    return spoilt


def _spoil(model: type[models.Model]) -> set[str]:
    spoilt = set()
    for row in model._default_manager.all():
        for field in editable(row):
            if getattr(row, field.name) or not field.blank:
                setattr(row, field.name, hostile(field, row))
                spoilt.add(f"{model.__name__}.{field.name}")
        row.save()
    return spoilt


@pytest.fixture
def spoilt(small, db) -> Any:
    """A small site whose every text is hostile, published."""
    data = small(**EVERY_PART)
    data["article"] |= {"author": "A", "title": "T", "outlet": "O", "url": "https://a.example/"}
    data |= {"method": "How.", "topics": ["Air"]}
    data["actors"][0] |= {"office": "Above", "side": "Up", "wants": "Air.", "does": "Shine."}
    data["claims"][0] |= {"gist": "Blue.", "standing": "reported", "speaker": "sea"}
    data["questions"][0]["options"][0]["feedback"] = "So."
    brief = replace_draft(BriefDocument.model_validate(data))
    spoil()
    publish(brief.pk, note=LONG)
    return brief


def held(page: Page) -> list[Any]:
    """Return what of a hostile text has become a part of a page."""
    odd = [
        (tag, attrs)
        for tag, attrs in page.elements
        if "x-evil" in (tag, *attrs) or str(attrs.get("href", "")).startswith("javascript:")
    ]
    return odd + page.inline


@pytest.mark.thorough
def test_no_page_takes_a_text_for_a_part_of_itself(spoilt):
    site = Site(spoilt)
    seen = 0
    for route in ROUTES:
        for visitor in (ANYBODY, "reader", SUPERUSER):
            answer = site.ask(visitor, "GET", site.address(route))
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                assert held(Page(answer.text)) == [], route
                assert "x-evil" not in answer.headers.get("Content-Disposition", "")
                seen += "x-evil" in answer.text
                assert "*_[a]" not in answer.text or "{{ 7|add:70 }}" in answer.text
    # The hostile texts are there to be seen, on many pages.
    assert seen > 20


def test_the_search_for_what_a_text_became_finds_it():
    assert held(Page(f"<p title='{SHORT}'>")) != []
    assert held(Page('<a href="javascript:x">')) != []
    assert held(Page('<p title="&#x27;&quot;&gt;&lt;x-evil&gt;">')) == []


def test_a_quiz_of_hostile_texts_is_as_safe_as_any(spoilt):
    client = Client()
    paper = Paper.objects.get().pk
    client.post(reverse("quiz:attempts", args=[paper]), {"themes": "actors", "length": "all"})
    attempt = Attempt.objects.get()
    question = reverse("quiz:question", args=[attempt.public_id, 1])
    asked = client.get(question)
    for sent in ({"choice": LONG}, {"choice": "0"}):
        client.post(question, sent, headers={"HX-Request": "true"})
    pages = [asked, client.get(question), client.get(f"/quiz/attempts/{attempt.public_id}/")]
    for answer in pages:
        assert "x-evil" in answer.text
        assert held(Page(answer.text)) == []


def test_the_feed_the_map_of_the_site_and_the_file_of_a_reader_stay_whole(spoilt, client):
    feed, sitemap = client.get("/feed.xml").text, client.get("/sitemap.xml").text
    for text in (feed, sitemap):
        found = {element.tag.rpartition("}")[2] for element in ET.fromstring(text).iter()}
        assert "x-evil" not in found
    assert "x-evil" in feed
    json.loads(client.get("/site.webmanifest").text)


def test_the_brief_tells_search_engines_the_text_as_it_is(spoilt, client):
    page = client.get("/briefs/sky/").text
    block = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert LONG in json.dumps(json.loads(block), ensure_ascii=False).replace('\\"', '"')


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "//x", "ftp:x", "\tx:"],
)
def test_an_article_is_linked_by_web_addresses_alone(editor_client, brief, url):
    desk = Desk(editor_client)
    answer = desk.send(change(Article.objects.get()), url=url)
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors.keys() == {"url"}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_no_file_brings_another_address(small, url):
    data = small(article={"paragraphs": ["One.", "Two."], "url": url})
    with pytest.raises(ValueError, match="url"):
        BriefDocument.model_validate(data)
