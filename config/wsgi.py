import os
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django = get_wsgi_application()

# These need what is set up now.
from briefing.serving.wsgi_cache import PageCache  # noqa: E402
from config.operations.proxies import came_securely  # noqa: E402

page_cache = PageCache(django)

# Of all that may stand beside a content type, the site needs only where the parts of a form end.
BOUNDARY = re.compile(r";\s*(boundary=(?:\"[^\"]*\"|[^;]*))", re.IGNORECASE)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Serve a request, read as UTF-8 whatever it claims, and as secure where a proxy says so.

    All forms of the site are UTF-8; another name, or that of no alphabet at all, would only make
    Django stumble.
    """
    kind, _, rest = environ.get("CONTENT_TYPE", "").partition(";")
    if rest:
        boundary = BOUNDARY.search(f";{rest}")
        environ["CONTENT_TYPE"] = f"{kind}; {boundary[1]}" if boundary else kind
    if came_securely(environ):
        environ["wsgi.url_scheme"] = "https"
    return page_cache(environ, start_response)
