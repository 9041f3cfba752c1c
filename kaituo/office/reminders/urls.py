"""The address of “Remind me”."""

from django.urls import path

from .views import begin_view

app_name = "reminders"
urlpatterns = [path("remind/<str:label>/<int:pk>/", begin_view, name="begin")]
