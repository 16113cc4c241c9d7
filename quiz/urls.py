from django.urls import path

from quiz.views import attempt, my_data, page, sharing, worksheet

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
    path("attempts/<uuid:public_id>/share/", sharing.sharing, name="share"),
    path("results/<uuid:share_key>/", sharing.shared, name="shared"),
    path("mine/", my_data.mine, name="mine"),
    path("mine/review.ics", my_data.calendar, name="calendar"),
    path("mine/data.json", my_data.data, name="data"),
    path("mine/switch/", my_data.switched, name="switch"),
    path("mine/return/<str:code>/", my_data.returned, name="return"),
    path("mine/erase/", my_data.erased, name="erase"),
]
