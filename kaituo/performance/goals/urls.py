"""The addresses of goals that no screen gives."""

from django.urls import path

from . import views

urlpatterns = [
    path("targets/plan/", views.plan_view, name="goals-plan"),
    path("targets/plan/cell/", views.cell_view, name="goals-cell"),
    path("targets/mine/", views.mine_view, name="goals-mine"),
    path("targets/round/", views.round_view, name="goals-round"),
    path("targets/propose/", views.propose_view, name="goals-propose"),
    path("targets/propose/reach/", views.reach_view, name="goals-reach"),
    path("targets/<int:pk>/entries/", views.entries_view, name="goals-entries"),
]
