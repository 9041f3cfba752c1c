"""The addresses of commissions that no screen gives."""

from django.urls import path

from .views import plans, runs, statements

urlpatterns = [
    path("statements/<int:pk>/lines/", statements.lines_view, name="commissions-lines"),
    path("statements/<int:pk>/paper/<slug:language>.pdf", statements.paper_view, name="commissions-paper"),
    path("statements/<int:pk>/lines.<slug:kind>", statements.table_view, name="commissions-table"),
    path("statements/lines/<int:pk>/why/", statements.why_view, name="commissions-why"),
    path("commission-runs/<int:pk>/pay-file.<slug:kind>", runs.payfile_view, name="commissions-payfile"),
    path("commission-runs/<int:pk>/progress/", runs.progress_view, name="commissions-progress"),
    path("commission-runs/<int:pk>/reconciliation/", runs.reconciliation_view, name="commissions-reconciliation"),
    path("commission-runs/versions/<int:pk>/", runs.version_view, name="commissions-version"),
    path("commission-runs/versions/<int:pk>/differences/", runs.differences_view, name="commissions-differences"),
    path("commission-plans/<int:pk>/simulate/", plans.simulate_view, name="commissions-simulate"),
]
