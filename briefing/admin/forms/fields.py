"""Form fields for what a draft holds as lists."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from briefing.models import Actor
from quiz.documents.schema import ADDRESS, KEY, tidy


def validate_visible(value: Any) -> None:
    """Refuse characters that no reader could see, in a text or in each text of a list."""
    for text in value if isinstance(value, list) else [value]:
        try:
            tidy(text)
        except ValueError as error:
            raise ValidationError(str(error)) from None


def validate_address(value: str) -> None:
    if not re.search(ADDRESS, value):
        raise ValidationError(gettext("Write a web address that begins with https://."))


class ListField(forms.CharField):
    """A list written as one text. An empty text and an empty list are the same."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(initial or data) and super().has_changed(initial, data)


class LinesField(ListField):
    """A list of texts, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (value or "").splitlines() if line.strip()]


class KeysField(ListField):
    """A list of keys with commas or spaces between them."""

    wrong = _("“%(value)s” is not a key. Write keys with commas between them: %(example)s.")

    def __init__(self, *args: Any, example: str = "c1, c2", **kwargs: Any) -> None:
        self.example = example
        super().__init__(*args, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        parts = [part for part in re.split(r"[,;\s]+", value or "") if part]
        return [read for part in parts for read in self.read(part)]

    def read(self, part: str) -> list[Any]:
        if not re.fullmatch(KEY, part):
            raise ValidationError(self.wrong, params={"value": part, "example": self.example})
        return [part]


class NumbersField(KeysField):
    """A list of whole numbers from 1, with commas or spaces between them; 3-5 is 3, 4, 5."""

    wrong = _("“%(value)s” is not a paragraph. Write numbers from 1 on: 3, 4 or 3-5.")

    def read(self, part: str) -> list[Any]:
        found = re.fullmatch(r"([1-9][0-9]{0,2})(?:[-–]([1-9][0-9]{0,2}))?", part)
        if not found or (found[2] and int(found[2]) < int(found[1])):
            raise ValidationError(self.wrong, params={"value": part})
        return list(range(int(found[1]), int(found[2] or found[1]) + 1))


class ActorField(forms.CharField):
    """An actor by its key, chosen from a list that the page holds once for all its rows.

    `known` returns all actors by their keys and by their primary keys.
    """

    def __init__(self, *, known: Callable[[], Mapping[Any, Actor]], **kwargs: Any) -> None:
        self.known = known
        kwargs.setdefault("widget", forms.TextInput(attrs={"list": "actors", "class": "actor"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        actor = self.known().get(value) if isinstance(value, int) else value
        return actor.key if isinstance(actor, Actor) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Actor):
            return value
        key = super().to_python(value)
        if key in self.empty_values:
            return None
        actor = self.known().get(key)
        if actor is None:
            raise ValidationError(
                gettext(
                    "There is no actor “%(key)s”. Choose one from the list, or add it under Actors."
                ),
                params={"key": key},
            )
        return actor

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "") != (data or "").strip()


class RowField(forms.IntegerField):
    """Which row of a formset a form is for, found among the rows that the formset has read."""

    def __init__(self, rows: Mapping[int, Any]) -> None:
        self.rows = rows
        super().__init__(required=False, widget=forms.HiddenInput)

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        if number is not None and number not in self.rows:
            raise ValidationError(
                gettext("Another editor has deleted this row. Open the page anew.")
            )
        return self.rows.get(number)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False
