"""Addresses of the look itself: the switches of language, theme and favourites, and the catalogue of components."""

from django.urls import path

from kaituo.foundation.ui import views

app_name = "ui"
urlpatterns = [
    path("language/", views.language, name="language"),
    path("theme/", views.theme, name="theme"),
    path("favourite/", views.favourite, name="favourite"),
    path("components/", views.catalogue, name="catalogue"),
    path("components/form/", views.catalogue_form, name="catalogue_form"),
]
