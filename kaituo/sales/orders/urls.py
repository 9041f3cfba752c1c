"""The addresses of orders that no Screen generates."""

from django.urls import path

from . import views

urlpatterns = [
    path("quotes/<int:pk>/paper/<slug:language>.pdf", views.quote_paper, name="orders-quote-paper"),
    path("orders/<int:pk>/paper/<slug:language>.pdf", views.order_paper, name="orders-order-paper"),
]
