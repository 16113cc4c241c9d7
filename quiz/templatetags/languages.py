"""Texts in another language than the interface, told so to browsers."""

from django import template
from django.utils.html import format_html

from quiz.documents.language import lang_attributes

register = template.Library()


@register.filter
def in_language(text: str, tag: str) -> str:
    """Return a text in an element that names its language, where the interface has another."""
    attributes = lang_attributes(tag)
    return format_html("<span{}>{}</span>", attributes, text) if attributes else text
