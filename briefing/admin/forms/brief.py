"""The forms of a brief itself, of its article and of actors."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from briefing.admin.forms.base import DeskForm, FixedKeyForm, help_of, label_of
from briefing.admin.forms.fields import (
    LinesField,
    validate_address,
)
from briefing.models import (
    Actor,
    Article,
    Brief,
    Claim,
)
from quiz.documents.schema import twice


class ArticleForm(DeskForm):
    paragraphs = LinesField(
        label=label_of(Article, "paragraphs"),
        help_text=help_of(Article, "paragraphs"),
        widget=forms.Textarea(attrs={"rows": 18, "cols": 110}),
    )

    url = forms.URLField(
        label=label_of(Article, "url"),
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
        fields = ("author", "title", "outlet", "date", "url", "words", "paragraphs")


class BriefForm(DeskForm):
    topics = LinesField(
        label=label_of(Brief, "topics"),
        required=False,
        help_text=help_of(Brief, "topics"),
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


class ActorForm(FixedKeyForm):
    class Meta:
        model = Actor
        fields = ("name", "key", "kind", "plural")
        error_messages = {"key": {"unique": _("Another actor has this key. Choose another.")}}
