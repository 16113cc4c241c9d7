from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from briefing import views
from briefing.reading.pages import BriefPage


def _pages(begins: str, view: Callable[..., HttpResponseBase], name: str) -> list[URLPattern]:
    """Return the addresses of the pages beneath a brief or an edition."""
    return [
        path(f"{begins}{page}/", view, {"page": page}, name=f"{name}_{page}")
        for page in BriefPage
        if page != BriefPage.BRIEF
    ]


app_name = "briefing"
urlpatterns = [
    path("", views.front, name="front"),
    path("briefs/<slug:slug>/", views.brief, name="brief"),
    path("briefs/<slug:slug>/editions/<int:number>/", views.edition, name="edition"),
    *_pages("briefs/<slug:slug>/", views.brief, "brief"),
    *_pages("briefs/<slug:slug>/editions/<int:number>/", views.edition, "edition"),
    path("briefs/<slug:slug>/editions/<int:number>/card.png", views.card, name="card"),
    path("feed.xml", views.feed, name="feed"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("site.webmanifest", views.manifest, name="manifest"),
]
