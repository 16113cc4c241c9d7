"""Who a reader is: a random number in a signed cookie, set when they first start a quiz."""

from uuid import UUID, uuid4

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse

COOKIE = "reader"
YEAR = 365 * 24 * 60 * 60


def reader_of(request: HttpRequest) -> UUID | None:
    """Return the reader whose cookie came with the request; None without a cookie of ours."""
    value = request.get_signed_cookie(COOKIE, default="", salt=COOKIE)
    try:
        return UUID(value)
    except ValueError:
        return None


def reader_or_new(request: HttpRequest) -> UUID:
    return reader_of(request) or uuid4()


# Another salt than the cookie's: what is read off a link is no cookie, and the other way round.
_RETURN = Signer(salt="return")


def return_code(reader: UUID) -> str:
    """Return what leads a reader back to their quizzes, on this device or another."""
    return _RETURN.sign(reader.hex)


def reader_returning(code: str) -> UUID | None:
    """Return the reader whose code this is; None for a code that is not ours."""
    try:
        return UUID(_RETURN.unsign(code))
    except (BadSignature, ValueError):
        return None


def clear_reader_cookie(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")


def set_reader_cookie(response: HttpResponse, reader: UUID) -> None:
    """Set the reader's cookie for a year from now."""
    response.set_signed_cookie(
        COOKIE,
        str(reader),
        salt=COOKIE,
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
