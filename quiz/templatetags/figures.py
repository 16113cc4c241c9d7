from django import template

from quiz.numbers import percent

register = template.Library()
register.filter(percent)
