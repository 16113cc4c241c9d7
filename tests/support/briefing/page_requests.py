"""What readers visit, and what each visit costs."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.test.utils import CaptureQueriesContext

from briefing.editing.publishing import publish
from briefing.models import Claim, Edition


def claims(number: int) -> list[dict[str, object]]:
    return [
        {
            "key": f"c{n}",
            "section": "background",
            "standing": "established",
            "paragraphs": [1],
            "text": f"Claim number {n}.",
            "bare": f"Claim number {n}.",
        }
        for n in range(1, number + 1)
    ]


def republished(edition: Edition) -> Edition:
    """Publish the brief once more, with its first claim changed."""
    Claim.objects.filter(brief=edition.brief, key="c1").update(text="Reworded.")
    return publish(edition.brief_id)[0]


def asked(address: str, **headers: str) -> dict[str, Any]:
    response = Client(headers=headers).get(address)
    return {"status": response.status_code, "body": response.content, **response.headers}


def costs(address: str, queries: Callable[[], CaptureQueriesContext]) -> list[int]:
    """Return the queries of a first and of a second visit."""
    counted = []
    for _ in range(2):
        with queries() as seen:
            assert Client().get(address).status_code == 200
        counted.append(len(seen))
    return counted
