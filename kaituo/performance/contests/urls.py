"""The addresses of contests that no screen gives."""

from django.urls import path

from . import views

urlpatterns = [
    path("contests/<int:pk>/board/", views.board, name="contests-board"),
    path("contests/<int:pk>/place/", views.place, name="contests-place"),
    path("contests/<int:pk>/my-name/", views.ranking, name="contests-ranking"),
]
