"""Form fields for what a draft holds as lists."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from quiz.documents import KEY


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

    wrong = "“%(value)s” is not a key. Write keys with commas between them: %(example)s."

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

    wrong = "“%(value)s” is not a paragraph. Write numbers from 1 on: 3, 4 or 3-5."

    def read(self, part: str) -> list[Any]:
        found = re.fullmatch(r"([1-9][0-9]{0,2})(?:[-–]([1-9][0-9]{0,2}))?", part)
        if not found or (found[2] and int(found[2]) < int(found[1])):
            raise ValidationError(self.wrong, params={"value": part})
        return list(range(int(found[1]), int(found[2] or found[1]) + 1))
