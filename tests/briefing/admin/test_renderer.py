"""The fields that are written without a template say the same as Django's."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from briefing.admin.forms.brief import BriefForm
from briefing.admin.forms.parts import ClaimForm, EventForm, RelationForm, RoleForm
from briefing.admin.forms.question import OptionForm
from briefing.admin.forms.renderer import DeskRenderer

HOSTILE = "</textarea>\"'><script>&amp; é\n\n x"
VALUES = ["", None, 0, "12", HOSTILE, "reported", True]


def written(widget: forms.Widget, value: object, renderer: DjangoTemplates) -> str:
    attrs = {"id": "id_x", "required": True, "disabled": False, "data-limit": 60, "title": HOSTILE}
    html = widget.render("claims-0-x", value, attrs, renderer)
    # Between options Django's templates leave line breaks.
    return re.sub(r"\s+<(/?(?:option|optgroup|select))", r"<\1", html)


WIDGETS = {
    f"{type(field.widget).__name__} {name}": field.widget
    for form in (BriefForm, ClaimForm, RoleForm, RelationForm, EventForm, OptionForm)
    for name, field in form.base_fields.items()
} | {
    "HiddenInput": forms.HiddenInput(),
    "URLInput": forms.URLInput(),
    "a choice in groups": forms.Select(choices=[("", "-"), (HOSTILE, [(1, HOSTILE), (2, "b")])]),
    "several choices": forms.CheckboxSelectMultiple(choices=[("reported", HOSTILE)]),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", WIDGETS)
def test_a_field_is_written_as_django_writes_it(name):
    for value in VALUES:
        ours, theirs = (
            written(WIDGETS[name], value, renderer)
            for renderer in (DeskRenderer(), DjangoTemplates())
        )
        assert ours == theirs
