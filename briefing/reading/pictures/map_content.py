"""What a map of the actors shows, apart from where it stands."""

import hashlib
from collections.abc import Iterator
from dataclasses import astuple, dataclass

from briefing.choices import Stance
from briefing.documents.schema import EditionDocument

# Counts up whenever the same content is laid out otherwise, so that stored maps are drawn anew.
LAYOUT = 1


@dataclass(frozen=True)
class MapContent:
    """The actors that are in a relation, each with its key and name, and the relations.

    Of each relation: the numbers of its actors, what its arrow says in the language of the site,
    and its stance.
    """

    actors: tuple[tuple[str, str], ...]
    ties: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    stances: tuple[Stance, ...]

    @property
    def sha256(self) -> str:
        """What tells this content, and how it is laid out, from any other."""
        return hashlib.sha256(repr((LAYOUT, astuple(self))).encode()).hexdigest()


def map_content(document: EditionDocument) -> MapContent:
    relations = document.relations
    ends = {key for relation in relations for key in (relation.subject, relation.object)}
    shown = [actor for actor in document.actors if actor.key in ends]
    number = {actor.key: i for i, actor in enumerate(shown)}
    return MapContent(
        actors=tuple((actor.key, actor.name) for actor in shown),
        ties=tuple((number[relation.subject], number[relation.object]) for relation in relations),
        words=tuple(_words(document)),
        stances=tuple(relation.verb.stance for relation in relations),
    )


def _words(document: EditionDocument) -> Iterator[str]:
    """Yield what each arrow says: the signs of its claims' standings, and the verb."""
    plural = {actor.key: actor.plural for actor in document.actors}
    signs = {claim.key: claim.standing.sign for claim in document.claims}
    for relation in document.relations:
        known = "".join(dict.fromkeys(signs[key] for key in relation.claims))
        yield f"{known} {relation.verb.said_of(plural[relation.subject])}"
