from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from quiz.attempts.draw import most_together
from quiz.attempts.state import AttemptPlan
from quiz.choices import Mode, Theme
from quiz.kinds.base import QuestionDocument
from quiz.paper import PaperDocument

LENGTHS = (5, 10, 20)
ALL = "all"
# How many due questions at most are asked in one go.
MOST_DUE = 20
MINUTES = (5, 10, 20, 40)


def _limits() -> list[tuple[str | int, str]]:
    minutes = [(n, ngettext("%(count)s minute", "%(count)s minutes", n)) for n in MINUTES]
    return [("", gettext("No limit")), *((n, said % {"count": n}) for n, said in minutes)]


def _start_words(count: int) -> str:
    """Return what the button says that starts a quiz of so many questions."""
    questions = ngettext("%(count)s question", "%(count)s questions", count) % {"count": count}
    # Half a minute for a question, its verdict included.
    minutes = max(1, (count + 1) // 2)
    time = ngettext("about %(count)s minute", "about %(count)s minutes", minutes)
    start = {"questions": questions, "time": time % {"count": minutes}}
    return gettext("Start: %(questions)s, %(time)s") % start


class StartForm(forms.Form):
    """What a reader chooses before a quiz: mode, themes, how many questions, time limit."""

    mode = forms.ChoiceField(
        choices=Mode,
        required=False,
        error_messages={"invalid_choice": _("Choose one of the ways shown.")},
    )
    themes = forms.MultipleChoiceField(
        error_messages={
            "required": _("Choose at least one theme."),
            "invalid_choice": _(
                "“%(value)s” is not a theme of this quiz. Choose from those shown."
            ),
        }
    )
    length = forms.TypedChoiceField(
        error_messages={
            "required": _("Choose how many questions."),
            "invalid_choice": _("Choose one of the lengths shown."),
        },
    )
    minutes = forms.TypedChoiceField(
        coerce=int,
        empty_value=None,
        required=False,
        choices=_limits,
        error_messages={"invalid_choice": _("Choose one of the time limits shown.")},
    )

    def __init__(self, document: PaperDocument, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Some questions exclude others, so that fewer are asked than there are.
        self.everything = everything = len(most_together(document.questions))
        lengths = [*((str(n), str(n)) for n in LENGTHS if n < everything), (ALL, _("All"))]
        themes = [
            (theme.value, f"{theme.label} ({count})") for theme, count in document.themes.items()
        ]
        self.fields["themes"].choices = themes  # type: ignore[attr-defined]
        self.fields["themes"].initial = [value for value, _ in themes]
        self.fields["length"].choices = lengths  # type: ignore[attr-defined]
        self.fields["length"].coerce = lambda said: everything if said == ALL else int(said)  # type: ignore[attr-defined]
        self.fields["length"].initial = "10" if everything > 10 else ALL
        if self.data.get("mode") in (Mode.MISSED, Mode.REVIEW):
            # What is asked follows from what was answered before.
            self.fields["themes"].required = self.fields["length"].required = False

    def clean(self) -> None:
        if self.cleaned_data.get("minutes") and self.cleaned_data.get("mode") == Mode.PRACTICE:
            self.add_error("minutes", _("Only a test has a time limit. Choose Test, or no limit."))

    def clean_mode(self) -> Mode:
        return Mode(self.cleaned_data["mode"] or Mode.PRACTICE)

    @property
    def plan(self) -> AttemptPlan:
        """What a valid form asks for, where that does not follow from earlier answers."""
        chosen = self.cleaned_data
        minutes = chosen["minutes"] if chosen["mode"] == Mode.TEST else None
        return AttemptPlan(chosen["mode"], chosen["themes"], chosen["length"], minutes)

    @property
    def starts(self) -> list[tuple[str, str]]:
        """Each length with what the button says while it is chosen."""
        counts = {value: self.everything if value == ALL else int(value) for value in self._lengths}
        return [(value, _start_words(count)) for value, count in counts.items()]

    @property
    def _lengths(self) -> list[str]:
        return [value for value, _ in self.fields["length"].choices]  # type: ignore[attr-defined]

    @property
    def open(self) -> bool:
        """Whether the options are shown at once: something in them is at fault, or was chosen."""
        return self.is_bound

    @property
    def shown_mode(self) -> str:
        return str(self["mode"].value() or Mode.PRACTICE)


class WorksheetForm(forms.Form):
    """What a teacher chooses for a worksheet: themes, and how many questions."""

    themes = forms.MultipleChoiceField(
        error_messages={
            "required": _("Choose at least one theme."),
            "invalid_choice": _(
                "“%(value)s” is not a theme of this quiz. Choose from those shown."
            ),
        }
    )
    number = forms.IntegerField(
        min_value=1, error_messages={"required": _("Choose how many questions.")}
    )

    def __init__(self, questions: Sequence[QuestionDocument], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.everything = len(most_together(questions))
        found = {theme: sum(q.theme == theme for q in questions) for theme in Theme}
        themes = [(theme.value, f"{theme.label} ({n})") for theme, n in found.items() if n]
        self.fields["themes"].choices = themes  # type: ignore[attr-defined]
        self.fields["themes"].initial = [value for value, _ in themes]
        self.fields["number"].initial = self.everything
