"""The addresses of devices."""

from django.urls import path

from . import views

app_name = "webpush"
urlpatterns = [
    path("me/devices/", views.devices_view, name="devices"),
    path("me/devices/allow/", views.allow_view, name="allow"),
    path("me/devices/try/", views.try_view, name="try"),
    path("me/devices/<int:pk>/revoke/", views.revoke_view, name="revoke"),
]
