"""The addresses of conferences that no screen gives."""

from django.urls import path

from . import views

app_name = "conferences"
urlpatterns = [
    path("conference-services/<int:pk>/try/", views.try_view, name="try"),
    path("meetings/<int:pk>/conference/<str:name>/", views.make_view, name="make"),
    path("conference-links/<int:pk>/cancel/", views.cancel_view, name="cancel"),
]
