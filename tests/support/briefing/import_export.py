"""What a browser sends to the desk’s pages for import and export."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from briefing.models import Brief

GIFT = (
    "// [tag:theme:motives] [tag:skill:connect] [tag:evidence:c1]\n"
    "::Sky::Is it wide?{=Yes#It is. ~No#It is not small. ~Perhaps#It is sure. ####So it says.}\n\n"
    "Is it deep?{=Yes ~No}\n\n"
    "Write on it.{}\n"
)
IMPORT = "/admin/briefing/brief/import/"


def page(brief: Brief) -> str:
    return reverse("admin:briefing_brief_exchange", args=[brief.pk])


def export(brief: Brief, form: str) -> str:
    return reverse("admin:briefing_brief_export", args=[brief.pk, form])


def file(content: str | bytes, name: str = "quiz.gift") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def upload(client: Client, brief: Brief, content: str | bytes, **fields: Any) -> Any:
    values = {"theme": "actors", "skill": "recall", "file": file(content)} | fields
    return client.post(page(brief), values)


def replaced(client: Client, brief: Brief, content: str | bytes, **fields: Any) -> Any:
    values = {"replace-file": file(content, "sky.yaml"), "replace-sure": "on"}
    return client.post(page(brief), values | fields | {"replace-submit": "Replace"})


def kept(answer: Any) -> str:
    return str(answer.context["preview"]["kept"])
