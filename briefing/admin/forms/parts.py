"""The forms of the rows of a brief."""

from typing import Any

from django import forms

from briefing.admin.forms.base import FixedKeyForm, area, help_of, label_of
from briefing.admin.forms.fields import (
    KeysField,
    NumbersField,
)
from briefing.admin.forms.rows import PartForm
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


def _citing(model: Any, required: bool = False) -> KeysField:
    return KeysField(
        label=label_of(model, "claims"),
        required=required,
        help_text=help_of(model, "claims"),
        widget=forms.TextInput(attrs={"class": "keys"}),
    )


class RoleForm(PartForm):
    claims = _citing(Role)

    class Meta:
        model = Role
        fields = ("position", "actor", "office", "side", "wants", "does", "claims")
        widgets = {"wants": area(2), "does": area(2)}


class ClaimForm(PartForm, FixedKeyForm):
    paragraphs = NumbersField(
        label=label_of(Claim, "paragraphs"), help_text=help_of(Claim, "paragraphs")
    )
    actors = KeysField(
        label=label_of(Claim, "actors"),
        required=False,
        example="russia, taliban",
        help_text=help_of(Claim, "actors"),
        widget=forms.TextInput(attrs={"size": 60}),
    )
    leads_to = KeysField(
        label=label_of(Claim, "leads_to"),
        required=False,
        example="c32, c33",
        help_text=help_of(Claim, "leads_to"),
        widget=forms.TextInput(attrs={"class": "keys"}),
    )

    def has_changed(self) -> bool:
        """A new row of which only the key is filled in, which is done for one, is an empty row."""
        changed = set(self.changed_data)
        return bool(changed - {"key"} if self.instance.pk is None else changed)

    class Meta:
        model = Claim
        fields = (
            *("position", "key", "section", "standing", "speaker", "answers"),
            *("text", "paragraphs", "actors", "bare", "why", "gist", "leads_to"),
        )
        widgets = {"text": area(3), "gist": forms.TextInput(attrs={"size": 60})}


class PassageForm(PartForm):
    class Meta:
        model = Passage
        fields = ("position", "section", "heading", "text")
        widgets = {"text": area(6)}


class RelationForm(PartForm):
    claims = _citing(Relation, required=True)

    class Meta:
        model = Relation
        fields = ("position", "subject", "verb", "object", "claims")


class EventForm(PartForm):
    claims = _citing(Event)

    class Meta:
        model = Event
        fields = ("position", "date", "until", "text", "claims")
        widgets = {"text": area(2)}


class TermForm(PartForm):
    class Meta:
        model = Term
        fields = ("position", "term", "text")
        widgets = {"text": area(2)}


class GapForm(PartForm):
    claims = _citing(Gap)

    class Meta:
        model = Gap
        fields = ("position", "text", "claims")
        widgets = {"text": area(2)}


class IndicatorForm(PartForm):
    claims = _citing(Indicator)

    class Meta:
        model = Indicator
        fields = ("position", "text", "claims")
        widgets = {"text": area(2)}
