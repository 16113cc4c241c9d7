"""What the site is measured against: bare views of Django, served by the same process."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.views.decorators.http import require_POST

from briefing.models import Edition
from quiz.models import Answer, Attempt

# What `django-admin startproject` sets, and none of the site's own.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def page(request: HttpRequest) -> HttpResponse:
    """Return the bytes of the newest brief's page, as a browser takes them."""
    return HttpResponse(_page())


@lru_cache
def _page() -> bytes:
    address = Edition.objects.live().order_by("published")[0].brief.get_absolute_url()
    return bytes(
        Client(HTTP_HOST="127.0.0.1").get(address, headers={"Accept-Encoding": "br"}).content
    )


@require_POST
def answer(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Read one row and insert one, and return as many bytes as the site does for an answer."""
    attempt = Attempt.objects.get(public_id=public_id)
    key = attempt.draw[number - 1][0]
    Answer.objects.create(attempt=attempt, question=key, response=[0], mark=1.0)
    return HttpResponse(_bytes(int(request.POST["size"])))


@lru_cache
def _bytes(size: int) -> bytes:
    return b"x" * size


floors: list[Any] = [
    path("floor/page/", page),
    path("floor/<uuid:public_id>/<int:number>/", answer),
]
urlpatterns = [*floors, path("", include("config.urls"))]
handler500 = "config.operations.outage.broken"
