"""Whole briefs for property tests: varied texts and keys, every reference leading somewhere."""

from string import ascii_lowercase, digits
from typing import Any

from hypothesis import strategies as st

from briefing.choices import ActorKind, Section, Standing, Verb
from briefing.documents.schema import BriefDocument
from quiz.choices import WRITTEN_THEMES, KindName, Skill
from quiz.kinds.judgement import TEXTS
from quiz.kinds.typed.letters import plain

# Texts that a careless reader of YAML takes for something else.
ODD_TEXTS = ["No", "null", "~", "2017", "1e3", "- a", "a: b", "#a", "&a *a", "‘a’", "'", '"', "%"]
ODD_KEYS = ["no", "null", "1", "1e3", "0x1f", "2017-07", "true"]
ODD_CLAIM_KEYS = ["c0", "c00", "c1", "c99999"]
DATES = ["0999", "1979", "2001-09", "2017", "2017-07", "2017-07-25", "2017-12-31"]

_any_character = st.characters(exclude_categories=["Cc", "Cs"])
_keys = st.sampled_from(ODD_KEYS) | st.lists(
    st.text(ascii_lowercase + digits, min_size=1, max_size=8), min_size=1, max_size=3
).map("-".join)

_claim_keys = st.sampled_from(ODD_CLAIM_KEYS) | st.integers(0, 99999).map("c{}".format)


def texts(most: int) -> st.SearchStrategy[str]:
    """Make tidy texts: some odd, some of any characters, some of words that fill lines."""
    words = st.lists(st.text(_any_character, min_size=1, max_size=20), min_size=1, max_size=20)
    tidied = words.map(lambda ws: " ".join(" ".join(ws).split())[:most].strip()).filter(bool)
    return st.sampled_from(ODD_TEXTS) | tidied


@st.composite
def briefs(draw: st.DrawFn) -> BriefDocument:
    actors = draw(st.lists(_keys, min_size=2, max_size=4, unique=True))
    claims = draw(st.lists(_claim_keys, min_size=1, max_size=4, unique=True))
    paragraphs = draw(st.lists(texts(400), min_size=1, max_size=3))
    some_claims = st.lists(st.sampled_from(claims), unique=True)
    points = st.lists(
        st.fixed_dictionaries({"text": texts(500), "claims": some_claims}), max_size=2
    )
    data = {
        "format": "1",
        "slug": draw(_keys),
        "title": draw(texts(120)),
        "standfirst": draw(texts(400)),
        "topics": draw(st.lists(texts(40), max_size=2, unique=True)),
        "bottom_line": draw(texts(600)),
        "method": draw(_maybe(texts(1500))),
        "article": draw(_article(paragraphs)),
        "actors": [draw(_actor(key, some_claims)) for key in actors],
        "claims": [draw(_claim(key, claims, actors, len(paragraphs))) for key in claims],
        "relations": draw(_relations(actors, claims)),
        "events": [draw(_event(some_claims)) for _ in range(draw(st.integers(0, 2)))],
        "terms": draw(_terms),
        "gaps": draw(points),
        "indicators": draw(points),
        "questions": draw(_questions(claims)),
    }
    return BriefDocument.model_validate(data)


def _maybe(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.just("") | values


def _article(paragraphs: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "author": _maybe(texts(120)),
            "title": _maybe(texts(200)),
            "outlet": _maybe(texts(120)),
            "date": st.none() | st.sampled_from(DATES),
            "url": st.none() | st.just("https://example.org/a?b=c&d=%20#e"),
            "paragraphs": st.just(paragraphs),
        }
    )


def _actor(
    key: str, some_claims: st.SearchStrategy[list[str]]
) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "key": st.just(key),
            "name": texts(80),
            "kind": st.sampled_from(ActorKind),
            "plural": st.booleans(),
            "office": _maybe(texts(160)),
            "side": _maybe(texts(60)),
            "wants": _maybe(texts(500)),
            "does": _maybe(texts(500)),
            "claims": some_claims,
        }
    )


def _claim(
    key: str, claims: list[str], actors: list[str], paragraphs: int
) -> st.SearchStrategy[dict[str, Any]]:
    others = [other for other in claims if other != key]
    later = claims[claims.index(key) + 1 :]
    return st.fixed_dictionaries(
        {
            "key": st.just(key),
            "section": st.sampled_from(Section),
            "standing": st.sampled_from(Standing),
            "speaker": st.none() | st.sampled_from(actors),
            "answers": st.none() | st.sampled_from(others) if others else st.none(),
            "paragraphs": st.lists(st.integers(1, paragraphs), min_size=1, unique=True),
            "actors": st.lists(st.sampled_from(actors), unique=True),
            "text": texts(600),
            "gist": _maybe(texts(80)),
            # A chain never leads back: from a claim to one after it only.
            "leads_to": st.lists(st.sampled_from(later), unique=True) if later else st.just([]),
        }
    )


def _relations(actors: list[str], claims: list[str]) -> st.SearchStrategy[list[dict[str, Any]]]:
    relation = st.fixed_dictionaries(
        {
            "subject": st.sampled_from(actors),
            "verb": st.sampled_from(Verb),
            "object": st.sampled_from(actors),
            "claims": st.lists(st.sampled_from(claims), min_size=1, unique=True),
        }
    ).filter(lambda r: r["subject"] != r["object"])
    return st.lists(
        relation, max_size=3, unique_by=lambda r: (r["subject"], r["verb"], r["object"])
    )


@st.composite
def _event(draw: st.DrawFn, some_claims: st.SearchStrategy[list[str]]) -> dict[str, Any]:
    begin, end = sorted(draw(st.tuples(st.sampled_from(DATES), st.sampled_from(DATES))))
    until = draw(st.sampled_from([None, end]))
    return {"date": begin, "until": until, "text": draw(texts(300)), "claims": draw(some_claims)}


_terms = st.lists(
    st.fixed_dictionaries({"term": texts(80), "text": texts(500)}),
    max_size=2,
    unique_by=lambda row: row["term"],
)


@st.composite
def _questions(draw: st.DrawFn, claims: list[str]) -> list[dict[str, Any]]:
    """Make no question, or one of each kind and more."""
    kinds = draw(st.sampled_from([[], [*KindName.values, "single"]]))
    keys = draw(st.lists(_keys, min_size=len(kinds), max_size=len(kinds), unique=True))
    return [
        {
            "key": key,
            "theme": draw(st.sampled_from([theme for theme, _ in WRITTEN_THEMES])),
            "skill": draw(st.sampled_from(Skill)),
            "kind": kind,
            "prompt": draw(texts(300)),
            "explanation": draw(texts(600)),
            "evidence": draw(
                st.lists(st.sampled_from(claims), min_size=1, max_size=4, unique=True)
            ),
            "in_order": draw(st.booleans()),
            "options": draw(_options(kind)),
        }
        for key, kind in zip(keys, kinds, strict=True)
    ]


# How many options each kind may have.
SIZES = {"single": (3, 5), "multiple": (4, 6), "match": (3, 8), "order": (3, 7), "short": (1, 10)}


@st.composite
def _options(draw: st.DrawFn, kind: str) -> list[dict[str, Any]]:
    said = list(TEXTS) if kind == "judgement" else draw(_option_texts(kind))
    places = st.integers(0, len(said) - 1)
    right = set() if kind in ("match", "order") else {draw(places)}
    if kind in ("multiple", "short"):
        right |= draw(st.sets(places, max_size=len(said) - (2 if kind == "multiple" else 1)))
    # Two answers differ from each other and from all else; what is not asked for has none.
    answers = draw(st.lists(_maybe(texts(200)), min_size=len(said), max_size=len(said)))
    answers[:2] = ["What belongs to the first", "What belongs to the second"]
    return [
        {
            "text": text,
            "right": place in right,
            "answer": answers[place] if kind == "match" else "",
            "feedback": draw(texts(400)),
        }
        for place, text in enumerate(said)
    ]


def _option_texts(kind: str) -> st.SearchStrategy[list[str]]:
    least, most = SIZES[kind]
    said = texts(200).filter(plain) if kind == "short" else texts(200)
    return st.lists(said, min_size=least, max_size=most, unique=True)
