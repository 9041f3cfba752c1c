"""The addresses of reports and dashboards beside those of their screens."""

from django.urls import path

from .views import building, dashboards, reading

urlpatterns = [
    path("reports/", reading.index, name="reports"),
    path("reports/builder/", building.builder, name="reports-builder"),
    path("reports/preview/", building.preview, name="reports-preview"),
    path("reports/records/", reading.records, name="reports-records"),
    path("reports/end/", building.end, name="reports-end"),
    path("reports/favourite/", reading.favourite, name="reports-favourite"),
    path("reports/ready/<slug:key>/", reading.ready, name="reports-ready"),
    path("reports/file/<slug:kind>/", reading.file, name="reports-file"),
    path("saved-reports/<int:pk>/rebuild/", building.rebuild, name="reports-rebuild"),
    path("dashboards/wall/", dashboards.wall, name="reports-wall"),
    path("dashboards/<int:pk>/arrange/", dashboards.arrange, name="reports-arrange"),
    path("dashboards/tiles/<int:pk>/", dashboards.tile, name="reports-tile"),
]
