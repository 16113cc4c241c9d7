from django.urls import path

from briefing import views

app_name = "briefing"
urlpatterns = [
    path("", views.front, name="front"),
    path("briefs/<slug:slug>/", views.brief, name="brief"),
    path("briefs/<slug:slug>/editions/<int:number>/", views.edition, name="edition"),
]
