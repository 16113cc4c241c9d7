"""Signing in: wrong passwords are counted, and whoever gives too many has to wait."""

from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

# From one address all names together are allowed so many times what one name is.
NAMES = 5


class SignInForm(AdminAuthenticationForm):
    def get_invalid_login_error(self) -> ValidationError:
        if getattr(self.request, "axes_locked_out", False):
            minutes = settings.AXES_COOLOFF_TIME.seconds // 60
            return ValidationError(
                gettext(
                    "Too many wrong passwords came from here. Wait %(minutes)s minutes, then "
                    "try again: until then not even the right one is taken."
                )
                % {"minutes": minutes},
                code="locked_out",
            )
        return super().get_invalid_login_error()


class SignInHandler(AxesDatabaseHandler):  # type: ignore[misc]
    """Counts for each name and address together, so that nobody can lock a name from elsewhere."""

    def get_failures(self, request: Any, credentials: dict[str, Any] | None = None) -> int:
        """Return the failures of this name from this address, or the address's share if higher.

        The share is what names have on average where NAMES of them are tried.
        """
        of_name: int = super().get_failures(request, credentials)
        recent = AccessAttempt.objects.filter(
            ip_address=request.axes_ip_address,
            attempt_time__gte=get_cool_off_threshold(request),
        )
        of_address = recent.aggregate(total=Sum("failures_since_start"))["total"] or 0
        return max(of_name, of_address // NAMES)


def locked_out(request: HttpRequest, response: HttpResponse, credentials: Any) -> HttpResponse:
    """Answer with the form that was sent, in which SignInForm says what to do."""
    response.status_code = 429
    response.headers["Retry-After"] = str(settings.AXES_COOLOFF_TIME.seconds)
    return response
