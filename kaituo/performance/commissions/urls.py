"""The addresses of commissions that no screen gives."""

from django.urls import path

from . import views
from .editor import views as editor

urlpatterns = [
    path("statements/<int:pk>/lines/", views.lines_view, name="commissions-lines"),
    path("statements/<int:pk>/paper/<slug:language>.pdf", views.paper_view, name="commissions-paper"),
    path("statements/<int:pk>/lines.<slug:kind>", views.table_view, name="commissions-table"),
    path("statements/lines/<int:pk>/why/", views.why_view, name="commissions-why"),
    path("commission-runs/<int:pk>/pay-file.<slug:kind>", views.payfile_view, name="commissions-payfile"),
    path("commission-runs/<int:pk>/progress/", views.progress_view, name="commissions-progress"),
    path("commission-runs/<int:pk>/reconciliation/", views.reconciliation_view, name="commissions-reconciliation"),
    path("commission-plans/<int:pk>/simulate/", views.simulate_view, name="commissions-simulate"),
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
