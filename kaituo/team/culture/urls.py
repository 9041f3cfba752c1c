"""The addresses of recognition that no screen gives."""

from django.urls import path

from . import views

urlpatterns = [
    path("wall/", views.wall, name="culture-wall"),
    path("wall/<int:pk>/cheer/", views.cheer, name="culture-cheer"),
]
