"""A page as bytes: compressed once, tagged, and sent as each browser takes it."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

import brotli  # type: ignore[import-untyped]
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from pydantic import BaseModel, Field, ValidationError

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

    def to_bytes(self) -> bytes:
        """Return the page as one value for the cache: a line of JSON, then its bodies."""
        header = _Header(
            tag=self.tag,
            key=self.key,
            content_type=self.content_type,
            cache_control=self.cache_control,
            sizes={encoding: len(body) for encoding, body in self.bodies.items()},
        )
        return b"".join([header.model_dump_json().encode(), b"\n", *self.bodies.values()])

    @classmethod
    def from_bytes(cls, data: bytes) -> "Page | None":
        """Return the page that `to_bytes` wrote; None where it did not write this."""
        line, _, rest = data.partition(b"\n")
        try:
            header = _Header.model_validate_json(line)
        except ValidationError:
            return None
        sizes = header.sizes
        if "identity" not in sizes or sum(sizes.values()) != len(rest):
            return None
        bodies = {}
        for encoding, size in sizes.items():
            bodies[encoding], rest = rest[:size], rest[size:]
        return cls(header.tag, bodies, header.key, header.content_type, header.cache_control)


# What an HTTP header can hold.
_HeaderText = Annotated[str, Field(pattern=r"\A[ -~]*\z")]


class _Header(BaseModel):
    """What the cache holds of a page before its bodies: all else, and how long each body is."""

    tag: _HeaderText
    key: str
    content_type: _HeaderText
    cache_control: _HeaderText
    sizes: dict[str, Annotated[int, Field(ge=0)]]


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
