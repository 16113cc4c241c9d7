"""The fields and forms of the editor's desk. The rules themselves stand in the documents."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError as Faults

from briefing.admin.forms.fields import (
    KeysField,
    LinesField,
    NumbersField,
    RowField,
    validate_address,
    validate_visible,
)
from briefing.admin.forms.renderer import DeskRenderer
from briefing.models import (
    Actor,
    Article,
    Brief,
    Claim,
    Event,
    Gap,
    Indicator,
    Relation,
    Role,
    Term,
)
from quiz.choices import KindName
from quiz.documents.schema import Problem, problems_of, twice
from quiz.kinds import KINDS
from quiz.models import Option, Question
from quiz.question_rows import QUESTION_FIELDS, option_data


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


def _help(model: Any, field: str) -> Any:
    return model._meta.get_field(field).help_text


def _label(model: Any, field: str) -> Any:
    return capfirst(model._meta.get_field(field).verbose_name)


class ArticleForm(DeskForm):
    paragraphs = LinesField(
        label=_label(Article, "paragraphs"),
        help_text=_help(Article, "paragraphs"),
        widget=forms.Textarea(attrs={"rows": 18, "cols": 110}),
    )

    url = forms.URLField(
        label=_label(Article, "url"),
        max_length=500,
        required=False,
        assume_scheme="https",
        validators=[validate_address],
    )

    def clean_paragraphs(self) -> list[str]:
        paragraphs: list[str] = self.cleaned_data["paragraphs"]
        for number, outline in enumerate(paragraphs, 1):
            if len(outline) > 400:
                raise ValidationError(
                    gettext("Shorten paragraph %(number)s to 400 characters; it has %(count)s.")
                    % {"number": number, "count": len(outline)}
                )
        for claim in Claim.objects.filter(brief__article=self.instance.pk).select_related("brief"):
            if max(claim.paragraphs, default=0) > len(paragraphs):
                raise ValidationError(
                    gettext(
                        "%(key)s of “%(brief)s” cites paragraph %(paragraph)s. Change it first, or "
                        "keep the paragraph."
                    )
                    % {"key": claim.key, "brief": claim.brief, "paragraph": max(claim.paragraphs)}
                )
        return paragraphs

    class Meta:
        model = Article
        fields = ("author", "title", "outlet", "date", "url", "paragraphs")


class BriefForm(DeskForm):
    topics = LinesField(
        label=_label(Brief, "topics"),
        required=False,
        help_text=_help(Brief, "topics"),
        widget=forms.Textarea(attrs={"rows": 5, "cols": 40}),
    )

    def clean_topics(self) -> list[str]:
        topics: list[str] = self.cleaned_data["topics"]
        for topic in topics:
            if len(topic) > 40:
                raise ValidationError(
                    gettext("Shorten “%(topic)s” to 40 characters.") % {"topic": topic}
                )
        for topic in twice(topics):
            raise ValidationError(
                gettext("The topic “%(topic)s” is given twice.") % {"topic": topic}
            )
        return topics

    class Meta:
        model = Brief
        fields = (
            *("title", "slug", "language", "standfirst", "topics", "bottom_line", "method"),
            "article",
        )
        error_messages = {"slug": {"unique": _("Another brief has this address. Choose another.")}}
        widgets = {
            "title": forms.TextInput(attrs={"size": 80}),
            "standfirst": forms.Textarea(attrs={"rows": 3, "cols": 100}),
            "bottom_line": forms.Textarea(attrs={"rows": 5, "cols": 100, "data-words": 60}),
            "method": forms.Textarea(attrs={"rows": 6, "cols": 100}),
        }


class KeyStays(DeskForm):
    """A form for a row whose key is used elsewhere and so never changes."""

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        kept = self.initial.get("key") if self.instance.pk else key
        if key != kept:
            raise ValidationError(
                gettext("A key stays, since links and reports go by it: %(kept)s.") % {"kept": kept}
            )
        return key


class ActorForm(KeyStays):
    class Meta:
        model = Actor
        fields = ("name", "key", "kind", "plural")
        error_messages = {"key": {"unique": _("Another actor has this key. Choose another.")}}


class PartForm(DeskForm):
    position = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=9999,
        label=_("Place"),
        help_text=_help(Term, "position"),
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
        saved = super().save(commit)
        if commit:
            rows = [form.instance for form in self.kept if form.instance.pk]
            self.get_queryset().bulk_update(rows, ["position"])
        return saved

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


def _citing(model: Any, required: bool = False) -> KeysField:
    return KeysField(
        label=_label(model, "claims"),
        required=required,
        help_text=_help(model, "claims"),
        widget=forms.TextInput(attrs={"class": "keys"}),
    )


def _area(rows: int, cols: int = 100) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "cols": cols})


class RoleForm(PartForm):
    claims = _citing(Role)

    class Meta:
        model = Role
        fields = ("position", "actor", "office", "side", "wants", "does", "claims")
        widgets = {"wants": _area(2), "does": _area(2)}


class ClaimForm(PartForm, KeyStays):
    paragraphs = NumbersField(
        label=_label(Claim, "paragraphs"), help_text=_help(Claim, "paragraphs")
    )
    actors = KeysField(
        label=_label(Claim, "actors"),
        required=False,
        example="russia, taliban",
        help_text=_help(Claim, "actors"),
        widget=forms.TextInput(attrs={"size": 60}),
    )
    leads_to = KeysField(
        label=_label(Claim, "leads_to"),
        required=False,
        example="c32, c33",
        help_text=_help(Claim, "leads_to"),
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
            *("lead", "text", "paragraphs", "actors", "gist", "leads_to"),
        )
        widgets = {"text": _area(3), "gist": forms.TextInput(attrs={"size": 60})}


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
        widgets = {"text": _area(2)}


class TermForm(PartForm):
    class Meta:
        model = Term
        fields = ("position", "term", "text")
        widgets = {"text": _area(2)}


class GapForm(PartForm):
    claims = _citing(Gap)

    class Meta:
        model = Gap
        fields = ("position", "text", "claims")
        widgets = {"text": _area(2)}


class IndicatorForm(PartForm):
    claims = _citing(Indicator)

    class Meta:
        model = Indicator
        fields = ("position", "text", "claims")
        widgets = {"text": _area(2)}


class QuestionForm(PartForm, KeyStays):
    """A question of one brief, its evidence chosen from that brief's claims by their words."""

    brief: Brief
    evidence = forms.MultipleChoiceField(
        label=_label(Question, "evidence"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "evidence"}),
        help_text=_help(Question, "evidence"),
        error_messages={
            "required": _("Choose the claim that settles the question."),
            "invalid_choice": _("There is no claim “%(value)s” in this brief."),
        },
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
            *("prompt", "explanation", "evidence"),
        )
        widgets = {"prompt": _area(2), "explanation": _area(3)}


class OptionForm(PartForm):
    class Meta:
        model = Option
        fields = ("position", "text", "answer", "right", "feedback")
        widgets = {"text": _area(2, 40), "answer": _area(2, 40), "feedback": _area(2, 50)}


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
