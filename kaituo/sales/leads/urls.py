"""Leads' own addresses: the form that anybody may fill in."""

from django.urls import path

from . import views

urlpatterns = [path("f/<slug:key>/", views.enquiry, name="leads-enquiry")]
