"""The fixed words a brief is described with."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Section(models.TextChoices):
    BACKGROUND = "background", _("Background")
    ACTORS = "actors", _("Actors")
    MOTIVES = "motives", _("Motives")
    CONSEQUENCES = "consequences", _("Consequences")
    OUTLOOK = "outlook", _("Outlook")


class Standing(models.TextChoices):
    """How a claim is known."""

    ESTABLISHED = "established", _("Established")
    REPORTED = "reported", _("Reported")
    ALLEGED = "alleged", _("Alleged")
    DENIED = "denied", _("Denied")
    ASSESSED = "assessed", _("Assessed")

    @property
    def sign(self) -> str:
        return _SIGNS[self.value]

    @property
    def meaning(self) -> str:
        return str(_MEANINGS[self.value])


_SIGNS = {"established": "○", "reported": "●", "alleged": "◐", "denied": "⊘", "assessed": "◆"}
_MEANINGS = {
    "established": _("a public state of affairs that no party named in the article disputes"),
    "reported": _("said on the record, or news that is no charge; that does not make it true"),
    "alleged": _("a charge against another party that is denied, or secret and unconfirmed"),
    "denied": _("the rejection of a charge, by the party charged"),
    "assessed": _(
        "an inference, a forecast, or an aim or belief ascribed to somebody; by the article’s "
        "author unless another is named"
    ),
}


class ActorKind(models.TextChoices):
    STATE = "state", _("State")
    BLOC = "bloc", _("Bloc")
    ORGANISATION = "organisation", _("Organisation")
    PERSON = "person", _("Person")


class Stance(models.TextChoices):
    """What a verb amounts to, which is how its arrow looks on the map."""

    SUPPORT = "support", _("Support")
    APPROACH = "approach", _("Approach")
    OPPOSE = "oppose", _("Opposition")


class Verb(models.TextChoices):
    """What one actor does to another."""

    ARMS = "arms", pgettext_lazy("one actor", "arms")
    SUPPLIES = "supplies", pgettext_lazy("one actor", "supplies")
    FUNDS = "funds", pgettext_lazy("one actor", "funds")
    BACKS = "backs", pgettext_lazy("one actor", "backs")
    HOSTS = "hosts", pgettext_lazy("one actor", "hosts")
    ALLIED = "is allied with", pgettext_lazy("one actor", "is allied with")
    COURTS = "courts", pgettext_lazy("one actor", "courts")
    ASKS = "asks help of", pgettext_lazy("one actor", "asks help of")
    TALKS = "talks with", pgettext_lazy("one actor", "talks with")
    PRESSURES = "pressures", pgettext_lazy("one actor", "pressures")
    SANCTIONS = "sanctions", pgettext_lazy("one actor", "sanctions")
    FIGHTS = "fights", pgettext_lazy("one actor", "fights")
    RIVALS = "rivals", pgettext_lazy("one actor", "rivals")
    ODDS = "is at odds with", pgettext_lazy("one actor", "is at odds with")
    ACCUSES = "accuses", pgettext_lazy("one actor", "accuses")
    DENIES = "denies", pgettext_lazy("one actor", "contradicts")
    BREAKS = "breaks with", pgettext_lazy("one actor", "breaks with")

    def said_of(self, plural: bool) -> str:
        """Return the verb as its subject takes it: Russia arms, two cells arm."""
        return str(_PLURALS[self.value] if plural else self.label)

    @property
    def stance(self) -> Stance:
        if self in _SUPPORTS:
            return Stance.SUPPORT
        return Stance.APPROACH if self in _APPROACHES else Stance.OPPOSE


_SUPPORTS = {Verb.ARMS, Verb.SUPPLIES, Verb.FUNDS, Verb.BACKS, Verb.HOSTS, Verb.ALLIED}
_APPROACHES = {Verb.COURTS, Verb.ASKS, Verb.TALKS}
_PLURALS = {
    "arms": pgettext_lazy("several actors", "arm"),
    "supplies": pgettext_lazy("several actors", "supply"),
    "funds": pgettext_lazy("several actors", "fund"),
    "backs": pgettext_lazy("several actors", "back"),
    "hosts": pgettext_lazy("several actors", "host"),
    "is allied with": pgettext_lazy("several actors", "are allied with"),
    "courts": pgettext_lazy("several actors", "court"),
    "asks help of": pgettext_lazy("several actors", "ask help of"),
    "talks with": pgettext_lazy("several actors", "talk with"),
    "pressures": pgettext_lazy("several actors", "pressure"),
    "sanctions": pgettext_lazy("several actors", "sanction"),
    "fights": pgettext_lazy("several actors", "fight"),
    "rivals": pgettext_lazy("several actors", "rival"),
    "is at odds with": pgettext_lazy("several actors", "are at odds with"),
    "accuses": pgettext_lazy("several actors", "accuse"),
    "denies": pgettext_lazy("several actors", "contradict"),
    "breaks with": pgettext_lazy("several actors", "break with"),
}
