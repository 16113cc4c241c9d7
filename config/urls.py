from django.contrib import admin
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path
from django.views.decorators.http import require_safe

from config.operations import health


@require_safe
def favicon(request: HttpRequest) -> HttpResponseBase:
    """Answer browsers that look for the icon where it was twenty years ago."""
    return redirect(static("img/favicon.ico"))


handler500 = "config.operations.outage.broken"
urlpatterns = [
    path("favicon.ico", favicon),
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("admin/", admin.site.urls),
    path("quiz/", include("quiz.urls")),
    path("", include("briefing.urls")),
]
