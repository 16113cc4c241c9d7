"""The parts of a brief, as rows of its form."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext

from briefing.admin.base import RowsInline
from briefing.admin.forms.parts import (
    ClaimForm,
    EventForm,
    GapForm,
    IndicatorForm,
    PassageForm,
    RelationForm,
    RoleForm,
    TermForm,
)
from briefing.models import (
    Claim,
    Event,
    Gap,
    Indicator,
    Passage,
    Relation,
    Role,
    Term,
)


class ClaimInline(RowsInline):
    model = Claim
    form = ClaimForm
    fields = (
        ("position", "key", "section", "standing", "speaker", "answers"),
        "text",
        ("paragraphs", "actors"),
        ("bare", "why"),
        ("gist", "leads_to"),
        "question",
    )
    readonly_fields = ("question",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(quiz_id=F("brief__quiz"))

    @admin.display(description="")
    def question(self, claim: Any) -> str:
        """Return a link by which a question on this claim is begun, its evidence filled in."""
        if claim._state.adding:
            return gettext("Once it is saved, a question can be asked on it from here.")
        add = reverse("admin:quiz_question_add")
        asked = urlencode({"quiz": claim.quiz_id, "evidence": claim.key})
        link = '<a id="claim-{}" href="{}?{}">{}</a>'
        return format_html(link, claim.pk, add, asked, gettext("Add a question on this claim"))


class PassageInline(RowsInline):
    model = Passage
    form = PassageForm
    fields = (("position", "section", "heading"), "text")


class RoleInline(RowsInline):
    model = Role
    form = RoleForm
    fields = (("position", "actor", "side"), "office", "wants", "does", "claims")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("actor")


class RelationInline(RowsInline):
    model = Relation
    form = RelationForm
    fields = (("position", "subject", "verb", "object", "claims"),)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("subject", "object")


class EventInline(RowsInline):
    model = Event
    form = EventForm
    fields = (("position", "date", "until", "claims"), "text")


class TermInline(RowsInline):
    model = Term
    form = TermForm
    fields = (("position", "term"), "text")


class GapInline(RowsInline):
    model = Gap
    form = GapForm
    fields = (("position", "claims"), "text")


class IndicatorInline(RowsInline):
    model = Indicator
    form = IndicatorForm
    fields = (("position", "claims"), "text")
