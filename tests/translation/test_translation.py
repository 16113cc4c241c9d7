"""The site in another language: all of it, with its dates and numbers, and no word left out."""

import datetime as dt
from gettext import GNUTranslations
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from briefing.choices import Verb
from briefing.documents.partial_date import span, spell
from briefing.documents.schema import BriefDocument
from briefing.editing.drafts import replace_draft
from briefing.editing.publishing import publish
from briefing.models import Edition
from briefing.reading.citation import Cited, apa, chicago_note
from config.language import known_language
from quiz.documents.numbers import percent
from quiz.paper import read_paper
from quiz.results.context import spell_seconds
from tests.support.bracket_language import content_of, unmarked
from tests.support.browser import all_pages
from tests.support.marked_messages import marked

GERMAN = Path(settings.BASE_DIR) / "locale" / "de" / "LC_MESSAGES"


@pytest.mark.thorough
def test_every_word_of_the_readers_pages_is_marked(whole: Edition, brackets: None):
    content = content_of(whole)
    client = Client()
    addresses = all_pages.reading(whole) | all_pages.quiz(whole, client)
    del addresses["login"]
    found = {name: client.get(address).content.decode() for name, address in addresses.items()}
    found |= {error: render_to_string(f"{error}.html") for error in all_pages.ERRORS}
    left = {name: unmarked(html, content) for name, html in found.items()}
    assert {name: words for name, words in left.items() if words} == {}


def test_the_check_finds_a_word_that_is_not_marked():
    assert unmarked("<p title='Away'>⟦It ⟦is⟧⟧ here: The sky.</p>", {"The sky."}) == [
        "Away",
        "here",
    ]


@pytest.mark.thorough
def test_every_message_has_its_german():
    with (GERMAN / "django.po").open("rb") as file:
        catalog = read_po(file)
    german = {
        (m.context, m.id[0] if isinstance(m.id, tuple) else m.id)
        for m in catalog
        if m.id and not m.fuzzy and all([m.string] if isinstance(m.string, str) else m.string or [])
    }
    assert marked() - german == set()
    assert german - marked() == set()


def test_what_is_compiled_says_what_is_written():
    with (GERMAN / "django.po").open("rb") as written, (GERMAN / "django.mo").open("rb") as made:
        catalog, compiled = read_po(written), GNUTranslations(made)
    said = {str((m.context, m.id)): m.string for m in catalog if m.id}
    assert {str((m.context, m.id)): _compiled(compiled, m) for m in catalog if m.id} == said


def _compiled(compiled: GNUTranslations, message: Message) -> str | tuple[str, ...]:
    context = message.context
    if isinstance(message.id, str):
        return compiled.pgettext(context, message.id) if context else compiled.gettext(message.id)
    one, several = message.id
    return tuple(compiled.ngettext(one, several, number) for number in (1, 2))


def test_german_has_its_own_dates_plurals_and_numbers():
    with translation.override("de"):
        assert [spell(date) for date in ("2017", "2017-07", "2017-07-25")] == [
            "2017",
            "Juli 2017",
            "25. Juli 2017",
        ]
        assert span("2017-07", "2017-08") == "Juli 2017 bis August 2017"
        assert [spell_seconds(n) for n in (1, 60, 7200)] == ["1 Sekunde", "1 Minute", "2 Stunden"]
        assert percent(80) == "80\u00a0%"
        assert [Verb.ARMS.said_of(plural) for plural in (False, True)] == ["bewaffnet", "bewaffnen"]


def test_citations_speak_german():
    cited = Cited("sky", "Der Himmel", 2, dt.date(2026, 11, 25), "https://example.org/2/")
    with translation.override("de"):
        assert apa(cited).text == (
            "Readout. (2026, 25. November). Der Himmel (2. Ausg.). https://example.org/2/"
        )
        assert chicago_note(cited).text == (
            "„Der Himmel“, Readout, Ausgabe 2, 25. November 2026, https://example.org/2/."
        )


@pytest.mark.parametrize(
    ("code", "opening"),
    [("en-gb", '<html lang="en-gb" dir="ltr">'), ("ar", '<html lang="ar" dir="rtl">')],
)
def test_a_page_says_its_language_and_direction(settings: Any, code: str, opening: str):
    settings.LANGUAGE_CODE = code
    assert opening in render_to_string("404.html")


def test_a_brief_in_german(settings: Any, whole: Edition):
    settings.LANGUAGE_CODE = "de"
    html = Client().get(whole.get_absolute_url()).content.decode()
    assert '<html lang="de" dir="ltr">' in html
    assert "<h2>Fazit</h2>" in html
    assert "Etwa 1 Minute Lesezeit" in html
    assert '"inLanguage":"en"' in html


def test_documents_say_the_same_in_every_language(settings: Any, small: Any, db: None):
    document = BriefDocument.model_validate(small())
    english = document.edition().model_dump_json(exclude_defaults=True)
    with translation.override("de"):
        assert document.edition().model_dump_json(exclude_defaults=True) == english
        edition = publish(replace_draft(document).pk)[0]
    assert edition.document == english
    assert edition.paper
    drawn = read_paper(edition.paper).by_key["standing-c1"]
    assert drawn.prompt == "Wie gesichert ist das dem Briefing zufolge?"


@pytest.mark.parametrize(("said", "meant"), [("de", "de"), ("en_GB", "en-gb"), ("pt-BR", "pt-br")])
def test_a_language_may_be_written_in_either_way(said: str, meant: str):
    assert known_language(said) == meant


def test_an_unknown_language_is_refused():
    with pytest.raises(ImproperlyConfigured, match="SITE_LANGUAGE is “elvish”, which is not known"):
        known_language("elvish")
