"""The pages of live briefs as they were last sent, ready to be sent again without Django.

A brief's page is the same bytes for every reader until another edition goes live, and the cache
tells all processes when that is. Whatever else Django does for such a page comes out the same.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic, perf_counter
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from briefing.serving.page import Page, accepted
from briefing.serving.pages import is_live
from config.operations.request_log import log_answer, request_id

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
RequestKey = tuple[str, str, str, str]

# Where a view says of what page its answer is.
_OFFERED = "readout.page"
# So many at most, of some 20 KB each, unless readers' programs take no compressed pages.
MOST = 200
# Asking the cache takes longer than sending a page, so that it is not asked for each: a page may
# be shown so long, in seconds, after another has gone live.
ASKED_AFTER = 0.1
# Of a page these are left out where the browser has it (RFC 9110, 15.4.5).
_OF_THE_BODY = {"Content-Type", "Content-Length", "Content-Encoding"}
# The conditions that are left to Django, which nearly no browser sets for a page.
_CONDITIONS = ("HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE")


def mark_cacheable(request: HttpRequest, slug: str, page: Page) -> None:
    """Say that the answer to a request is the page of a brief's live edition."""
    request.META[_OFFERED] = slug, page.key


@dataclass(frozen=True)
class CachedPage:
    """A page with all its headers but the request's id, and those that a 304 has."""

    slug: str
    key: str
    etag: str
    body: bytes
    headers: Headers
    unchanged: Headers


class PageCache:
    """A WSGI application that sends what another has sent before, as long as that is live."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application
        self.sent: dict[RequestKey, CachedPage] = {}
        # By their keys, until when these pages are taken for live.
        self.until: dict[str, float] = {}

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        begun = perf_counter()
        place = _place(environ)
        sent = self.sent.get(place) if place else None
        if sent is None or not self._is_live(sent):
            return self._ask(environ, start_response, place)
        has_it = environ.get("HTTP_IF_NONE_MATCH", "").removeprefix("W/") == sent.etag
        status, headers, body = (
            ("304 Not Modified", sent.unchanged, b"")
            if has_it
            else ("200 OK", sent.headers, sent.body)
        )
        start_response(status, [*headers, ("X-Request-ID", request_id(environ))])
        path = f"{settings.FORCE_SCRIPT_NAME or ''}{environ['PATH_INFO']}"
        log_answer("GET", path, int(status[:3]), len(body), begun)
        return [body]

    def _is_live(self, sent: CachedPage) -> bool:
        now = monotonic()
        if now < self.until.get(sent.key, 0):
            return True
        if not is_live(sent.slug, sent.key):
            return False
        self.until = {sent.key: now + ASKED_AFTER, **_later(self.until, now)}
        return True

    def _ask(
        self, environ: Environ, start_response: Callable[..., Any], place: RequestKey | None
    ) -> Iterable[bytes]:
        answer = self.application(environ, start_response)
        if place and _OFFERED in environ and isinstance(answer, HttpResponse):
            sent = _sent(answer, *environ[_OFFERED])
            if sent:
                if len(self.sent) >= MOST:
                    self.sent.clear()
                self.sent[place] = sent
        return answer


def _later(moments: dict[str, float], now: float) -> dict[str, float]:
    return {key: until for key, until in moments.items() if until > now}


def _place(environ: Environ) -> RequestKey | None:
    """Return all that the answer to a request depends on; None where Django has to see to it."""
    if environ["REQUEST_METHOD"] != "GET" or environ.get("QUERY_STRING"):
        return None
    if any(condition in environ for condition in _CONDITIONS):
        return None
    known = environ.get("HTTP_IF_NONE_MATCH", "")
    if "," in known or known == "*":
        return None
    encoding = accepted(environ.get("HTTP_ACCEPT_ENCODING", ""))
    host = environ.get("HTTP_HOST", "")
    return environ["PATH_INFO"], host, environ["wsgi.url_scheme"], encoding


def _sent(answer: HttpResponse, slug: str, key: str) -> CachedPage | None:
    if answer.status_code != 200 or answer.cookies:
        return None
    headers = [item for item in answer.items() if item[0] != "X-Request-ID"]
    unchanged = [item for item in headers if item[0] not in _OF_THE_BODY]
    return CachedPage(slug, key, answer["ETag"], answer.content, headers, unchanged)
