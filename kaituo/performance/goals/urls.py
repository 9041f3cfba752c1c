"""The addresses of goals that no screen gives."""

from django.urls import path

from . import views

urlpatterns = [
    path("targets/plan/", views.plan_view, name="goals-plan"),
    path("targets/plan/cell/", views.cell_view, name="goals-cell"),
    path("targets/<int:pk>/entries/", views.entries_view, name="goals-entries"),
]
