"""The addresses of the inbox."""

from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("inbox/", views.inbox_view, name="inbox"),
    path("inbox/count/", views.count_view, name="count"),
    path("inbox/read-all/", views.read_all_view, name="read_all"),
    path("inbox/settings/", views.preferences_view, name="preferences"),
    path("inbox/snooze/<str:token>/", views.snooze_from_outside_view, name="snooze_from_outside"),
    path("inbox/<int:pk>/", views.open_view, name="open"),
    path("inbox/<int:pk>/snooze/", views.snooze_view, name="snooze"),
    path("inbox/<int:pk>/<slug:deed>/", views.one_view, name="one"),
]
