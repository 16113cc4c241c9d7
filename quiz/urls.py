from django.urls import path

from quiz.views import attempt, my_data, page, worksheet

app_name = "quiz"
urlpatterns = [
    path("papers/<int:paper_id>/", attempt.paper, name="paper"),
    path("papers/<int:paper_id>/attempts/", attempt.attempts, name="attempts"),
    path("papers/<int:paper_id>/page/", page.page, name="page"),
    path("papers/<int:paper_id>/worksheet/", worksheet.worksheet, name="worksheet"),
    path("papers/<int:paper_id>/worksheet/key/", worksheet.key, name="key"),
    path("attempts/<uuid:public_id>/", attempt.attempt, name="attempt"),
    path("attempts/<uuid:public_id>/hand-in/", attempt.handed_in, name="hand_in"),
    path("attempts/<uuid:public_id>/<int:number>/", attempt.question, name="question"),
    path("mine/", my_data.mine, name="mine"),
    path("mine/data.json", my_data.data, name="data"),
    path("mine/erase/", my_data.erased, name="erase"),
]
