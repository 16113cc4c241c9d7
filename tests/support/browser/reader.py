"""The cookie by which a browser is a certain reader."""

from typing import Any
from uuid import UUID

from django.core.signing import get_cookie_signer

from quiz.views.reader_cookie import COOKIE


def reader_cookie(reader: UUID, site: str) -> Any:
    value = get_cookie_signer(salt=COOKIE + COOKIE).sign(str(reader))
    return {"name": COOKIE, "value": value, "url": site}
