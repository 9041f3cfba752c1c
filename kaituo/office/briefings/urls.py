"""The address of the paper."""

from django.urls import path

from . import views

urlpatterns = [path("briefings/<int:pk>/paper/<slug:language>/", views.paper, name="briefings-paper")]
