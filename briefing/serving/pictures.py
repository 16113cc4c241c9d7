"""The pictures of an edition that take long to make: made when it is published, and stored."""

import logging
from collections.abc import Sequence
from typing import Any

from django.db import DatabaseError, InterfaceError, transaction
from pydantic import TypeAdapter, ValidationError

from briefing.documents.schema import EditionDocument
from briefing.models import Edition, EditionPictures
from briefing.reading.pictures.actor_map import ActorMap, draw_maps
from briefing.reading.pictures.map_content import map_content
from briefing.reading.pictures.social_card import card_sha256, draw_card

_MAPS = TypeAdapter(tuple[ActorMap, ...])
logger = logging.getLogger(__name__)


def edition_maps(edition: Edition, document: EditionDocument) -> Sequence[ActorMap]:
    """Return the drawings of an edition's relations, as they are stored.

    They are laid out anew where there are none yet, or where they show something else, as in
    another language. Reading stores nothing: `store_pictures` does.
    """
    content = map_content(document)
    if not content.ties:
        return ()
    stored = _stored(edition, "maps_sha256", "maps")
    if stored and stored.maps_sha256 == content.sha256:
        try:
            return _MAPS.validate_json(stored.maps)
        except ValidationError:
            logger.exception("The stored map of edition %s cannot be read.", edition.pk)
    return draw_maps(content)


def edition_card(edition: Edition) -> bytes:
    """Return the picture that stands for an edition where its address is shared, as a PNG.

    It is drawn anew where none is stored, as the maps are.
    """
    document = EditionDocument.model_validate_json(edition.document)
    has_quiz = edition.paper_id is not None
    sha256 = card_sha256(document, has_quiz)
    stored = _stored(edition, "card_sha256", "card")
    if stored and stored.card_sha256 == sha256:
        return bytes(stored.card)
    return draw_card(document, has_quiz)


def store_pictures(edition: Edition) -> None:
    """Make the pictures of a saved edition and store them, unless they are stored as they are."""
    document = EditionDocument.model_validate_json(edition.document)
    content, has_quiz = map_content(document), edition.paper_id is not None
    sha256 = card_sha256(document, has_quiz)
    maps_sha256 = content.sha256 if content.ties else ""
    stored = _stored(edition, "card_sha256", "maps_sha256")
    if stored and (stored.card_sha256, stored.maps_sha256) == (sha256, maps_sha256):
        return
    maps = _MAPS.dump_json(draw_maps(content)).decode() if content.ties else ""
    _store(
        edition,
        maps_sha256=maps_sha256,
        maps=maps,
        card_sha256=sha256,
        card=draw_card(document, has_quiz),
    )


def stored_maps(edition: Edition) -> Sequence[ActorMap]:
    """Return the drawings stored beside an edition that was loaded with its pictures; no query.

    Where there are none, none are made: a list of briefs must not wait for them.
    """
    stored = getattr(edition, "pictures", None)
    try:
        return _MAPS.validate_json(stored.maps) if stored and stored.maps else ()
    except ValidationError:
        return ()


def _stored(edition: Edition, *fields: str) -> EditionPictures | None:
    if edition._state.adding:
        return None
    return EditionPictures.objects.only(*fields).filter(pk=edition.pk).first()


def _store(edition: Edition, **fields: Any) -> None:
    """Store what was made; where that fails, it is made again when it is next needed."""
    try:
        with transaction.atomic():
            EditionPictures.objects.bulk_create(
                [EditionPictures(edition_id=edition.pk, **fields)],
                update_conflicts=True,
                unique_fields=["edition"],
                update_fields=list(fields),
            )
    except (DatabaseError, InterfaceError):
        logger.exception("The pictures of edition %s could not be stored.", edition.pk)
