"""Territories' own addresses."""

from django.urls import path

from . import views

urlpatterns = [path("territory-customers/overlaps/", views.overlaps, name="territories-overlaps")]
