"""The addresses of contests that no screen gives."""

from django.urls import path

from . import views

urlpatterns = [
    path("contests/<int:pk>/board/", views.board, name="contests-board"),
    path("contests/<int:pk>/my-name/", views.ranking, name="contests-ranking"),
]
