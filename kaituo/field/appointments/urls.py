"""The addresses of the calendar that no Screen gives."""

from django.urls import path

from . import views

urlpatterns = [
    path("calendar/", views.calendar, name="appointments-calendar"),
    path("calendar/drop/", views.drop, name="appointments-drop"),
    path("calendar/connect/", views.connect, name="appointments-connect"),
    path("calendar/connect/open/", views.open_feed, name="appointments-open-feed"),
    path("calendar/connect/revoke/", views.revoke_feed, name="appointments-revoke-feed"),
    path("calendar/connect/file/", views.take_file, name="appointments-take-file"),
    path("calendar/feed/<str:secret>.ics", views.feed, name="appointments-feed"),
]
