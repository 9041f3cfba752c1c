"""Allocation's own addresses."""

from django.urls import path

from . import views

urlpatterns = [
    path("pool/clocks/", views.clocks, name="allocation-clocks"),
    path("pool/fairness/", views.claims, name="allocation-fairness"),
    path("assignment-rules/try/", views.try_rules, name="allocation-try"),
    path("hand-overs/<int:pk>/sheet/<slug:language>/", views.sheet, name="allocation-sheet"),
    path("hand-overs/<int:pk>/workbook/", views.workbook, name="allocation-workbook"),
    path("pools/<int:pk>/dry-run/", views.dry_run, name="allocation-dry-run"),
]
