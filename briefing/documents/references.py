"""Whether the parts of a brief fit each other: keys that differ, references that lead somewhere.

Pure functions over a brief as plain data, as a file or the editor's forms give it. The data may be
wrong in any other way: what has the wrong type is passed over here and named by the models.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import networkx as nx  # type: ignore[import-untyped]
from django.utils.translation import gettext, gettext_lazy

from briefing.documents.cited_text import cited_claims
from quiz.documents.lenient import Data, rows, text, texts
from quiz.documents.schema import Loc, Problem, StrOrPromise, twice

# The parts that cite claims, and the field that does.
CITING = {
    "actors": "claims",
    "relations": "claims",
    "events": "claims",
    "gaps": "claims",
    "indicators": "claims",
    "questions": "evidence",
}
# A page shows each step within the one before, so that a chain cannot go on for ever.
MOST_STEPS = 30
# What tells the rows of a part from each other.
IDENTITY = {
    "actors": ("key",),
    "claims": ("key",),
    "questions": ("key",),
    "relations": ("subject", "verb", "object"),
    "terms": ("term",),
}


NO_CLAIM = gettext_lazy("There is no claim “%(key)s” in this brief. Add it, or name another.")
NO_ACTOR = gettext_lazy(
    "There is no actor “%(key)s” in this brief. Add it (at the desk, under Roles), or name another."
)


NO_QUESTION = gettext_lazy("There is no question “%(key)s” in this brief. Add it, or name another.")


def reference_problems(data: Data) -> list[Problem]:
    """Return every reference that leads nowhere and everything that is given twice."""
    return [
        *_repeated_rows(data),
        *_repeated_topics(data),
        *_unknown_claims(data),
        *_unknown_claims_in_text(data),
        *_unknown_questions(data),
        *_impossible_chains(data),
        *_unknown_actors(data),
        *_paragraphs_out_of_range(data),
        *_relations_with_oneself(data),
        *_events_that_end_first(data),
    ]


def _keys(data: Data, part: str) -> set[str]:
    return {row["key"] for _, row in rows(data, part) if isinstance(row.get("key"), str)}


def _repeated_rows(data: Data) -> Iterator[Problem]:
    for part, fields in IDENTITY.items():
        seen: set[tuple[str, ...]] = set()
        for i, row in rows(data, part):
            identity = tuple(str(row[name]) for name in fields if row.get(name))
            if len(identity) == len(fields):
                if identity in seen:
                    said = " ".join(identity)
                    yield Problem(
                        (part, i, fields[0]),
                        gettext("“%(said)s” is given twice. Change one.") % {"said": said},
                    )
                seen.add(identity)


def _repeated_topics(data: Data) -> Iterator[Problem]:
    for topic in twice(texts(data.get("topics"))):
        yield Problem(
            ("topics",), gettext("The topic “%(topic)s” is given twice.") % {"topic": topic}
        )


def _unknown(
    loc: Loc, keys: Iterable[str], known: set[str], missing: StrOrPromise
) -> Iterator[Problem]:
    keys = list(keys)
    for key in twice(keys):
        yield Problem(loc, gettext("“%(key)s” is given twice.") % {"key": key})
    for key in dict.fromkeys(keys):
        if key not in known:
            yield Problem(loc, missing % {"key": key})


def _unknown_claims(data: Data) -> Iterator[Problem]:
    known = _keys(data, "claims")
    for part, field in CITING.items():
        for i, row in rows(data, part):
            yield from _unknown((part, i, field), texts(row.get(field)), known, NO_CLAIM)
    for i, row in rows(data, "claims"):
        answers, loc = row.get("answers"), ("claims", i, "answers")
        if answers and answers == row.get("key"):
            yield Problem(loc, gettext("A claim cannot answer itself."))
        yield from _unknown(loc, [answers] if isinstance(answers, str) else [], known, NO_CLAIM)
        yield from _unknown(("claims", i, "leads_to"), texts(row.get("leads_to")), known, NO_CLAIM)


def _unknown_claims_in_text(data: Data) -> Iterator[Problem]:
    known = _keys(data, "claims")
    yield from _unknown(("bottom_line",), cited_claims(text(data, "bottom_line")), known, NO_CLAIM)
    for i, row in rows(data, "passages"):
        named = cited_claims(text(row, "text"))
        yield from _unknown(("passages", i, "text"), named, known, NO_CLAIM)


def _unknown_questions(data: Data) -> Iterator[Problem]:
    known = _keys(data, "questions") | {
        f"standing-{claim.get('key')}" for _, claim in rows(data, "claims") if claim.get("bare")
    }
    for i, row in rows(data, "questions"):
        loc: Loc = ("questions", i, "excludes")
        excluded = texts(row.get("excludes"))
        yield from _unknown(loc, excluded, known, NO_QUESTION)
        if row.get("key") in excluded:
            yield Problem(loc, gettext("A question cannot exclude itself."))


def _impossible_chains(data: Data) -> Iterator[Problem]:
    """Name each claim of a circle, and each that begins a chain too long to be shown.

    A chain that comes back to where it began explains nothing.
    """
    claims = [(i, row) for i, row in rows(data, "claims") if isinstance(row.get("key"), str)]
    following = {row["key"]: texts(row.get("leads_to")) for _, row in claims}
    graph = nx.from_dict_of_lists(following, create_using=nx.DiGraph)
    circles = [keys for keys in nx.strongly_connected_components(graph) if len(keys) > 1]
    circle = set().union(*circles, nx.nodes_with_selfloops(graph))
    too_long = set() if circle else _beginnings_of_long_chains(graph)
    for i, row in claims:
        key, place = row["key"], ("claims", i, "leads_to")
        if key in circle:
            said = gettext("From “%(key)s” this leads back to it. Remove a step.")
            yield Problem(place, said % {"key": key})
        elif key in too_long:
            said = gettext("The chain from “%(key)s” on has more than %(most)s steps. Remove some.")
            yield Problem(place, said % {"key": key, "most": MOST_STEPS})


def _beginnings_of_long_chains(graph: Any) -> set[str]:
    """Return the claims that no other leads to and from which a chain is too long."""
    # Backwards, a claim's generation is how many steps its longest chain still has.
    generations = list(nx.topological_generations(graph.reverse(copy=False)))
    far = {key for keys in generations[MOST_STEPS + 1 :] for key in keys}
    return {key for key in far if graph.in_degree(key) == 0}


def _unknown_actors(data: Data) -> Iterator[Problem]:
    known = _keys(data, "actors")
    for i, row in rows(data, "claims"):
        yield from _unknown(("claims", i, "actors"), texts(row.get("actors")), known, NO_ACTOR)
    named = [("claims", "speaker"), ("relations", "subject"), ("relations", "object")]
    for part, field in named:
        for i, row in rows(data, part):
            keys = [row[field]] if isinstance(row.get(field), str) else []
            yield from _unknown((part, i, field), keys, known, NO_ACTOR)


def _paragraphs_out_of_range(data: Data) -> Iterator[Problem]:
    article = data.get("article")
    outlined = article.get("paragraphs") if isinstance(article, dict) else None
    if not isinstance(outlined, list | tuple):
        return
    for i, row in rows(data, "claims"):
        cited = row.get("paragraphs")
        numbers = [str(n) for n in cited] if isinstance(cited, list | tuple) else []
        loc: Loc = ("claims", i, "paragraphs")
        for number in twice(numbers):
            yield Problem(loc, gettext("Paragraph %(number)s is given twice.") % {"number": number})
        for number in dict.fromkeys(numbers):
            if number.isdecimal() and int(number[:9]) > len(outlined):
                yield Problem(
                    loc,
                    gettext(
                        "The article has %(count)s paragraphs; there is no paragraph %(number)s."
                    )
                    % {"count": len(outlined), "number": number},
                )


def _relations_with_oneself(data: Data) -> Iterator[Problem]:
    for i, row in rows(data, "relations"):
        if row.get("subject") and row.get("subject") == row.get("object"):
            yield Problem(
                ("relations", i, "object"), gettext("One actor stands on both sides. Name two.")
            )


def _events_that_end_first(data: Data) -> Iterator[Problem]:
    for i, row in rows(data, "events"):
        begin, end = row.get("date"), row.get("until")
        if isinstance(begin, str) and isinstance(end, str) and "" < end < begin:
            yield Problem(
                ("events", i, "until"),
                gettext("It ends (%(end)s) before it begins (%(begin)s).")
                % {"end": end, "begin": begin},
            )
