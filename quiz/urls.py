from django.urls import path

from quiz import views

app_name = "quiz"
urlpatterns = [
    path("papers/<int:paper_id>/", views.paper, name="paper"),
    path("papers/<int:paper_id>/attempts/", views.attempts, name="attempts"),
    path("attempts/<uuid:public_id>/", views.attempt, name="attempt"),
    path("attempts/<uuid:public_id>/<int:number>/", views.question, name="question"),
]
