"""The pipeline's own addresses: the forecast."""

from django.urls import path

from . import views

urlpatterns = [
    path("forecast/", views.forecast, name="pipeline-forecast"),
    path("forecast/deals/", views.deals, name="pipeline-forecast-deals"),
    path("forecast/periods/", views.periods, name="pipeline-forecast-periods"),
    path("forecast/chances/", views.chances, name="pipeline-chances"),
    path("forecast/begin/", views.begin, name="pipeline-forecast-begin"),
]
