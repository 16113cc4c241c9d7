"""The chain: every step that an editor has noted, and no other."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from briefing.choices import Section, Standing
from briefing.documents.schema import ClaimDocument
from briefing.reading.chain import Chain, ChainStep, chains


def claim(key: str, section: Section, *leads_to: str) -> ClaimDocument:
    return ClaimDocument(
        key=key,
        section=section,
        standing=Standing.ASSESSED,
        paragraphs=(1,),
        text=f"Claim {key}.",
        leads_to=leads_to,
    )


def steps(found: Iterable[ChainStep]) -> list[tuple[str, str]]:
    return [
        pair
        for step in found
        for pair in [*((step.claim.key, then.claim.key) for then in step.then), *steps(step.then)]
    ]


def shown(found: Iterable[Chain]) -> list[tuple[str, str]]:
    """Return every step that the chains show, from claim to claim."""
    pairs = []
    for chain in found:
        firsts = [step.claim.key for step in chain.after]
        if chain.action:
            pairs += [(before.key, chain.action.key) for before in chain.before]
            pairs += [(chain.action.key, first) for first in firsts]
        else:
            pairs += [(before.key, first) for before in chain.before for first in firsts]
        pairs += steps(chain.after)
    return pairs


def noted(claims: Iterable[ClaimDocument]) -> list[tuple[str, str]]:
    return [(claim.key, key) for claim in claims for key in claim.leads_to]


def test_motives_lead_through_an_action_to_consequences():
    claims = [
        claim("c1", Section.BACKGROUND, "c4"),
        claim("c2", Section.MOTIVES, "c1"),
        claim("c3", Section.MOTIVES, "c1"),
        claim("c4", Section.CONSEQUENCES, "c5"),
        claim("c5", Section.OUTLOOK),
        claim("c6", Section.OUTLOOK),
    ]
    (chain,) = chains(claims)
    assert [before.key for before in chain.before] == ["c2", "c3"]
    assert chain.action == claims[0]
    assert [step.claim.key for step in chain.after] == ["c4"]
    assert [step.claim.key for step in chain.after[0].then] == ["c5"]
    assert [chain.begins_with, chain.ends_with] == ["Motives", "Consequences"]


def test_what_leads_straight_to_the_same_consequences_stands_together():
    claims = [
        claim("c1", Section.BACKGROUND, "c3"),
        claim("c2", Section.MOTIVES, "c3"),
        claim("c3", Section.CONSEQUENCES),
    ]
    (chain,) = chains(claims)
    assert [[before.key for before in chain.before], chain.action] == [["c1", "c2"], None]
    assert chain.begins_with == "Background, Motives"


def test_what_follows_from_a_claim_is_shown_once():
    claims = [
        claim("c1", Section.BACKGROUND, "c3"),
        claim("c2", Section.MOTIVES, "c1", "c3"),
        claim("c3", Section.CONSEQUENCES, "c4"),
        claim("c4", Section.CONSEQUENCES),
    ]
    assert sorted(shown(chains(claims))) == sorted(noted(claims))


def test_the_bundled_chain_shows_what_the_claims_say(bundled):
    found = chains(bundled.claims)
    assert sorted(shown(found)) == sorted(noted(bundled.claims))
    assert [(chain.action.key if chain.action else "", len(chain.before)) for chain in found] == [
        *(("c1", 7), ("", 2), ("", 1), ("", 1))
    ]


def test_every_claim_of_the_bundled_chain_is_named_in_few_words(bundled):
    in_chain = {key for pair in noted(bundled.claims) for key in pair}
    assert [c.key for c in bundled.claims if bool(c.gist) != (c.key in in_chain)] == []


@st.composite
def webs(draw: st.DrawFn) -> list[ClaimDocument]:
    count = draw(st.integers(1, 8))
    return [
        claim(
            f"c{n}",
            draw(st.sampled_from(Section)),
            *draw(st.lists(st.sampled_from([f"c{m}" for m in range(n + 1, count)]), unique=True))
            if n + 1 < count
            else (),
        )
        for n in range(count)
    ]


@given(webs())
def test_every_step_is_shown_and_no_other(claims):
    assert set(shown(chains(claims))) == set(noted(claims))


def test_without_steps_there_is_no_chain():
    assert chains([claim("c1", Section.MOTIVES)]) == []
