"""The addresses of scorecards that no screen gives."""

from django.urls import path

from . import views

urlpatterns = [path("scorecards/mine/", views.mine, name="scorecards-mine")]
