"""Parts of the quiz's pages that Jinja renders."""

from django import template

from quiz.results import feedback

register = template.Library()
register.simple_tag(feedback.reviewed_answer)
register.simple_tag(feedback.passages)
