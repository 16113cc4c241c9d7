from django import template

from quiz.documents.numbers import percent

register = template.Library()
register.filter(percent)
