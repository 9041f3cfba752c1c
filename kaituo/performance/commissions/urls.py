"""The addresses of commissions that no screen gives."""

from django.urls import path

from .editor import views as editor
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
    path("commission-plans/<int:pk>/simulate/lines/", plans.simulated_view, name="commissions-simulated"),
    path("commission-terms/<int:pk>/components/", editor.kinds_view, name="commissions-kinds"),
    path("commission-terms/<int:pk>/components/new/<slug:kind>/", editor.new_component_view, name="commissions-new-component"),
    path("commission-terms/<int:pk>/components/<slug:key>/", editor.component_view, name="commissions-component"),
    path("commission-terms/<int:pk>/components/<slug:key>/drop/", editor.drop_view, name="commissions-drop"),
    path("commission-terms/<int:pk>/whole/", editor.whole_view, name="commissions-whole"),
    path("commission-plans/<int:pk>/plan.json", editor.download_view, name="commissions-download"),
    path("commission-plans/<int:pk>/file/", editor.file_view, name="commissions-file"),
    path("commission-plans/ready/", editor.ready_view, name="commissions-ready"),
    path("commission-plans/ready/<slug:name>/", editor.begin_view, name="commissions-begin"),
]
