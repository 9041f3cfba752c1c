"""The addresses of the reports."""

from django.urls import path

from . import views

urlpatterns = [
    path("insights/", views.index, name="insights"),
    path("insights/entries/", views.entries_view, name="insights-entries"),
    path("insights/funnel/deals/", views.funnel_deals, name="insights-funnel-deals"),
    path("cockpit/", views.cockpit_view, name="insights-cockpit"),
    path("insights/measures/", views.measures_view, name="insights-measures"),
    path("insights/measures/<str:name>/", views.measure_view, name="insights-measure"),
    path("insights/<slug:slug>/", views.report_view, name="insights-report"),
]
