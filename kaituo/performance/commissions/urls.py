"""The addresses of commissions that no screen gives."""

from django.urls import path

from . import views

urlpatterns = [
    path("statements/<int:pk>/lines/", views.lines_view, name="commissions-lines"),
    path("statements/<int:pk>/paper/<slug:language>.pdf", views.paper_view, name="commissions-paper"),
    path("statements/<int:pk>/lines.<slug:kind>", views.table_view, name="commissions-table"),
    path("statements/lines/<int:pk>/why/", views.why_view, name="commissions-why"),
    path("commission-runs/<int:pk>/pay-file.<slug:kind>", views.payfile_view, name="commissions-payfile"),
    path("commission-runs/<int:pk>/progress/", views.progress_view, name="commissions-progress"),
    path("commission-runs/<int:pk>/reconciliation/", views.reconciliation_view, name="commissions-reconciliation"),
    path("commission-plans/<int:pk>/simulate/", views.simulate_view, name="commissions-simulate"),
]
