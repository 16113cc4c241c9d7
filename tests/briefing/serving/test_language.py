"""A brief in another language than the interface: its own words say so, the others do not."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from briefing.documents.schema import BriefDocument
from briefing.documents.yaml_format import BriefFileError, read_brief, write_brief
from briefing.editing.draft_data import draft_data
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import publish
from briefing.models import Brief, Edition
from tests.support.briefing.desk_forms import filled
from tests.support.browser import all_pages

Small = Callable[..., dict[str, Any]]


def spoken(html: str) -> dict[str, set[str]]:
    """Return the texts of the elements that name a language, by that language."""
    found: dict[str, set[str]] = {}
    for tag, said in re.findall(r'<(?!html)[^<>]* lang="([^"]+)"[^<>]*>([^<>]*)', html):
        found.setdefault(tag, set()).add(" ".join(said.split()))
    return found


def test_a_brief_is_in_english_where_nothing_else_is_said(small: Small):
    document = BriefDocument.model_validate(small())
    assert document.language == "en"
    assert b"language" not in write_brief(document)


def test_the_language_of_a_brief_goes_all_the_way(small: Small, db: None):
    document = read_brief(write_brief(BriefDocument.model_validate(small(language="pt-BR"))))
    brief = replace_draft(document)
    assert draft_data(brief)["language"] == "pt-BR"
    edition = publish(brief.pk)[0]
    assert edition.paper
    assert [edition.language, edition.paper.language] == ["pt-BR", "pt-BR"]
    assert BriefDocument.model_validate(draft_data(brief)) == document


def test_a_language_that_is_none_is_refused_with_what_to_write(small: Small):
    content = write_brief(BriefDocument.model_validate(small(language="pt-BR")))
    with pytest.raises(BriefFileError, match="Write a language’s code, such as en, de or pt-BR"):
        read_brief(content.replace(b"pt-BR", b"Portuguese (Brazil)"))


@pytest.mark.thorough
def test_an_editor_says_the_language_on_the_form(brief: Brief, editor_client: Client):
    address = reverse("admin:briefing_brief_change", args=[brief.pk])
    page = editor_client.get(address)
    refused = editor_client.post(address, filled(page) | {"language": "Klingon, mostly"})
    assert refused.context["adminform"].form.errors["language"] == [
        "Write a language’s code, such as en, de or pt-BR."
    ]
    editor_client.post(address, filled(page) | {"language": "de"})
    brief.refresh_from_db()
    assert brief.language == "de"


def test_the_words_of_an_english_brief_say_so_on_a_german_site(settings: Any, whole: Edition):
    settings.LANGUAGE_CODE = "de"
    pages = [f"{whole.get_absolute_url()}{page}" for page in ("", "evidence/", "people/")]
    html = "".join(Client().get(page).content.decode() for page in pages)
    assert html.count('<html lang="de" dir="ltr">') == 3
    said = spoken(html)
    assert list(said) == ["en"]
    assert {"The sky", "Sky", "What is above.", "How deep it is.", "It is blue."} <= said["en"]
    assert not {"Fazit", "Zeitleiste", "Aussagen"} & said["en"]
    front = Client().get(reverse("briefing:front")).content.decode()
    assert spoken(front) == {"en": {"The sky", whole.standfirst, ""}}
    feed = Client().get(reverse("briefing:feed")).content.decode()
    assert 'xml:lang="de"' in feed
    assert '<entry xml:lang="en">' in feed


def test_the_quiz_of_an_english_brief_says_so_on_a_german_site(settings: Any, whole: Edition):
    settings.LANGUAGE_CODE = "de"
    client = Client()
    pages = {
        name: client.get(to).content.decode() for name, to in all_pages.quiz(whole, client).items()
    }
    pages["worksheet"] = client.get(all_pages.reading(whole)["worksheet"]).content.decode()
    assert {name: list(spoken(html)) for name, html in pages.items()} == {
        name: ["en"] for name in pages
    }
    # What the program asks and offers itself is in its own language.
    drawn = spoken(pages["question: standing"])["en"]
    assert "Wie gesichert ist das?" not in drawn
    assert "Wahr" not in spoken(pages["question: judgement"])["en"]


@pytest.mark.parametrize("page", ["briefing:front", "briefing:brief"])
def test_nothing_says_its_language_where_all_speak_one(whole: Edition, page: str):
    address = reverse(page, args=[whole.brief.slug] if page == "briefing:brief" else [])
    assert spoken(Client().get(address).content.decode()) == {}
