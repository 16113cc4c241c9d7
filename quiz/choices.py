"""The fixed words a question and an attempt are described with."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Theme(models.TextChoices):
    ACTORS = "actors", _("Actors")
    MOTIVES = "motives", _("Motives")
    CONSEQUENCES = "consequences", _("Consequences")
    STANDING = "standing", _("How it is known")


# The engine draws the questions of the last theme from the claims themselves.
WRITTEN_THEMES = [(theme.value, theme.label) for theme in Theme if theme != Theme.STANDING]


class Skill(models.TextChoices):
    """What a question asks of the reader."""

    RECALL = "recall", _("Recall what is said")
    CONNECT = "connect", _("Connect causes and effects")
    STANDING = "standing", _("Tell who says so and how it is known")


class KindName(models.TextChoices):
    """The kinds an editor can write."""

    SINGLE = "single", _("Single choice")
    MULTIPLE = "multiple", _("Multiple choice")
    JUDGEMENT = "judgement", _("True, false or not said")
    MATCH = "match", _("Match: what belongs to what")
    ORDER = "order", _("Order: the links of a chain")
    SHORT = "short", _("Short answer, typed in")


class Mode(models.TextChoices):
    PRACTICE = "practice", _("Practice: the verdict after each answer")
    TEST = "test", _("Test: verdicts at the end, answers may be changed until then")
    MISSED = "missed", _("Only what I missed before")
    REVIEW = "review", _("What is due for review")

    @property
    def short(self) -> str:
        """Its name alone, for lists."""
        return str(_SHORT[self.value])


_SHORT = {
    "practice": pgettext_lazy("kind of quiz", "Practice"),
    "test": pgettext_lazy("kind of quiz", "Test"),
    "missed": pgettext_lazy("kind of quiz", "Missed"),
    "review": pgettext_lazy("kind of quiz", "Review"),
}


class Sureness(models.IntegerChoices):
    """How sure a reader says to be, in percent: the chance of being right that the words stand for.

    Guessing is set above the chance of a blind guess among four, since readers rule some out.
    """

    GUESSING = 33, _("Guessing")
    FAIRLY = 67, _("Fairly sure")
    CERTAIN = 95, _("Certain")
