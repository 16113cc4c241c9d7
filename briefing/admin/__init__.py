"""The editor's desk: forms arranged. What may be said in them stands in the documents."""

from briefing.admin.articles import ActorAdmin, ArticleAdmin, EditionAdmin
from briefing.admin.brief import BriefAdmin
from briefing.admin.log import LogAdmin
from briefing.admin.people import PersonAdmin
from briefing.admin.question import QuestionAdmin

__all__ = [
    "ActorAdmin",
    "ArticleAdmin",
    "BriefAdmin",
    "EditionAdmin",
    "LogAdmin",
    "PersonAdmin",
    "QuestionAdmin",
]
