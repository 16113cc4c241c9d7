"""The fixed words a question and an attempt are described with."""

from django.db import models


class Theme(models.TextChoices):
    ACTORS = "actors"
    MOTIVES = "motives"
    CONSEQUENCES = "consequences"
    STANDING = "standing", "How it is known"


# The engine draws the questions of the last theme from the claims themselves.
WRITTEN_THEMES = [(theme.value, theme.label) for theme in Theme if theme != Theme.STANDING]


class Skill(models.TextChoices):
    """What a question asks of the reader."""

    RECALL = "recall", "Recall what is said"
    CONNECT = "connect", "Connect causes and effects"
    STANDING = "standing", "Tell who says so and how it is known"


class KindName(models.TextChoices):
    """The kinds an editor can write."""

    SINGLE = "single", "Single choice"
    MULTIPLE = "multiple", "Multiple choice"
    JUDGEMENT = "judgement", "True, false or not said"
    MATCH = "match", "Match: what belongs to what"
    ORDER = "order", "Order: the links of a chain"
    SHORT = "short", "Short answer, typed in"


class Mode(models.TextChoices):
    PRACTICE = "practice", "Practice: the verdict after each answer"
    TEST = "test", "Test: verdicts at the end, answers may be changed until then"
    MISSED = "missed", "Only what I missed before"
    REVIEW = "review", "What is due for review"


class Sureness(models.IntegerChoices):
    """How sure a reader says to be, in percent: the chance of being right that the words stand for.

    Guessing is set above the chance of a blind guess among four, since readers rule some out.
    """

    GUESSING = 33, "Guessing"
    FAIRLY = 67, "Fairly sure"
    CERTAIN = 95, "Certain"
