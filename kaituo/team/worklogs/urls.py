"""The addresses of work reports that no Screen gives."""

from django.urls import path

from . import views

urlpatterns = [
    path("worklogs/write/", views.write, name="worklogs-write"),
    path("worklogs/team/", views.team, name="worklogs-team"),
    path("worklogs/team/read/", views.read_all, name="worklogs-read-all"),
]
