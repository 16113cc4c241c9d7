"""The editor's desk: forms arranged. What may be said in them stands in the documents."""

from briefing.admin.articles import ActorAdmin, ArticleAdmin, EditionAdmin
from briefing.admin.brief import BriefAdmin
from briefing.admin.history import LogAdmin
from briefing.admin.question import QuestionAdmin
from briefing.admin.users import PersonAdmin

__all__ = [
    "ActorAdmin",
    "ArticleAdmin",
    "BriefAdmin",
    "EditionAdmin",
    "LogAdmin",
    "PersonAdmin",
    "QuestionAdmin",
]
