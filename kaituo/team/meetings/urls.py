"""The addresses of meetings that no Screen gives."""

from django.urls import path

from . import views

urlpatterns = [
    path("meetings/<int:pk>/agenda/", views.raise_topic, name="meetings-raise"),
    path("meetings/agenda/<int:pk>/done/", views.deal_with, name="meetings-deal-with"),
    path("meetings/<int:pk>/decisions/", views.decide, name="meetings-decide"),
    path("meetings/<int:pk>/actions/", views.agree, name="meetings-agree"),
    path("meetings/<int:pk>/note/", views.keep_private, name="meetings-note"),
    path("meetings/<int:pk>/coaching/", views.coach, name="meetings-coach"),
    path("meetings/with/<int:pk>/", views.meet, name="meetings-meet"),
]
