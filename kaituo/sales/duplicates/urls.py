"""The addresses of duplicates."""

from django.urls import path

from . import views

app_name = "duplicates"
urlpatterns = [
    path("duplicates/check/", views.check_view, name="check"),
    path("duplicates/claim/<str:token>/", views.claim_view, name="claim"),
    path("duplicates/merge/<slug:slug>/<int:pk>/", views.choose_view, name="choose"),
    path("duplicates/merge/<slug:slug>/<int:pk>/<int:other>/", views.MergeView.as_view(), name="merge"),
]
