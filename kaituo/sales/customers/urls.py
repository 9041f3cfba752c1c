"""The addresses of customers that no Screen generates."""

from django.urls import path

from . import views

urlpatterns = [path("lookup/divisions/", views.find_divisions, name="customers-divisions")]
