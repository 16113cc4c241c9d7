from typing import Any

from django import forms

from quiz.paper import PaperDocument

LENGTHS = (5, 10, 20)


class StartForm(forms.Form):
    """What a reader chooses before a quiz: the themes, and how many questions."""

    themes = forms.MultipleChoiceField(
        error_messages={
            "required": "Choose at least one theme.",
            "invalid_choice": "“%(value)s” is not a theme of this quiz. Choose from those shown.",
        }
    )
    length = forms.TypedChoiceField(
        coerce=int,
        error_messages={
            "required": "Choose how many questions.",
            "invalid_choice": "Choose one of the lengths shown.",
        },
    )

    def __init__(self, document: PaperDocument, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = len(document.questions)
        shorter = [(n, f"{n} questions") for n in LENGTHS if n < everything]
        lengths = [*shorter, (everything, f"All {everything}")]
        themes = [
            (theme.value, f"{theme.label} ({count})") for theme, count in document.themes.items()
        ]
        self.fields["themes"].choices = themes  # type: ignore[attr-defined]
        self.fields["themes"].initial = [value for value, _ in themes]
        self.fields["length"].choices = lengths  # type: ignore[attr-defined]
        self.fields["length"].initial = next((n for n, _ in lengths if n == 10), lengths[0][0])
