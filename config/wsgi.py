import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Serve a request, read as UTF-8 whatever it claims.

    All forms of the site are UTF-8; another name, or that of no alphabet at all, would only make
    Django stumble.
    """
    kind, charset, _ = environ.get("CONTENT_TYPE", "").partition("charset=")
    if charset:
        environ["CONTENT_TYPE"] = kind + "charset=utf-8"
    return django(environ, start_response)
