"""The rows of one part of a brief, or the options of a question, as a formset."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from briefing.admin.forms.base import DeskForm, help_of
from briefing.admin.forms.fields import (
    RowField,
)
from briefing.models import (
    Term,
)
from quiz.documents.schema import Problem
from quiz.models import replace_rows


class PartForm(DeskForm):
    position = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=9999,
        label=_("Place"),
        help_text=help_of(Term, "position"),
        widget=forms.NumberInput(attrs={"class": "place"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["position"] = None

    def clean_position(self) -> int:
        return self.cleaned_data["position"] or 0

    @property
    def is_readable(self) -> bool:
        """Whether the row has the actors without which it is none."""
        row = self.instance
        needed = [name for name in ("actor", "subject", "object") if hasattr(type(row), name)]
        return all(getattr(row, f"{name}_id") for name in needed)


class PartFormSet(BaseInlineFormSet):
    """The rows of one part of a brief, in order. Those without a place come last."""

    # Whether the rows are only looked at: then they are not saved, however right they are.
    only_checked = False

    @cached_property
    def rows_by_pk(self) -> dict[int, Any]:
        """The rows that are there, read once for all forms."""
        return {row.pk: row for row in self.get_queryset()}

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        # Django would ask the database for each row again.
        initial = form.fields["id"].initial
        form.fields["id"] = RowField(self.rows_by_pk)
        form.fields["id"].initial = initial

    @property
    def kept(self) -> list[Any]:
        """The forms that make a row, in the order in which readers will find them."""
        forms = [
            form
            for form in self.forms
            if (form.instance.pk or form.has_changed()) and not self._should_delete_form(form)  # type: ignore[attr-defined]
        ]
        return sorted(forms, key=lambda form: form.instance.position or 0)

    @property
    def readable(self) -> list[Any]:
        """Those of the kept forms that can be read as data, also where a field was refused."""
        return [form for form in self.kept if form.is_readable]

    @property
    def dropped(self) -> list[Any]:
        """The forms whose rows are to be deleted, also where another row was refused."""
        return [form for form in self.forms if form.instance.pk and self._should_delete_form(form)]  # type: ignore[attr-defined]

    def is_valid(self) -> bool:
        return super().is_valid() and not self.only_checked

    def validate_unique(self) -> None:
        """Leave it to the rules of a brief, which say at each field what is given twice."""

    def clean(self) -> None:
        super().clean()
        rows = self.kept
        moved = [f for f in rows if "position" in f.changed_data and f.instance.position]
        last = [f for f in rows if not f.instance.position]
        order = [f for f in rows if f not in moved and f not in last] + last
        for form in moved:
            # It takes the place asked for, and the others make room.
            order.insert(form.instance.position - 1, form)
        for number, form in enumerate(order, 1):
            form.instance.position = number

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit=False)
        if commit:
            changed = [form.instance for form in self.kept if self._is_changed(form)]
            old = [row.pk for row in (*self.deleted_objects, *changed) if row.pk]
            replace_rows(self.get_queryset().model.objects.filter(pk__in=old), changed)
        return saved

    def _is_changed(self, form: Any) -> bool:
        """Return whether the row differs from the database's, if only because others moved."""
        return bool(form.has_changed() or form.instance.position != form.initial["position"])

    def keep(self, form: Any, message: str) -> None:
        """Take back the deletion of a row, and say why."""
        form.cleaned_data["DELETE"] = False
        form.add_error(None, message)

    def blame(self, problems: Iterable[Problem], fields: dict[str, str]) -> None:
        """Say problems of a document at the fields they are about, or above all rows.

        Where a field was refused already, one word on it is enough.
        """
        placed = [(*self._place(problem, fields), problem.message) for problem in problems]
        for form, field, message in [p for p in placed if not (p[0] and p[1] in p[0].errors)]:
            if form is None:
                self.non_form_errors().append(message)
            else:
                form.add_error(field, message)

    def _place(self, problem: Problem, fields: dict[str, str]) -> tuple[Any, str | None]:
        rows, loc = self.readable, problem.loc
        if len(loc) < 2 or not isinstance(loc[1], int) or loc[1] >= len(rows):
            return None, None
        named = str(loc[2]) if len(loc) > 2 else ""
        form, field = rows[loc[1]], fields.get(named, named)
        return form, field if field in form.fields else None
