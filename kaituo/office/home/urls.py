"""The root of the product."""

from django.urls import path

from . import views

urlpatterns = [path("", views.home, name="home")]
