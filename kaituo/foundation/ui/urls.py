"""Addresses of the look itself: the language switch and the catalogue of components."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from kaituo.foundation.ui import views

app_name = "ui"
urlpatterns = [
    path("language/", login_not_required(set_language), name="language"),
    path("components/", views.catalogue, name="catalogue"),
    path("components/form/", views.catalogue_form, name="catalogue_form"),
]
