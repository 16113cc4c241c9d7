"""The form of a question and of its options."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError as Faults

from briefing.admin.forms.base import FixedKeyForm, area, help_of, label_of
from briefing.admin.forms.fields import KeysField
from briefing.admin.forms.rows import PartForm, PartFormSet
from briefing.models import (
    Brief,
)
from quiz.choices import KindName
from quiz.documents.schema import problems_of
from quiz.kinds import KINDS
from quiz.models import Option, Question
from quiz.question_rows import QUESTION_FIELDS, option_data


class QuestionForm(PartForm, FixedKeyForm):
    """A question of one brief, its evidence chosen from that brief's claims by their words."""

    brief: Brief
    evidence = forms.MultipleChoiceField(
        label=label_of(Question, "evidence"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "evidence"}),
        help_text=help_of(Question, "evidence"),
        error_messages={
            "required": _("Choose the claim that settles the question."),
            "invalid_choice": _("There is no claim “%(value)s” in this brief."),
        },
    )

    excludes = KeysField(
        label=label_of(Question, "excludes"),
        required=False,
        example="q3, q12",
        help_text=help_of(Question, "excludes"),
        widget=forms.TextInput(attrs={"class": "keys"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_section: dict[str, list[tuple[str, str]]] = {}
        for claim in self.brief.claims.all():
            words = f"{claim.key} · {claim.get_standing_display()} · {claim.text}"
            by_section.setdefault(claim.get_section_display(), []).append((claim.key, words))
        self.fields["evidence"].choices = list(by_section.items())  # type: ignore[attr-defined]
        self.fields["kind"].help_text = " ".join(
            f"{KindName(name).label}: {kind.writing}" for name, kind in KINDS.items()
        )

    def clean_key(self) -> str:
        key = super().clean_key()
        others = Question.objects.filter(quiz=self.brief.quiz, key=key).exclude(pk=self.instance.pk)
        if others.exists():
            raise ValidationError(gettext("Another question of this quiz has this key."))
        return key

    def clean_evidence(self) -> list[str]:
        evidence: list[str] = self.cleaned_data["evidence"]
        if len(evidence) > 4:
            raise ValidationError(
                gettext("Choose at most four claims; there are %(count)s.")
                % {"count": len(evidence)}
            )
        return evidence

    class Meta:
        model = Question
        fields = (
            *("position", "key", "theme", "skill", "kind", "in_order"),
            *("prompt", "explanation", "evidence", "excludes"),
        )
        widgets = {"prompt": area(2), "explanation": area(3)}


class OptionForm(PartForm):
    class Meta:
        model = Option
        fields = ("position", "text", "answer", "right", "feedback")
        widgets = {"text": area(2, 40), "answer": area(2, 40), "feedback": area(2, 50)}


def _filled_in(form: OptionForm) -> dict[str, Any]:
    """Return an option's data, with words in the place of those that were refused.

    So what else is wrong with the options can be told at the same time.
    """
    refused = [name for name in ("text", "feedback") if name in form.errors]
    return option_data(form.instance) | {name: str(form.prefix) for name in refused}


class OptionFormSet(PartFormSet):
    """The options of a question, checked by the rules of its kind."""

    def clean(self) -> None:
        super().clean()
        kind = KINDS.get(self.instance.kind)
        if kind is None:
            return
        data = {name: getattr(self.instance, name) for name in QUESTION_FIELDS}
        data["options"] = [_filled_in(form) for form in self.kept]
        try:
            kind.model_validate(data)
        except Faults as error:
            self.blame([p for p in problems_of(error) if p.loc[0] == "options"], {})
