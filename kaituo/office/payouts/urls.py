"""The addresses of what pay might become."""

from django.urls import path

from . import views

urlpatterns = [path("my-pay/what-if/", views.whatif_view, name="payouts-whatif")]
