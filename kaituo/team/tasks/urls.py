"""The addresses of tasks that no Screen gives."""

from django.urls import path

from . import views

urlpatterns = [
    path("tasks/boards/", views.boards, name="tasks-boards"),
    path("tasks/items/<int:pk>/tick/", views.tick, name="tasks-tick"),
    path("tasks/<int:pk>/items/", views.add_item, name="tasks-add-item"),
]
