from django.urls import path

from quiz import reader_views, views, worksheet_views

app_name = "quiz"
urlpatterns = [
    path("papers/<int:paper_id>/", views.paper, name="paper"),
    path("papers/<int:paper_id>/attempts/", views.attempts, name="attempts"),
    path("papers/<int:paper_id>/worksheet/", worksheet_views.worksheet, name="worksheet"),
    path("papers/<int:paper_id>/worksheet/key/", worksheet_views.key, name="key"),
    path("attempts/<uuid:public_id>/", views.attempt, name="attempt"),
    path("attempts/<uuid:public_id>/hand-in/", views.handed_in, name="hand_in"),
    path("attempts/<uuid:public_id>/<int:number>/", views.question, name="question"),
    path("mine/", reader_views.mine, name="mine"),
    path("mine/data.json", reader_views.data, name="data"),
    path("mine/erase/", reader_views.erased, name="erase"),
]
