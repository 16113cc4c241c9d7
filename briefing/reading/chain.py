"""The chain from motives through actions to consequences, as the claims say it. Pure functions.

Nothing is inferred: every step is one that an editor has noted at a claim (`leads_to`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.choices import Section
from briefing.documents.schema import ClaimDocument

# What follows from an action stands there; what is led to from elsewhere is an action.
FOLLOWING = (Section.CONSEQUENCES, Section.OUTLOOK)


@dataclass(frozen=True)
class ChainStep:
    """A claim with what follows from it; where a claim is met again, that is left out."""

    claim: ClaimDocument
    then: Sequence["ChainStep"] = ()


@dataclass(frozen=True)
class Chain:
    """What leads to an action, or straight to consequences, and what follows."""

    before: Sequence[ClaimDocument]
    action: ClaimDocument | None
    after: Sequence[ChainStep]

    @property
    def begins_with(self) -> str:
        """What the claims at the beginning are called."""
        return _sections(self.before)

    @property
    def ends_with(self) -> str:
        return _sections(step.claim for step in self.after)


def _sections(claims: Iterable[ClaimDocument]) -> str:
    return ", ".join(dict.fromkeys(str(claim.section.label) for claim in claims))


def chains(claims: Sequence[ClaimDocument]) -> list[Chain]:
    """Return the chains of an edition, those through an action first.

    Each step from a claim to another is shown, and what follows from a claim once. The steps must
    not lead in a circle, which `briefing.documents.references` checks.
    """
    by_key = {claim.key: claim for claim in claims}
    led_to = {key for claim in claims for key in claim.leads_to}
    actions = [c for c in claims if c.key in led_to and c.section not in FOLLOWING]
    shown = {action.key for action in actions}

    def steps(keys: Iterable[str]) -> list[ChainStep]:
        """Return the claims of these keys as steps, and mark them as shown."""
        found = []
        for key in keys:
            new = key not in shown
            shown.add(key)
            found.append(ChainStep(by_key[key], steps(by_key[key].leads_to) if new else ()))
        return found

    through = [
        Chain([c for c in claims if action.key in c.leads_to], action, steps(action.leads_to))
        for action in actions
    ]
    straight: dict[tuple[str, ...], list[ClaimDocument]] = {}
    acted = {action.key for action in actions}
    for claim in claims:
        targets = tuple(key for key in claim.leads_to if key not in acted)
        if targets and claim.key not in led_to:
            straight.setdefault(targets, []).append(claim)
    return through + [Chain(before, None, steps(keys)) for keys, before in straight.items()]
