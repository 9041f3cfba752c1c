"""The addresses of activities that no Screen gives."""

from django.urls import path

from . import views

urlpatterns = [path("activities/log/", views.log, name="activities-log")]
