"""The fixed words a question is described with."""

from django.db import models


class Theme(models.TextChoices):
    ACTORS = "actors"
    MOTIVES = "motives"
    CONSEQUENCES = "consequences"


class Skill(models.TextChoices):
    """What a question asks of the reader."""

    RECALL = "recall", "Recall what is said"
    CONNECT = "connect", "Connect causes and effects"
    STANDING = "standing", "Tell who says so and how it is known"


class KindName(models.TextChoices):
    SINGLE = "single", "Single choice"
    MULTIPLE = "multiple", "Multiple choice"
    JUDGEMENT = "judgement", "True, false or not said"


class Mode(models.TextChoices):
    PRACTICE = "practice", "Practice: the verdict after each answer"
