"""The fixed words a brief is described with."""

from django.db import models


class Section(models.TextChoices):
    BACKGROUND = "background"
    ACTORS = "actors"
    MOTIVES = "motives"
    CONSEQUENCES = "consequences"
    OUTLOOK = "outlook"


class Standing(models.TextChoices):
    """How a claim is known."""

    ESTABLISHED = "established"
    REPORTED = "reported"
    ALLEGED = "alleged"
    DENIED = "denied"
    ASSESSED = "assessed"

    @property
    def sign(self) -> str:
        return _SIGNS[self.value]

    @property
    def meaning(self) -> str:
        return _MEANINGS[self.value]


_SIGNS = {"established": "○", "reported": "●", "alleged": "◐", "denied": "⊘", "assessed": "◆"}
_MEANINGS = {
    "established": "background that no party named here disputes",
    "reported": "said on record by a person or an outlet, which does not make it so",
    "alleged": "a charge against another, with nothing offered to support it",
    "denied": "the denial of a charge, by the party it concerns",
    "assessed": "a judgement, by the article’s author unless another is named",
}


class ActorKind(models.TextChoices):
    STATE = "state"
    BLOC = "bloc"
    ORGANISATION = "organisation"
    PERSON = "person"


class Stance(models.TextChoices):
    """What a verb amounts to, which is how its arrow looks on the map."""

    SUPPORT = "support", "Support"
    APPROACH = "approach", "Approach"
    OPPOSE = "oppose", "Opposition"


class Verb(models.TextChoices):
    """What one actor does to another."""

    ARMS = "arms", "arms"
    SUPPLIES = "supplies", "supplies"
    FUNDS = "funds", "funds"
    BACKS = "backs", "backs"
    HOSTS = "hosts", "hosts"
    ALLIED = "is allied with", "is allied with"
    COURTS = "courts", "courts"
    ASKS = "asks help of", "asks help of"
    TALKS = "talks with", "talks with"
    PRESSURES = "pressures", "pressures"
    SANCTIONS = "sanctions", "sanctions"
    FIGHTS = "fights", "fights"
    RIVALS = "rivals", "rivals"
    ODDS = "is at odds with", "is at odds with"
    ACCUSES = "accuses", "accuses"
    DENIES = "denies", "contradicts"
    BREAKS = "breaks with", "breaks with"

    def said_of(self, plural: bool) -> str:
        """Return the verb as its subject takes it: Russia arms, two cells arm."""
        if not plural:
            return str(self.label)
        verb, _, rest = self.label.partition(" ")
        stem = verb[:-3] + "y" if verb.endswith("ies") else verb.removesuffix("s")
        return f"{'are' if verb == 'is' else stem} {rest}".strip()

    @property
    def stance(self) -> Stance:
        if self in _SUPPORTS:
            return Stance.SUPPORT
        return Stance.APPROACH if self in _APPROACHES else Stance.OPPOSE


_SUPPORTS = {Verb.ARMS, Verb.SUPPLIES, Verb.FUNDS, Verb.BACKS, Verb.HOSTS, Verb.ALLIED}
_APPROACHES = {Verb.COURTS, Verb.ASKS, Verb.TALKS}
