"""What takes long to make of an edition is made once, when it is published, and stored."""

import time
from typing import Any

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.db.models import QuerySet
from django.utils import translation

from briefing.choices import Verb
from briefing.documents.schema import EditionDocument
from briefing.jobs import store_missing_pictures
from briefing.models import EditionPictures
from briefing.serving import pictures
from briefing.serving.pages import edition_page
from tests.support.briefing.page_requests import asked

pytestmark = pytest.mark.django_db
TIE = {"subject": "sky", "verb": "arms", "object": "sea", "claims": ["c1"]}
TOO_MANY = b"There are too many relations for a map that could be read."


@pytest.fixture
def tied(published) -> Any:
    """A small live edition with one relation."""
    return published(relations=[TIE])


def forbid(monkeypatch: Any) -> None:
    for name in ("draw_maps", "draw_card"):
        monkeypatch.setattr(pictures, name, lambda shown: pytest.fail("drawn again"))


def card(edition: Any) -> bytes:
    return bytes(asked(f"{edition.get_absolute_url()}card.png")["body"])


def test_publishing_makes_the_pictures_and_no_page_makes_them_again(tied, monkeypatch):
    pictures.store_pictures(tied)
    page, picture = edition_page(tied), card(tied)
    forbid(monkeypatch)
    cache.clear()
    assert [edition_page(tied), card(tied)] == [page, picture]
    assert page.bodies["identity"].count(b'<svg class="picture narrow') == 1


def test_an_edition_without_pictures_is_read_with_them_and_a_job_stores_them(tied):
    page, picture = edition_page(tied), card(tied)
    assert EditionPictures.objects.count() == 0
    assert list(store_missing_pictures()) == [None]
    assert EditionPictures.objects.get().edition == tied
    cache.clear()
    assert [edition_page(tied), card(tied)] == [page, picture]


def test_in_another_language_the_pictures_are_made_anew(tied):
    pictures.store_pictures(tied)
    picture = card(tied)
    cache.clear()
    with translation.override("de"):
        pictures.store_pictures(tied)
        assert "<text" in edition_page(tied).bodies["identity"].decode()
        maps = EditionPictures.objects.get().maps
        assert ["bewaffnet" in maps, "arms" in maps] == [True, False]
        assert pictures.edition_card(tied) != picture


@pytest.mark.parametrize("stored", ["", "{", "[17]", '[{"name": "narrow"}]'])
def test_stored_pictures_that_cannot_be_read_are_made_anew(tied, stored):
    pictures.store_pictures(tied)
    page = edition_page(tied)
    EditionPictures.objects.update(maps=stored)
    cache.clear()
    assert edition_page(tied) == page


def test_readers_are_served_where_nothing_can_be_stored(tied, monkeypatch, caplog):
    def fail(*args: object, **kwargs: object) -> None:
        raise DatabaseError("read-only")

    monkeypatch.setattr(QuerySet, "bulk_create", fail)
    pictures.store_pictures(tied)
    assert b"<svg" in asked(tied.get_absolute_url())["body"]
    assert "could not be stored" in caplog.text
    assert EditionPictures.objects.count() == 0


@pytest.mark.thorough
def test_a_map_of_very_many_relations_is_left_out_in_time_and_the_page_says_why(published):
    keys = [f"a{n}" for n in range(60)]
    pairs = [(a, b) for a in keys for b in keys if a < b][:300]
    verbs = list(Verb)
    edition = published(
        actors=[{"key": key, "name": f"Actor {key}", "kind": "state"} for key in [*keys, "sky"]],
        relations=[
            TIE | {"subject": a, "object": b, "verb": verbs[n % len(verbs)].value}
            for n, (a, b) in enumerate(pairs)
        ],
    )
    begun = time.thread_time()
    document = EditionDocument.model_validate_json(edition.document)
    pictures.edition_maps(edition, document)
    assert time.thread_time() - begun < 2
    body = asked(edition.get_absolute_url())["body"]
    assert [body.count(TOO_MANY), body.count(b'<svg class="picture narrow')] == [1, 0]
    body = asked(f"{edition.get_absolute_url()}people/")["body"]
    assert body.count(b'<th scope="row">') == len(document.relations) == 300


def test_a_map_that_is_drawn_needs_no_excuse(tied):
    body = asked(tied.get_absolute_url())["body"]
    assert [body.count(TOO_MANY), body.count(b'<svg class="picture narrow')] == [0, 1]
