"""The addresses of reviews that no screen gives."""

from django.urls import path

from . import views

urlpatterns = [
    path("reviews/mine/", views.mine, name="reviews-mine"),
    path("reviews/assess/<int:pk>/", views.assess, name="reviews-assess"),
    path("reviews/board/<int:pk>/", views.board, name="reviews-board"),
    path("reviews/board/seat/<int:pk>/", views.seat, name="reviews-seat"),
    path("reviews/<int:pk>/paper/<slug:language>/", views.paper, name="reviews-paper"),
]
