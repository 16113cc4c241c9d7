from django.urls import path

from briefing import views

app_name = "briefing"
urlpatterns = [
    path("", views.front, name="front"),
    path("briefs/<slug:slug>/", views.brief, name="brief"),
    path("briefs/<slug:slug>/editions/<int:number>/", views.edition, name="edition"),
    path("briefs/<slug:slug>/editions/<int:number>/card.png", views.card, name="card"),
    path("feed.xml", views.feed, name="feed"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("site.webmanifest", views.manifest, name="manifest"),
]
