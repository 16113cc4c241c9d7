"""Parts of the quiz's pages that Jinja renders."""

from django import template

from quiz import told

register = template.Library()
register.simple_tag(told.review)
register.simple_tag(told.passages)
