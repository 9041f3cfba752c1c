"""The root of the product."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("first-page/", views.choose_front, name="home-front"),
    path("today/", views.today, name="home-today"),
]
