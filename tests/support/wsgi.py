"""Requests as a server hands them on."""

import io
from typing import Any
from wsgiref.util import setup_testing_defaults

from config.wsgi import application


def served(path: str, sent: bytes = b"", **environ: Any) -> tuple[str, dict[str, str], str]:
    """Return the status, headers and text that a request is answered with."""
    request: dict[str, Any] = {
        "REQUEST_METHOD": "POST" if sent else "GET",
        "PATH_INFO": path,
        "CONTENT_LENGTH": str(len(sent)),
        "wsgi.input": io.BytesIO(sent),
        "HTTP_HOST": "127.0.0.1",
        **environ,
    }
    setup_testing_defaults(request)
    answered: list[Any] = []
    body = application(request, lambda *answer: answered.extend(answer[:2]))
    return answered[0], dict(answered[1]), b"".join(body).decode(errors="replace")
