"""What editors work on, as rows, and the editions readers see, frozen."""

from briefing.models.articles import Actor, Article
from briefing.models.briefs import Brief, Part
from briefing.models.editions import Edition, EditionPictures, EditionQuerySet, Revision, Schedule
from briefing.models.parts import Claim, Event, Gap, Indicator, Passage, Term
from briefing.models.roles import Relation, Role

__all__ = [
    "Actor",
    "Article",
    "Brief",
    "Claim",
    "Edition",
    "EditionPictures",
    "EditionQuerySet",
    "Event",
    "Gap",
    "Indicator",
    "Part",
    "Passage",
    "Relation",
    "Revision",
    "Role",
    "Schedule",
    "Term",
]
