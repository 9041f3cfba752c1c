"""The addresses of cohorts and baskets."""

from django.urls import path

from . import views

urlpatterns = [
    path("reports/cohorts/", views.cohorts_view, name="behaviour-cohorts"),
    path("reports/cohorts/customers/", views.cohort_customers, name="behaviour-cohort-customers"),
    path("reports/baskets/", views.baskets_view, name="behaviour-baskets"),
    path("reports/baskets/orders/", views.basket_orders, name="behaviour-basket-orders"),
    path("reports/rfm/", views.rfm_view, name="behaviour-rfm"),
    path("reports/rfm/customers/", views.rfm_customers, name="behaviour-rfm-customers"),
    path("reports/behaviour/<slug:report>/<slug:kind>/", views.file, name="behaviour-file"),
]
