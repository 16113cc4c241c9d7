"""The site and the floors as one WSGI application, each behind its own middleware."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

from config.wsgi import application as site
from tests.benchmarks.floors import MIDDLEWARE

with override_settings(MIDDLEWARE=MIDDLEWARE):
    floors = WSGIHandler()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    chosen = floors if environ["PATH_INFO"].startswith("/floor/") else site
    return chosen(environ, start_response)
