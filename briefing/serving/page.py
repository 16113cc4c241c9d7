"""A page as bytes: compressed once, tagged, and sent as each browser takes it."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

import brotli  # type: ignore[import-untyped]
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Page:
    """A page's bytes by content encoding, and the tag that changes whenever they do."""

    tag: str
    bodies: dict[str, bytes]
    # Under which it is cached, and no other page ever was; none for a page that is no edition's.
    key: str = ""
    content_type: str = HTML
    cache_control: str = "public, no-cache"

    def response(self, request: HttpRequest) -> HttpResponseBase:
        """Return the page as this browser takes it: compressed, or a 304 where it has it."""
        encoding = accepted(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        if encoding not in self.bodies:
            encoding = "identity"
        etag = quote_etag(f"{self.tag}-{encoding}")
        response = HttpResponse(self.bodies[encoding], content_type=self.content_type)
        if encoding != "identity":
            response["Content-Encoding"] = encoding
        response["Content-Length"] = str(len(response.content))
        response["ETag"] = etag
        response["Cache-Control"] = self.cache_control
        patch_vary_headers(response, ["Accept-Encoding"])
        return get_conditional_response(request, etag=etag, response=response) or response


def make_page(text: str, content_type: str = HTML) -> Page:
    body = text.encode()
    return Page(
        content_type=content_type,
        tag=hashlib.sha256(body).hexdigest()[:20],
        bodies={
            "br": brotli.compress(body, quality=9),
            "gzip": gzip.compress(body, mtime=0),
            "identity": body,
        },
    )


@lru_cache(maxsize=100)
def accepted(header: str) -> str:
    """Return the best of br, gzip and identity that an Accept-Encoding header allows."""
    offers = dict(_OFFER.findall(header.lower()))
    taken = [name for name, quality in offers.items() if not _NOUGHT.fullmatch(quality)]
    return next((encoding for encoding in ("br", "gzip") if encoding in taken), "identity")


_OFFER = re.compile(r"(?:^|,)\s*([\w*-]+)\s*(?:;\s*q=([\d.]+))?")
_NOUGHT = re.compile(r"0\.?0*")
