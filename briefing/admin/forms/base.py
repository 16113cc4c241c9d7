"""What all forms of the desk share. The rules themselves stand in the documents."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext

from briefing.admin.forms.fields import (
    validate_visible,
)
from briefing.admin.forms.renderer import DeskRenderer
from briefing.models import (
    Actor,
)


class DeskForm(forms.ModelForm):
    """A form that says when a text is too long, where the browser would cut it in silence.

    The browser is told the limit as `data-limit`, and counts beside the field.
    """

    default_renderer = DeskRenderer()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            attrs = field.widget.attrs
            limit = attrs.pop("maxlength", None)
            if limit and "list" not in attrs:
                attrs["data-limit"] = limit
            if isinstance(field, forms.CharField):
                field.validators = [*field.validators, validate_visible]

    def _post_clean(self) -> None:
        with _validated_cheaply(self.instance):
            super()._post_clean()  # type: ignore[misc]


@contextmanager
def _validated_cheaply(row: Any) -> Iterator[None]:
    """Spare the database, meanwhile, the questions about a row that the form has answered.

    Django would ask it once for each actor, whom the field has found, and for each constraint.
    The fields hold all constraints but uniqueness. That is for the rules of a brief or a question,
    which see all rows as they are to be: the database does not know yet which of them go.
    """
    actors = {f.name for f in row._meta.concrete_fields if f.related_model is Actor}
    row.get_constraints = list
    row.clean_fields = lambda exclude: type(row).clean_fields(row, {*exclude, *actors})
    try:
        yield
    finally:
        del row.get_constraints, row.clean_fields


def help_of(model: Any, field: str) -> Any:
    return model._meta.get_field(field).help_text


def label_of(model: Any, field: str) -> Any:
    return capfirst(model._meta.get_field(field).verbose_name)


class FixedKeyForm(DeskForm):
    """A form for a row whose key is used elsewhere and so never changes."""

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        kept = self.initial.get("key") if self.instance.pk else key
        if key != kept:
            raise ValidationError(
                gettext("A key stays, since links and reports go by it: %(kept)s.") % {"kept": kept}
            )
        return key


def area(rows: int, cols: int = 100) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "cols": cols})
