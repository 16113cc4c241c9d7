"""Dates with the month in full. Any other language has Django’s own formats."""

DATE_FORMAT = "j F Y"
