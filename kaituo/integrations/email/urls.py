"""The addresses of mailboxes and letters that no screen gives."""

from django.urls import path

from . import views

app_name = "email"
urlpatterns = [
    path("mailboxes/<int:pk>/try/", views.try_view, name="try"),
    path("mailboxes/<int:pk>/look/", views.look_view, name="look"),
    path("letters/write/<str:label>/<int:pk>/", views.write_view, name="write"),
    path("letters/<int:pk>/answer/", views.answer_view, name="answer"),
]
