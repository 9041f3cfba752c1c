"""The addresses of messaging services that no screen gives."""

from django.urls import path

from . import views

app_name = "messengers"
urlpatterns = [
    path("messaging-services/<int:pk>/try/", views.try_view, name="try"),
    path("me/messaging-services/", views.handles_view, name="handles"),
]
