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
    "reported": "a named source says it to a named outlet",
    "alleged": "claimed, with nothing shown to confirm it",
    "denied": "rejected by the one it is said of",
    "assessed": "a judgement, of the article’s author unless another is named",
}


class ActorKind(models.TextChoices):
    STATE = "state"
    BLOC = "bloc"
    ORGANISATION = "organisation"
    PERSON = "person"


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
    DENIES = "denies", "denies the word of"
    BREAKS = "breaks with", "breaks with"
