"""The addresses of the exchange centre."""

from django.urls import path

from . import board_views, views

app_name = "exchange"
urlpatterns = [
    path("exchange/", views.centre, name="centre"),
    path("exchange/package/", views.package_view, name="package"),
    path("exchange/example/", views.example_view, name="example"),
    path("exchange/boards/", board_views.BoardsView.as_view(), name="boards"),
    path("exchange/boards/<int:pk>/", board_views.BoardCheckView.as_view(), name="board-check"),
    path("exchange/import/<slug:slug>/", views.UploadView.as_view(), name="import"),
    path("exchange/import/<slug:slug>/template.<slug:kind>", views.template_view, name="template"),
    path("exchange/export/<slug:slug>/", views.export_view, name="export"),
    path("exchange/check/<int:pk>/", views.CheckView.as_view(), name="check"),
    path("exchange/check/<int:pk>/run/", views.run_view, name="run"),
    path("exchange/check/<int:pk>/faults.xlsx", views.faults_view, name="faults"),
    path("exchange/check/<int:pk>/cancel/", views.cancel_view, name="cancel"),
    path("exchange/progress/<int:pk>/", views.progress_view, name="progress"),
]
